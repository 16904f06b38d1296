"""Every asset of an installation as our own database knows it, for a comparison of one month."""

from __future__ import annotations

from collections.abc import Iterator

from connect_ext.books.ids import AssetId, InstallationId
from connect_ext.storage import asset_tasks, asset_terms, coverage, reconciling
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.intake.understood import orders_of
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.showing.expecting import Asset

AT_ONCE = 200


def known_assets(runtime: Runtime, access: Access, installation_id: InstallationId, month: str) -> Iterator[Asset]:
    """By id, so many at a time, each time in a transaction of its own; `month` as YYYY-MM."""
    after = AssetId("")
    while True:
        with runtime.database.transaction() as tx:
            ids = asset_tasks.assets(tx, installation_id, after, AT_ONCE)
            requests = asset_tasks.of_assets(tx, installation_id, ids)
            used = reconciling.usage_of(tx, installation_id, ids, month)
            terms = asset_terms.load(tx, installation_id, ids)
            covered = coverage.load(tx, installation_id, access.tenant_id, ids)
            waiting = reconciling.waiting(tx, installation_id, ids, month)
        for id_ in ids:
            own = [task for task in requests if task.asset_id == id_]
            yield Asset(
                id=id_,
                orders=orders_of(own),
                used=orders_of([task for task in used if task.asset_id == id_]),
                terms=terms.get(id_),
                chosen={task.order_key: task.chosen for task in own if task.chosen},
                covered=[one for one in covered if one.item.asset_id == id_],
                waits=id_ in waiting,
            )
        if len(ids) < AT_ONCE:
            return
        after = ids[-1]
