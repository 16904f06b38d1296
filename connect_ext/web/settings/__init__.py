"""What an installation chose.

settings: read and written, never over somebody else's
settings_shapes, settings_parts, automation_shapes, hold_shapes, price_shapes: what they look like in JSON
price_examples: what each source says of the prices of a few real items
"""
