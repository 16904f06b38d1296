"""What is read, printed and kept.

revenue: deferred revenue as CSV
"""
