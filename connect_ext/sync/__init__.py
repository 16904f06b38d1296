"""The road from a notice to a settled task: intake, gather, propose, plan, apply, settle; driven by `drain`.

The rooms, each with its door first:

hearing
    receive, check, looking: events; what is asked for; what the schedule does by itself
    intake, understood, go_live: notices become tasks; what is from before the start
    usage, usage_orders, calendar: usage files and our own periods become notices
    waking, background, installations: the schedule; threads of a process; who there is
working off
    drain, batch, runtime: everything that is due, fairly; one batch; one database, one way to Xero, one clock
    gather, own, assets, facts, pricing: everything that a batch depends on
    fallen, standing, own_changes, usage_billed: what of the billed still stands, and as it was
    proposals, prepare, planning: from tasks to what is to be sent; nothing is sent yet
    agreed, already, holding, one_by_one: what is not sent now, and why
    drafts, merged, similar, adopt, mapped_items: what Xero has already: drafts, contacts, items
sending, exactly once
    apply, pieces, posting: call after call: written down, sent, settled
    kinds: one module for each kind of call; `registry` has all
    results, settling, keeping: what an answer means; links, coverage and tasks commit together
    recover, recognised, stored_documents: what became of a call without an answer
    follow_ups: credit notes are set off once they are approved
    heeding, crash: what a failure means for the connection; mistakes of ours
the connection
    consent, choice, recent_choices: the way to Xero and back; which organisation
    tokens, disconnect, parting: a valid token; the end of a connection
what a person does
    asking, editing, preferences, returning: sync; lines of an order; settings; what then goes on
    ends, candidates, ignoring: ends by hand, ignored orders
    undo, undoing: taking an order back in Xero
    customers, mapping_customers, import_customers: contacts of customers, and customers of contacts
    mapping_items, mapping_products, mapping_rules, add_item: items, fees, tracking
what a person is shown
    preview, estimates, task_story: what would be sent; amounts of a list; one task
    asking_xero, recent_lists: one question to Xero; lists that are kept for two minutes
"""
