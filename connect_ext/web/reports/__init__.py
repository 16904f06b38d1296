"""What is read, printed and kept.

revenue: deferred revenue as CSV
reconcile: what should be in Xero beside what is, also as CSV
"""
