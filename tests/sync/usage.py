"""Usage in a world: a file of the vendor, accepted, and what the platform tells of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import select

from connect_ext.books.ids import InstallationId
from connect_ext.storage import notices
from connect_ext.storage.usage_tables import usage_coverage
from connect_ext.work.notice import Notice, NoticeKind
from sandbox.connect.usage_files import RECORDS, UsageLine
from tests.world import World

Json = dict[str, Any]


def an_asset(world: World, installation_id: InstallationId, customer: Json | None = None, *, sync: bool = True) -> str:
    """A subscription to storage by use, whose purchase comes to nothing."""
    who = world.who
    placed = world.marketplace.place_purchase(who.southern, customer or who.sydney, who.backup, {"SKB-GB": "unlimited"})
    world.later(minutes=1)
    bought = world.marketplace.approve(placed["id"])
    world.tell(installation_id, bought)
    if sync:
        world.sync(installation_id)
    return str(bought["asset"]["id"])


def a_line(asset: str, amount: str = "12.50", quantity: str = "5", **more: Any) -> UsageLine:
    """For the customer."""
    about: Json = {"item": "SKB-GB", "quantity": Decimal(quantity), "amount": Decimal(amount), "tier": 0}
    return UsageLine(asset_id=asset, **about | more)


def accepted(world: World, installation_id: InstallationId, *lines: UsageLine, **about: Any) -> Json:
    """A file that the seller has accepted, and the notice of it."""
    posted = world.marketplace.make_usage_file(world.who.backup, lines, **about)
    file: Json = world.marketplace.accept_usage_file(posted["id"])
    told(world, installation_id, file)
    return file


def told(world: World, installation_id: InstallationId, payload: Json) -> None:
    """Of a file or a chunk of one."""
    notice = Notice(
        installation_id=installation_id,
        kind=NoticeKind.USAGE_FILE,
        source_id=payload["id"],
        status=payload["status"],
        payload=payload,
        changed_at=None,
        seen_at=world.clock(),
    )
    with world.app.runtime.database.transaction() as tx:
        notices.upsert(tx, notice)


def told_again(world: World, installation_id: InstallationId, payload: Json) -> None:
    """Something about the object that says nothing new."""
    told(world, installation_id, {**payload, "description": f"{world.clock():%H:%M:%S} {payload.get('description')}"})


def add_record(world: World, file: Json, number: int = 1, **changes: Any) -> Json:
    """The vendor sends the file again, with one record more like its first."""
    first = world.marketplace.usage_records(file["id"])[0]
    state = world.marketplace.state
    record: Json = {**first, "id": f"{first['id'][:-4]}{number:04d}", **changes}
    state.put(RECORDS, record, state.record(RECORDS, first["id"]).audience)
    return record


def billed(world: World, installation_id: InstallationId) -> dict[str, str]:
    """The document of each record, by the end of their names."""
    own = usage_coverage.c.installation_id == installation_id
    with world.app.runtime.database.transaction() as tx:
        rows = tx.execute(select(usage_coverage).where(own)).all()
    return {row.record_id: row.document_key for row in rows}


def key_of(file: Json, asset: str, currency: str = "AUD") -> str:
    return f"{file['id']}:{asset}:{currency}"
