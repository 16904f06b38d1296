"""What a person does.

asking, stopping, editing, preferences, returning: sync, and its stop; lines of an order; settings; what then goes on
ends, candidates, ignoring: ends by hand, ignored orders
repricing: frozen prices that are taken again
keeping_back: orders that a person stops
uploading: invoices of a billing period, sent together
undo, undo_made, undoing: taking an order back in Xero
"""
