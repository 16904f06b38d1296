"""Everything that is due, fairly.

drain: installation after installation
batch: one batch of one
"""
