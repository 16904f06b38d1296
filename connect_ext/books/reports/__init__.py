"""What reports say.

expected: what should have been billed
giving_back: within which days reductions and cancellations give back
subscription_lines: the lines that a subscription's periods should be billed with
falling_due: what the documents of one month should say; what its service is worth
usage_due, ending_fee: the same of usage, and of ending a subscription early
reconcile: the same beside what Xero has
deferred: revenue by the month that it belongs to
"""
