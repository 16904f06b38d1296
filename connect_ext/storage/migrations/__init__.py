"""The history of the schema: one file per step, applied in order, never taken back."""
