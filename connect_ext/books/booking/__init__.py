"""Who is billed, and where it is booked.

billed_party, contact_of, similar: the customer's contact, found or to be made
booking: item, account, tax type and tracking of a line
contact_texts, contact_change: what Xero takes of its texts; what of it differs from what the marketplace says now
reverse_charge: whether a tax number is missing
own_defaults: what the contact has of its own in Xero
price_terms: markup, discount, tax and currency of a price
"""
