"""What a person does.

asking, editing, preferences, returning: sync; lines of an order; settings; what then goes on
ends, candidates, ignoring: ends by hand, ignored orders
undo, undo_made, undoing: taking an order back in Xero
"""
