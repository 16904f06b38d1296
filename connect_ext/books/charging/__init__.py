"""What an order charges.

charges: what a purchase or a change charges, and for which days
term_charges: renewals and periods
usage: usage files
stays: what is to be billed day by day: in force, and what stays billed after that by the settings
by_term: what is added over several terms, cut where their prices change
arrears: what is charged when its period is over
aim: what of a change is more, and what is less
fallen: what was billed on a document that does not stand any more
unsettled, unchanged: why a person must look first; why there is nothing to do
piece, line_text: a charge with its figures; its text and derivation
"""
