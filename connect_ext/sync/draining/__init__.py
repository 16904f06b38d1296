"""Everything that is due, fairly.

drain: several installations at once, until nothing is left
turns: whose turn it is
turn: one turn of one
batch: one batch of one
"""
