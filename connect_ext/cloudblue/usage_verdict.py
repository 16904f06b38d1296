"""Whether a usage file moves money now, later or never, and which of its records count (money §1, §7)."""

from __future__ import annotations

from connect_ext.cloudblue.json_path import Json, Misread, shown
from connect_ext.cloudblue.verdict import NOT_REAL, PRODUCTION

COUNTS = frozenset({"accepted", "closed"})
ON_THE_WAY = frozenset({"draft", "uploading", "uploaded", "processing", "ready", "pending"})
ENDED = frozenset({"invalid", "rejected", "deleted"})

RECORD_COUNTS = frozenset({"valid", "approved", "closed"})
"""A file that was accepted has `approved` ones, which billing closes; `valid` ones wait for a moment to be approved."""
RECORD_DOES_NOT = frozenset({"invalid", "rejected"})


def why_never(file: Json) -> str | None:
    """The sentence why none of the file's usage is billed whatever happens, else None. Raises `Misread`."""
    environment = file.text("environment").lower()
    if environment in NOT_REAL:
        return f"It is a file of the {environment} environment; only usage in production moves money."
    status = _status(file)
    if status in ENDED:
        return f"The usage file is {status} in Connect, so it moves no money.{_why(file, status)}"
    return None


def why_not_yet(file: Json) -> str | None:
    """The sentence what the file waits for, None when it is accepted. Raises `Misread` on unknown words."""
    status = _status(file)
    if status in COUNTS:
        return None
    return f"The usage file is {status} in Connect; it is invoiced once it is accepted."


def record_counts(record: Json) -> bool:
    """False for what was refused. Raises `Misread` on unknown words."""
    status = record.word("status").lower()
    if status not in RECORD_COUNTS | RECORD_DOES_NOT:
        raise Misread(f"{record.path}.status", f"{shown(status)} is not a status that this version knows")
    return status in RECORD_COUNTS


def must_be_real(asset: Json) -> str | None:
    """The sentence why usage of the asset moves no money, None on a production connection. Raises `Misread`: a missing
    word is no test, and money must not move on a guess."""
    connection = asset.word("connection.type").lower()
    if connection in NOT_REAL:
        return f"{asset.text('id')} is on a {connection} connection; only orders on a production connection move money."
    if connection not in PRODUCTION:
        path = asset.at("connection.type").path
        raise Misread(path, f"{shown(connection)} is not a connection type that this version knows")
    return None


def _status(file: Json) -> str:
    status = file.word("status").lower()
    if status not in COUNTS | ON_THE_WAY | ENDED:
        path = file.at("status").path
        raise Misread(path, f"{shown(status)} is not a status of usage files that this version knows")
    return status


def _why(file: Json, status: str) -> str:
    note = file.text("rejection_note") if status == "rejected" else ""
    return f" {note}" if note else ""
