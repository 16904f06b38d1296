"""A story for each row of what moves money, and of what is refunded: what happens, and the books worked out by hand.

cast: who plays, and what they can do
tale: one row, in steps, with its books
moving, resting, refunding: the rows
repertoire: all of them, by name
playing: all or some of them through the real runner, and what differs
"""
