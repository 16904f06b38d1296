"""What reports say.

expected: what should have been billed
falling_due: what of it the documents of one month should say
reconcile: the same beside what Xero has
deferred: revenue by the month that it belongs to
"""
