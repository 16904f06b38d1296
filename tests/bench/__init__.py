"""How fast, how sparing and how fair: `make bench` measures it and holds it against what was promised.

Figures are ratios of two things measured in one run, or counts: they say the same on a slow machine as on a fast one.

    row: one figure, what it should reach, and how both are printed
    processor: the processor's time of this thread, without that of the stand-ins
    shop: an installation with many orders
    copies: orders by the hundred thousand
    by_hand: the same documents with xero-python and nothing else
    drains: calls and processor time for a thousand orders
    intake: events kept, beside bare rows
    history: claims and first pages at a thousand and at a million tasks
    neighbours: one order beside a hundred thousand of somebody else
    memory: what a long drain keeps
    pages: how soon, and with how much, each page is there
"""
