"""Stand-ins of CloudBlue Connect and of Xero, for the demo and for tests. Nothing here ships in the wheel."""
