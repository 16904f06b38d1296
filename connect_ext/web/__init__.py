"""HTTP only: each module parses, calls one function of `sync` or `storage`, and renders.

door: what every request passes, and how every answer looks
connection: consent, organisation, disconnect
mapping: customers, items, fees, tracking
prices: the own price table, as CSV and XLSX
orders: the list, one order, what a person does with it
settings: what an installation chose
reports: what is read, printed and kept
overview: where an installation stands, and what needs somebody
billing: the invoices of a month, and what came of each upload
activity: the journal, and what is new in it
admin: how all installations fare, for the extension's owner
"""
