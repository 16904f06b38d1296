"""Which changes are events, and how one change becomes a task per installation that can see the object."""

from __future__ import annotations

from typing import Any

from sandbox.connect.ids import secret
from sandbox.connect.state import Record, State
from sandbox.connect.tasks import Category

Json = dict[str, Any]
_REQUEST_STATUSES = ("pending", "approved", "failed", "inquiring", "scheduled", "revoking", "revoked")
_USAGE_STATUSES = (
    "draft", "uploading", "uploaded", "invalid", "processing", "ready", "rejected", "pending", "accepted", "closed",
)  # fmt: skip
_ASSET_TYPES = ("purchase", "change", "adjustment", "suspend", "resume", "cancel", "renew", "transfer")
INSTALLATION_EVENT = "installation_status_change"
PARTY_EVENT = "tier_account_update_request_processing"
USAGE_EVENT = "usage_file_request_processing"
PART_USAGE_EVENT = "part_usage_file_request_processing"


def request_event(type_: str) -> str:
    return f"asset_{type_}_request_processing"


def definitions() -> list[Json]:
    """The platform's list of events of a multi-account extension, as `devops/event-definitions` gives it."""
    of_requests = [_definition(request_event(type_), "requests", _REQUEST_STATUSES) for type_ in _ASSET_TYPES]
    return [
        *of_requests,
        _definition(PARTY_EVENT, "tier/account-requests", ("pending", "accepted", "ignored")),
        _definition(USAGE_EVENT, "usage/files", _USAGE_STATUSES),
        _definition(PART_USAGE_EVENT, "usage/chunks", ("draft", "ready", "closed", "failed")),
        _definition("product_changed", "products", ("draft", "published", "deleted", "endofsale")),
        _definition("listing_processing", "listings", ("unlisted", "listed")),
        _definition("pricelist_version_changed", "pricing/versions", ("draft", "scheduled", "active", "expired")),
        _definition(INSTALLATION_EVENT, "devops/installations", ("installed", "uninstalled")),
    ]


def _definition(type_: str, collection: str, statuses: tuple[str, ...]) -> Json:
    return {
        "type": type_,
        "name": type_.replace("_", " ").capitalize(),
        "group": type_.split("_", maxsplit=1)[0],
        "category": "background",
        "extension_type": "multiaccount",
        "object_statuses": list(statuses),
        "api_collection_endpoint": collection,
        "api_resource_endpoint": collection + "/{pk}",
        "api_collection_filter": "and(eq(id,${_object_id_}),in(status,${_statuses_}))",
    }


def tell(state: State, event_type: str, record: Record, status: str) -> None:
    """One task for every installed installation that sees the object, if the extension listens to the status."""
    for installation in state.installations():
        owner = state.accounts[installation["owner"]["id"]]
        if installation["status"] == "installed" and record.seen_by(owner):
            tell_installation(state, event_type, record.value["id"], installation, status)


def tell_installation(state: State, event_type: str, object_id: str, installation: Json, status: str) -> None:
    if listens(state, event_type, status):
        key = secret(installation["id"])
        state.tasks.add(Category.BACKGROUND, event_type, object_id, installation["id"], key)


def listens(state: State, event_type: str, status: str) -> bool:
    """Before the first handshake nobody knows what the extension wants: everything is kept."""
    subscriptions = state.environment.subscriptions
    if subscriptions is None:
        return True
    wanted = subscriptions.get(event_type)
    return wanted is not None and (not wanted or status in wanted)
