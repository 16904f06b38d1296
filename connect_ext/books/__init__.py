"""What the books should say. Pure: the standard library only, no I/O, no clock, no logger.

An `Order` and the `Facts` about it become a `Proposal` or problems (`propose`);
a `Proposal` and what Xero holds become changes (`plan`).
"""
