"""One installation's data as JSON lines for whoever may have it, and the end of them here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from connect_ext.books.ids import InstallationId
from connect_ext.storage import authorisations, installations, whole_installation
from connect_ext.storage.database import Database
from connect_ext.storage.vault import Vault
from connect_ext.storage.whole_installation import Place

AT_ONCE = 500


class StillNeeded(Exception):
    """Why an installation cannot be erased, as a sentence."""


def export(database: Database, installation_id: InstallationId) -> Iterator[str]:
    """Every row of every table, one a line, without tokens. Read page by page: what changes meanwhile may be in it as
    it was or as it is."""
    for table in whole_installation.table_names():
        after: Place | None = None
        while True:
            with database.transaction() as tx:
                rows, after = whole_installation.page(tx, installation_id, table, after, AT_ONCE)
            for row in rows:
                yield json.dumps({"table": table, "row": row}, default=_plain, ensure_ascii=False, sort_keys=True)
            if after is None:
                break


def erase(database: Database, vault: Vault, installation_id: InstallationId) -> int:
    """How many rows there were, none for an unknown installation.

    Raises `StillNeeded` while the extension is installed, since the next order would begin it anew and bill twice, and
    while there are tokens, without which nobody could disconnect it at Xero.
    """
    with database.transaction() as tx:
        known = installations.find(tx, installation_id)
        if known is not None and known.installed:
            raise StillNeeded(f"{installation_id} has the extension installed: it must be uninstalled first.")
        consents = (
            authorisations.pending(tx, vault, installation_id),
            authorisations.current(tx, vault, installation_id),
        )
        if any(found is not None and found.tokens is not None for found in consents):
            raise StillNeeded(f"{installation_id} is still connected to Xero: run drain, which disconnects it.")
        return whole_installation.erase(tx, installation_id)


def _plain(value: Any) -> str:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _:
            raise TypeError(f"no row holds a {type(value).__name__}")
