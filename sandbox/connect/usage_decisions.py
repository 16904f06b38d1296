"""What becomes of a submitted usage file: accepted, which makes its chunk for the hub, then closed; or rejected."""

from __future__ import annotations

from typing import Any

from sandbox.connect.events import PART_USAGE_EVENT, tell
from sandbox.connect.state import Refused, State
from sandbox.connect.usage_files import FILES, move, records_of

Json = dict[str, Any]
CHUNKS = "usage/chunks"


def accept(state: State, file_id: str, note: str = "") -> Json:
    """Its valid records are approved and a chunk is ready. Raises Refused(400) unless the file is pending."""
    file = _file(state, file_id, "pending")
    _turn_records(state, file, "valid", "approved", "accepted")
    file["acceptance_note"] = note
    file["events"]["accepted"] = _event(state, file)
    move(state, file, "accepted")
    _make_chunk(state, file)
    return file


def reject(state: State, file_id: str, note: str) -> Json:
    """None of its records counts. Raises Refused(400) unless the file is pending."""
    file = _file(state, file_id, "pending")
    _turn_records(state, file, "valid", "rejected", "")
    file["rejection_note"] = note
    file["events"]["rejected"] = _event(state, file)
    return move(state, file, "rejected")


def close(state: State, file_id: str) -> Json:
    """Billing is done: the chunk, the records and the file are closed. Raises Refused(400) unless it is accepted."""
    file = _file(state, file_id, "accepted")
    for chunk in _chunks_of(state, file_id):
        _move_chunk(state, chunk, "closed")
    _turn_records(state, file, "approved", "closed", "closed")
    file["records"]["closed"] = file["stats"]["closed"]
    file["events"]["closed"] = _event(state, file)
    return move(state, file, "closed")


def _file(state: State, file_id: str, status: str) -> Json:
    file = state.get(FILES, file_id)
    if file["status"] != status:
        raise Refused(400, "VAL_001", f"Status transition is not allowed from {file['status']}.")
    return file


def _turn_records(state: State, file: Json, old: str, new: str, counted_as: str) -> None:
    turned = [record for record in records_of(state, file["id"]) if record["status"] == old]
    for record in turned:
        record["status"] = new
        if new == "closed":
            record["closed_at"] = state.now()
    file["stats"]["pending"] = 0
    if counted_as:
        file["stats"][counted_as] = len(turned)


def _event(state: State, file: Json) -> Json:
    return {"at": state.now(), "by": state.accounts[file["provider"]["id"]].by}


def _make_chunk(state: State, file: Json) -> None:
    """[believed] The id's shape and that there is one chunk for each hub, here the only one of the marketplace."""
    hub = state.get("marketplaces", file["marketplace"]["id"])["hubs"][0]
    chunk = {
        "id": state.ids.child(file["id"], "UFC", 3), "status": "draft", "outdated": False,
        "usagefile": {key: file[key] for key in ("id", "name", "schema", "currency")}, "binding": hub,
        "marketplace": file["marketplace"], "provider": file["provider"], "external_id": file["external_id"],
        "events": {"created": _event(state, file)}, "stats": file["stats"],
    }  # fmt: skip
    state.put(CHUNKS, chunk, state.record(FILES, file["id"]).audience)
    for status in ("draft", "ready"):
        _move_chunk(state, chunk, status)


def _move_chunk(state: State, chunk: Json, status: str) -> None:
    chunk["status"] = status
    tell(state, PART_USAGE_EVENT, state.record(CHUNKS, chunk["id"]), status)


def _chunks_of(state: State, file_id: str) -> list[Json]:
    return [found.value for found in state.all(CHUNKS) if found.value["usagefile"]["id"] == file_id]
