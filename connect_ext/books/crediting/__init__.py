"""What an order gives back, by the settings and by what Xero holds.

decrease, cancel: what is not wanted any more
commitment: up to when it was agreed to be paid for
cancellation_fee: what leaving early costs
returned, give_back, refunds, up_to_charges: what becomes of it: a smaller draft, a credit, nothing
take_back, credit_lines, credit_documents, given_back: how much of which line; the documents; earlier ones
"""
