"""What happens by itself.

looking, check, opening: what the schedule looks for; one search of the marketplace; the first one
telling: what asks for a person is posted outside
digest, mailing: the same as a daily mail
warning: why nothing moves, and what is about to end
waking, background: the schedule itself; threads of a process
installations, ownership: who there is; whose extension this is
"""
