"""The invoices of a month, and what came of each upload.

billing: the list of a billing period
uploads: what was uploaded together, and its post log
billing_shapes, billing_rows: what they look like in JSON; orders and groups as rows
"""
