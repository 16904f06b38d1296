"""What happens by itself.

looking, check: what the schedule looks for; one search of the marketplace
waking, background: the schedule itself; threads of a process
installations, ownership: who there is; whose extension this is
"""
