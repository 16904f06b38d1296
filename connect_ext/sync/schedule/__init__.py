"""What happens by itself.

looking, check: what the schedule looks for; one search of the marketplace
waking, background, installations: the schedule itself; threads of a process; who there is
"""
