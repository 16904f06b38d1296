"""Our typed reading of the marketplace.

order: what may move money, its fees and parties
quantities: what is ordered, however the marketplace writes it
usage_record: one line of a usage file
reading: what could be read, or why not
glance: enough of an unreadable object to list it
"""
