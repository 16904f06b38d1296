"""What the books should say. Pure: the standard library only, no I/O, no clock, no logger.

An `Order` and the `Facts` about it become a `Proposal` or problems (`propose`); a `Proposal` and what Xero holds become
changes (`plan`). The rooms, each with its door first:

what comes in
    order, ids, reading, glance, usage_record: our typed reading of the marketplace
    organisation, held, standing: what Xero allows, and what it holds now
    settings, policies, edits: what the installation, and a person, chose
    codes, problem, catalogue, credit_remedies, mapping_remedies: what can be wrong, and what to do about it
one order
    propose, proposal: the whole road; what comes out of it
    lines, charges, piece, line_text: a fee becomes lines, with their text and derivation
    document, update, reference, sent_as: the documents themselves, marks, numbers, status
days and quantities
    days, periods, terms, months: ranges of days; when a subscription is billed
    quantities, in_force, aim, asset, turn: what is in force on each day, and whose turn it is
    stretch, coverage, running, fallen, without_lines: what is billed on each day, by which line or by none
what an order charges
    increase, term_charges, calendar, arrears: changes; renewals and periods; when periods begin
    usage, usage_lines, usage_proposal: usage files
    unsettled, unchanged: why a person must look first
what an order gives back
    decrease, cancel, ending, cancellation_fee: what is not wanted any more; the fee
    returned, give_back, refunds, up_to_charges: what becomes of it, by the settings and by what Xero holds
    take_back, credit_lines, credit_documents, given_back: how much of which line; notes and smaller drafts
    allocations, follow_up: setting credits off
prices and exactness
    price, price_terms, rates: sources, tax, markup, currency
    price_table, price_cells, price_columns, price_overlaps: the own price table as people write it
    money, proration, tax, posted: rounding, parts of periods, what Xero made of it
where it is booked
    billed_party, contact_of, similar, alike, contact_card: who is billed, and whether Xero knows them
    booking, classify, mapping, tracking, item, suggest, known, profile: accounts, tax types, items, customers
which document, and when
    targets, placing, shared: an invoice of its own, or a draft that it fits
    dating, due_date, locks: dates, due dates, locked periods
    holds, go_live, ends, undo, undo_credit: what is left to a person, and what a person does by hand
what stands in Xero
    plan, whole, net: what is still to be made, and what it comes to
    compare, recognise, changed, edited: is it ours, is it equal, has somebody changed it
    shown, shown_change, deeds, digest, solved: for people's eyes; what has been put right
reports
    deferred, expected, leaks: deferred revenue; what should have been billed; days that nobody billed
"""
