"""The whole road from an order to its documents.

propose: every problem at once, or the proposal
lines, usage_lines: fees become lines
increase, ending: what a change charges; what the end of a subscription charges
usage_proposal: the documents of a usage file
without_lines: days that are settled by no line
"""
