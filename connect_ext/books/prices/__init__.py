"""Where a price comes from.

price: the sources in their order, and what each says
price_table, price_columns, price_cells, price_overlaps: the own price table, every wrong cell named
list_column, parameter, base_currency: of a price list; of an asset; of a Xero item
listed: an item with all that is said of its price
repricing: frozen prices beside those of now
edits: what a person changed on the lines of an order
"""
