"""Notices become tasks.

receive, intake, understood: what is heard, kept, and read
usage, usage_orders: usage files become orders
calendar: so do periods of our own calendar
"""
