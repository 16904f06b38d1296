"""Exactly once: written down, sent, settled, or found out.

apply, pieces, posting: call after call: written down, sent, settled
kinds: one module for each kind of call; `registry` has all
adopt: what stands in Xero already
results, settling: what an answer means; links, coverage, tasks and journal commit together
answered, keeping, ended, shares: what is written then: for all documents of a call at once, else for each
recover, recognised, stored_documents: what became of a call without an answer
taken_back: what is free once a document was taken back
follow_ups, following: what is done later to documents that were made
setting_off, closing, emailing: credits against invoices; invoices of a month; e-mails to contacts
"""
