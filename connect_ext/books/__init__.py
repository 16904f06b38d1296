"""What the books should say. Pure: the standard library only, no I/O, no clock, no logger.

An `Order` and the `Facts` about it become a `Proposal` or problems (`proposing`); a `Proposal` and what Xero holds
become changes (`planning`). The rooms stand upon each other like floors: each uses only those above it in this list,
which import-linter enforces. The three modules without a room are what every room speaks of.

    ids, money, days: names of things; amounts to the cent; ranges of days
    problems: what can be wrong, and what to do about it
    orders: our typed reading of the marketplace
    periods: when a subscription is billed, and what a part of a period costs
    coverage: what is billed on each day, by which line
    documents: what stands in Xero, or is meant to: lines, marks, changes, and whether it is still as we left it
    settings: what an installation chose
    mapping: items, accounts, customers and tracking of Xero for those of the marketplace
    prices: where a price comes from; the own price table as people write it; a person's edits
    subscription: what is in force on each day, and whose turn it is
    facts: everything a proposal depends on, and what a proposal is
    booking: who is billed, and where it is booked
    charging: what an order charges
    crediting: what an order gives back, by the settings and by what Xero holds
    by_hand: what is left to a person, and what a person does by hand
    placing: which document, with which dates and number
    planning: what is still to be made in Xero; how it is shown to people
    proposing: the whole road from an order to its documents
    reports: what should have been billed; deferred revenue
"""
