"""What a person is shown.

preview, estimates, task_story: what would be sent; amounts of a list; one task
progress: how far the work is
price_examples: a few items with what every source says of their price
overview, weeks, news: where everything stands; by the week; what is new to a person
reconcile: what should be in Xero beside what is
known_assets, expecting, valid_prices: what should be
standing_documents: what is
evidence, differences, fixes: what stands behind a difference, why it is, and what puts it right
"""
