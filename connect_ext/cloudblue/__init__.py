"""Adapter to CloudBlue Connect: its JSON becomes orders and notices, its API prices. Nothing else knows either."""
