"""What happens by itself.

looking, check, opening: what the schedule looks for; one search of the marketplace; the first one
waking, background: the schedule itself; threads of a process
installations, ownership: who there is; whose extension this is
"""
