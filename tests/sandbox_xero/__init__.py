"""The stand-in of Xero, tested by itself: its rules, its words, its faults, its contract."""
