"""Connect's installation objects as ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from connect_ext.books.ids import InstallationId
from connect_ext.cloudblue.failures import connect_call
from connect_ext.cloudblue.json_path import Json
from connect_ext.work.authorisation import Installation

INSTALLED = "installed"


def read_installation(payload: Mapping[str, Any]) -> Installation:
    """The installation as Connect shows it now. Raises `WorldFailed` without its id, its account or its status."""
    installation = Json(value=payload, path="")
    with connect_call("an installation"):
        return Installation(
            id=InstallationId(installation.word("id")),
            account_id=installation.word("owner.id"),
            account_name=installation.text("owner.name"),
            role=installation.text("owner.role"),
            installed=installation.word("status") == INSTALLED,
            tier_account_id=None,
        )
