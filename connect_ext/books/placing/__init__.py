"""Which document, with which dates and number.

placing: an invoice of its own, or a draft that it fits
shared: drafts of several orders
dating, locks: dates, and the periods that are locked
closing: when an invoice of a month is closed, and as what
sent_as: number, status and other choices of an invoice
"""
