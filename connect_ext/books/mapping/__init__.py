"""What of Xero stands for what of the marketplace.

mapping: items and fees
item: an item of Xero
classify: the account for a class of SKU and a length of period
tracking: tracking categories
known, contact_card, profile: customers, contacts, and what either says about itself
alike, suggest: the same thing under another name, with the evidence
"""
