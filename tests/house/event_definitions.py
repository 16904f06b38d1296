"""The events of a multi-account extension and the statuses each may be subscribed with, as the platform lists them."""

from __future__ import annotations

from typing import Any

_ASSET = ("pending", "approved", "failed", "inquiring", "scheduled", "revoking", "revoked")
_ASSET_WITHOUT_INQUIRY = ("pending", "approved", "failed", "scheduled", "revoking", "revoked")
_TIER_CONFIG = ("draft", "pending", "approved", "failed", "inquiring")

STATUSES: dict[str, tuple[str, ...]] = {
    "asset_purchase_request_processing": _ASSET,
    "asset_change_request_processing": _ASSET,
    "asset_adjustment_request_processing": _ASSET,
    "asset_suspend_request_processing": _ASSET_WITHOUT_INQUIRY,
    "asset_resume_request_processing": _ASSET_WITHOUT_INQUIRY,
    "asset_cancel_request_processing": _ASSET_WITHOUT_INQUIRY,
    "tier_config_setup_request_processing": _TIER_CONFIG,
    "tier_config_change_request_processing": _TIER_CONFIG,
    "tier_config_adjustment_request_processing": _TIER_CONFIG,
    "tier_account_update_request_processing": ("pending", "accepted", "ignored"),
    "usage_file_request_processing": (
        "draft", "uploading", "uploaded", "invalid", "processing", "ready", "rejected", "pending", "accepted", "closed",
    ),
    "part_usage_file_request_processing": ("draft", "ready", "closed", "failed"),
    "product_changed": (
        "draft", "indevelopment", "oncertification", "published", "initializationfailed", "deleted", "endofsale",
    ),
    "listing_processing": ("unlisted", "listed"),
    "listing_request_processing": ("draft", "reviewing", "deploying", "completed", "canceled"),
    "pricelist_version_changed": ("draft", "processing", "scheduled", "active", "expired"),
    "contract_changed": ("new", "enrolling", "pending", "active", "terminated", "rejected"),
    "translation_change": (),
    "helpdesk_case_processing": ("pending", "inquiring", "resolved", "closed"),
    "installation_status_change": ("installed", "uninstalled"),
}  # fmt: skip


def event_definitions() -> dict[str, dict[str, Any]]:
    """In the shape in which the platform's validators take them."""
    return {kind: {"type": kind, "object_statuses": list(statuses)} for kind, statuses in STATUSES.items()}
