"""What is left to a person, and what a person does by hand.

holds, price_holds, go_live: what waits for a release; what is from before the start
ends: already in Xero, billed elsewhere, never send
undo, undo_credit: taking an order back
"""
