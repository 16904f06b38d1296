"""A subscription over time.

asset: what is known of one, and on which day an order takes effect
turn: whose turn it is among its orders
in_force: how much of each item is in force on each day
running: the price of the running term
calendar: when its periods begin
"""
