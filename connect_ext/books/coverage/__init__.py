"""What is billed on each day, by which line.

stretch: some days of one item on one line
coverage: all of them, and what is still to be billed
leaks: days in force that no line billed, and days billed that are not in force
"""
