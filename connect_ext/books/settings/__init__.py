"""What an installation chose.

settings: all of it, with what holds until somebody chooses
one_order: what a person chose for a single order
daily: the moment of the day at which auto-sync works
rates: the installation's own exchange rates
due_date: when an invoice is due
"""
