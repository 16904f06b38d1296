"""What happens by itself.

looking, check, opening: what the schedule looks for; one search of the marketplace; the first one
waking, background, installations: the schedule itself; threads of a process; who there is
"""
