"""Where a price comes from.

price: the sources in their order, and what each says
price_table, price_columns, price_cells, price_overlaps: the own price table, every wrong cell named
edits: what a person changed on the lines of an order
"""
