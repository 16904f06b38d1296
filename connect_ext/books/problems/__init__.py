"""What can be wrong, and what to do about it.

problem: one of them, about one subject
codes: their numbers
causes: what several orders wait for alike
catalogue, credit_remedies, mapping_remedies, organisation_remedies: their sentences, what helps, and the page where
"""
