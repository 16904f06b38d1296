"""One module for each kind of call: what it carries, how its answer is read, and how Xero is read where none came."""
