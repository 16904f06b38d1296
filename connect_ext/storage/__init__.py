"""Everything that outlives a process, per installation, on SQLite and PostgreSQL.

Functions take an open transaction and the installation's id; only `system` looks across installations.
Nothing here opens a transaction of its own or reads a clock.
"""
