"""HTTP only: one file per page parses, calls one function of `sync` or `storage`, and renders."""
