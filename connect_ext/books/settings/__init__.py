"""What an installation chose.

settings: all of it, with what holds until somebody chooses
rates: the installation's own exchange rates
due_date: when an invoice is due
"""
