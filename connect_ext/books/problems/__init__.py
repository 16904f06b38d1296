"""What can be wrong, and what to do about it.

problem: one of them, about one subject
codes: their numbers
causes: what several orders wait for alike
catalogue: their sentences, what helps, and the page where
credit_remedies, hold_remedies, mapping_remedies, organisation_remedies, refusal_remedies: parts of it
"""
