"""The road from a notice to a settled task: intake, gather, propose, plan, apply, settle; driven by `draining`.

The rooms stand upon each other like floors: each uses only those above it in this list, which import-linter enforces.

    runtime, crash: one database, one way to Xero, one clock; mistakes of ours
    recent_lists, recent_contacts: what was read of Xero within two minutes
    connection: consent, tokens, which organisation, the end of a connection
    intake: notices become tasks
    sending: exactly once: written down, sent, settled, or found out
    gathering: everything that a batch depends on
    proposing: from tasks to what is to be sent; nothing is sent yet
    by_hand: what a person does
    customers: contacts follow what their customers change
    hearing: what Xero says back
    draining: everything that is due, fairly
    mapping: customers, items, fees and tracking, matched by people
    schedule: what happens by itself
    showing: what a person is shown
"""
