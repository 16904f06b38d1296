"""What is read, printed and kept.

revenue: deferred revenue as CSV
reconcile, reconcile_shapes, reconcile_rows: what should be in Xero beside what is, also as CSV
"""
