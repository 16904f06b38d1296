"""What is still to be made in Xero, and how it is shown to people.

plan, whole, recognise: the changes that are missing; all documents of an order; documents that are ours
numbers: whether two documents would have one number
net: what they come to
shown, shown_change, shown_fee: what a page shows of them
digest: what a person has seen, in one short text
solved: which problems a changed fact has put right
"""
