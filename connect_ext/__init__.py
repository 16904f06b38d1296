"""Turns CloudBlue Connect orders into Xero documents: once, to the cent, explained.

Read in this order: `books` (what the books should say), `work` (what became of it), `sync` (the road between them),
then the adapters `cloudblue`, `xero`, `storage`, and the front doors `events` and `webapp`.
"""
