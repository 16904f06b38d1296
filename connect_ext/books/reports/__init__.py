"""What reports say.

expected: what should have been billed
deferred: revenue by the month that it belongs to
"""
