"""Customers, items, fees and tracking, matched by people.

customers, mapping_customers, import_customers: contacts of customers, and customers of contacts
auto_sync: whose orders are synced by themselves
mapping_items, mapping_products, mapping_rules, add_item: items, fees, tracking
file_rows, customers_file, items_file, fees_file: all of it as files
"""
