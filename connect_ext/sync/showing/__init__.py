"""What a person is shown.

preview, estimates, task_story: what would be sent; amounts of a list; one task
price_examples: a few items with what every source says of their price
"""
