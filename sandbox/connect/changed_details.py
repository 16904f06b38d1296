"""A customer changes its details: the hub asks for it, the vendor's side accepts, and the platform tells of it."""

from __future__ import annotations

from typing import Any

from sandbox.connect.events import PARTY_EVENT, tell
from sandbox.connect.state import State

Json = dict[str, Any]
REQUESTS = "tier/account-requests"


def change_details(state: State, customer: str, **details: Any) -> Json:
    """The accepted request, with the tier account as it is from now on. `contact_info` is changed part by part."""
    with state.lock:
        record = state.record("tier/accounts", customer)
        was = record.value
        contact_info = {**was["contact_info"], **details.pop("contact_info", {})}
        account = {**was, **details, "contact_info": contact_info, "version": was["version"] + 1}
        state.put("tier/accounts", account, record.audience)
        request: Json = {
            "id": f"TAR{customer.removeprefix('TA')}-{account['version'] - 1:03}",
            "type": "update",
            "status": "accepted",
            "account": account,
            "events": {"created": {"at": state.now()}, "accepted": {"at": state.now()}},
        }
        state.put(REQUESTS, request, record.audience)
        tell(state, PARTY_EVENT, state.record(REQUESTS, request["id"]), "accepted")
    return request
