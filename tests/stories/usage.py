"""Usage files of a story: what the vendor reports, and how the orders that they become are called."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from connect_ext.books.ids import InstallationId
from connect_ext.storage import task_list
from sandbox.connect.usage_decisions import CHUNKS
from sandbox.connect.usage_files import UsageLine
from tests.stories.language import Sentence
from tests.sync.usage import add_record, told, told_again
from tests.world import World

Json = dict[str, Any]
Parts = dict[str, str | None]


@dataclass(slots=True, kw_only=True)
class Reported:
    """A file before it is posted; `more` is what it has in addition when it comes again."""

    label: str
    schema: str
    currency: str
    period: tuple[date, date] | None
    status: str
    lines: list[Parts] = field(default_factory=list)
    more: list[Parts] = field(default_factory=list)


OF_USAGE = ("usage", "used", "more")


def add(files: list[Reported], sentence: Sentence) -> None:
    match sentence.word:
        case "usage":
            files.append(_reported(sentence.parts))
        case "used":
            files[-1].lines.append(sentence.parts)
        case _:
            files[-1].more.append(sentence.parts)


def _reported(parts: Parts) -> Reported:
    days = tuple(date.fromisoformat(day) for name in ("first", "last") if (day := parts[name]))
    return Reported(
        label=parts["label"] or "",
        schema=parts["schema"] or "",
        currency=parts["currency"] or "",
        period=(days[0], days[1]) if len(days) == 2 else None,
        status=parts["status"] or "accepted",
    )


@dataclass(slots=True, kw_only=True)
class Files:
    """Those of one telling. `assets` are by the label of the purchase."""

    world: World
    assets: dict[str, str]
    posted: dict[str, Json] = field(default_factory=dict)

    def post(self, installation_id: InstallationId, file: Reported) -> None:
        """Posted, decided on and told of; the next drain has made its orders."""
        marketplace = self.world.marketplace
        made = marketplace.make_usage_file(
            self.world.who.backup,
            [self._line(parts) for parts in file.lines],
            schema=file.schema,
            currency=file.currency,
            period=file.period,
        )
        if file.status == "accepted":
            made = marketplace.accept_usage_file(made["id"])
        elif file.status == "rejected":
            made = marketplace.reject_usage_file(made["id"], "The vendor has withdrawn it.")
        self.posted[file.label] = made
        if file.status == "told of by its chunk":
            self._tell_by_chunk(installation_id, made)
        else:
            told(self.world, installation_id, made)
        self.world.drain()

    def _tell_by_chunk(self, installation_id: InstallationId, made: Json) -> None:
        """Of the file itself no event comes."""
        marketplace = self.world.marketplace
        marketplace.accept_usage_file(made["id"])
        marketplace.close_usage_file(made["id"])
        (chunk,) = [one.value for one in marketplace.state.all(CHUNKS) if one.value["usagefile"]["id"] == made["id"]]
        self.world.events({"id": installation_id}).on_usage_chunk(dict(chunk))

    def again(self, installation_id: InstallationId, file: Reported) -> None:
        made = self.posted[file.label]
        for number, parts in enumerate(file.more, start=1):
            line = self._line(parts)
            add_record(self.world, made, number, usage=float(line.quantity), amount=float(line.amount))
        self.world.later(minutes=1)
        told_again(self.world, installation_id, made)
        self.world.drain()

    def _line(self, parts: Parts) -> UsageLine:
        return UsageLine(
            asset_id=self.assets[parts["of"] or ""],
            item=parts["mpn"] or "",
            quantity=Decimal(parts["quantity"] or 0),
            amount=Decimal(parts["amount"] or 0),
            tier=int(parts["tier"] or 0),
            status=parts["status"] or "valid",
        )

    def names(self, installation_id: InstallationId) -> dict[str, str]:
        """What orders, and files that have a task of their own, are called, by key: `U.A` is of file U and the
        subscription that A bought, `U.A#2` a further one. The longest keys come first."""
        with self.world.app.runtime.database.transaction() as tx:
            rows = task_list.list_page(tx, installation_id, statuses=None, before=None, limit=200)
        keys = [str(row.order_key) for row in rows]
        found = {key: name for key in keys if (name := self._name(key)) is not None}
        return dict(sorted(found.items(), key=lambda one: -len(one[0])))

    def _name(self, key: str) -> str | None:
        for label, file in self.posted.items():
            if key == file["id"]:
                return label
            for bought, asset in self.assets.items():
                if key.startswith(f"{file['id']}:{asset}"):
                    _, again, number = key.partition("#")
                    return f"{label}.{bought}{again}{number}"
        return None
