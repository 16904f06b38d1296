"""The way to Xero, and its end.

consent, choice, recent_choices: the way there and back; which organisation
xero_apps, own_app: through which app at Xero; the installation's own
tokens: a valid token, refreshed by one worker at a time
gate: how many calls at a time, and how many in a minute, for all processes
heeding: what a failure means for the connection
asking_xero: one question to Xero
go_live: the day from which orders are sent
by_itself: when auto-sync takes an order
former: what the same account's former installation has left
disconnect, parting: the end of a connection
"""
