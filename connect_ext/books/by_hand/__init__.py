"""What is left to a person, and what a person does by hand.

holds, price_holds, go_live: what waits for a release; what is from before the start
ends: already in Xero, billed elsewhere, never send
undo: taking an order back
undo_verdict, undo_steps: whether it may be; what is done, document by document
undo_invoice, undo_change, undo_note: what becomes of its invoice, the drafts that it changed, its credit notes
undo_credit: the note that credits an invoice
"""
