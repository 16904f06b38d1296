"""What an installation chose.

settings: read and written, never over somebody else's
settings_shapes, settings_parts: what they look like in JSON
automation_shapes, giving_back_shapes, hold_shapes, price_shapes: parts of that
price_examples: what each source says of the prices of a few real items
"""
