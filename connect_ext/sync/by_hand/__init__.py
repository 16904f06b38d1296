"""What a person does.

asking, stopping, editing, preferences, returning: sync, and its stop; lines of an order; settings; what then goes on
ends, candidates, ignoring: ends by hand, ignored orders
undo, undoing: taking an order back in Xero
"""
