"""Customers, items, fees, tracking.

customers, mapping_customers, mapping_imports: contacts of customers, and customers of contacts
changed_customers: contacts whose customers have changed their details
mapping_items, mapping_rules, mapping_taxes: items; fees and tracking; taxes
mapping_choosing, mapping_lists: what may be chosen; long lists, page by page
mapping_files: all of it as CSV
mapping_shapes, customer_rows, item_rows: what they look like in JSON
"""
