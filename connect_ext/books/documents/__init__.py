"""What stands in Xero, or is meant to.

document: invoices, credit notes and their lines, as we mean them
policies: the choices that shape a document
reference: references, and the mark at the end of a line
update: a change of a document that stands
organisation, held, standing: what an organisation allows; what Xero holds; what of it still counts
compare, edited, changed, deeds: is it equal, has somebody changed it, what has become of it
drift, restore, payment: what a person has made of a document since, and how it is put back; whether it is paid
tax, posted: tax types and rates; what Xero made of our amounts
allocations, follow_up: setting credits off, once both documents are approved
emailing: whether an invoice is e-mailed
"""
