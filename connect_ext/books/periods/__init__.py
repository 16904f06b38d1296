"""When a subscription is billed, and what a part of a period costs.

periods: from an anchor, month after month, never from the last boundary
terms: what an item's subscription says about its periods
proration: the exact price of some days of a period
months: amounts by calendar month
"""
