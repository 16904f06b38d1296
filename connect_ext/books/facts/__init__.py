"""Everything that a proposal depends on, and what a proposal is.

proposal: `Facts` and `Proposal`
targets: the drafts that an order may join
"""
