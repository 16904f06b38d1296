"""Customers, items, fees, tracking.

customers, mapping_customers, mapping_imports: contacts of customers, and customers of contacts
mapping_items, mapping_rules: items, fees, tracking
mapping_shapes: what they look like in JSON
"""
