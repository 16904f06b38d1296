"""What can be wrong, and what to do about it.

problem: one of them, about one subject
codes: their numbers
catalogue, credit_remedies, hold_remedies, mapping_remedies: their sentences, what helps, and the page where
"""
