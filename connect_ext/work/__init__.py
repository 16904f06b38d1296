"""What becomes of an order: task states, failures, back-off. Pure: the standard library and `books` only."""
