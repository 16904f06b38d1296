from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from sandbox.clock import Clock
from sandbox.connect.demo import DemoConnect, demo_connect
from sandbox.connect.state import Refused
from sandbox.connect.tasks import Category
from sandbox.connect.usage_files import UsageLine
from tests.sandbox_connect.calls import call

GB, TWELVE = Decimal("340.5"), Decimal("12.7688")


@pytest.fixture
def demo() -> DemoConnect:
    return demo_connect(Clock(datetime(2026, 3, 4, 9, 0, tzinfo=UTC)))


def an_asset(demo: DemoConnect, customer: dict[str, Any] | None = None) -> str:
    bought = {"SKB-GB": "unlimited"}
    request = demo.world.place_purchase(demo.southern, customer or demo.sydney, demo.backup, bought)
    return str(demo.world.approve(request["id"])["asset"]["id"])


def a_line(asset: str, **more: Any) -> UsageLine:
    about: dict[str, Any] = {"item": "SKB-GB", "quantity": GB, "amount": TWELVE, "tier": 0}
    return UsageLine(asset_id=asset, **about | more)


def posted(demo: DemoConnect, *lines: UsageLine, **more: Any) -> dict[str, Any]:
    return demo.world.make_usage_file(demo.backup, lines or (a_line(an_asset(demo)),), **more)


def read(demo: DemoConnect, path: str, account: Any = None) -> Any:
    return call(demo.world, account or demo.southern, "GET", path).json()


def statuses(records: Sequence[dict[str, Any]]) -> list[str]:
    return [record["status"] for record in records]


def test_a_usage_file_is_posted_for_last_month_in_the_marketplaces_currency(demo: DemoConnect) -> None:
    file = posted(demo)
    assert re.fullmatch(r"UF-2026-03-\d{4}-\d{4}", file["id"])
    assert (file["status"], file["schema"], file["currency"]) == ("pending", "tr", "AUD")
    assert file["period"] == {"from": "2026-02-01", "to": "2026-02-28"}
    assert (file["records"], file["stats"]["pending"]) == ({"valid": 1, "invalid": 0}, 1)
    assert read(demo, f"usage/files/{file['id']}") == file


def test_a_record_has_the_shape_of_the_platforms(demo: DemoConnect) -> None:
    asset = an_asset(demo)
    file = posted(demo, a_line(asset, first_day=date(2026, 2, 10)), schema="pr", currency="USD")
    (record,) = read(demo, f"usage/records?eq(usagefile.id,{file['id']})")
    assert re.fullmatch(r"UR-2026-03(-\d{4}){4}", record["id"])
    assert (record["usage"], record["amount"], record["tier"]) == (340.5, 12.7688, 0)
    assert (record["start_date"], record["end_date"]) == ("2026-02-10T00:00:00+00:00", "2026-02-28T00:00:00+00:00")
    assert record["item"]["id"] == record["item_id"] == f"{demo.backup['id']}-0002"
    assert (record["item"]["mpn"], record["asset"]["id"], record["asset_id"]) == ("SKB-GB", asset, asset)
    assert record["usagefile"] == {"id": file["id"], "name": file["name"], "schema": "pr", "currency": "USD"}
    assert read(demo, f"usage/records/{record['id']}") == record == demo.world.usage_records(file["id"])[0]


def test_accepting_approves_what_is_valid_and_makes_a_chunk(demo: DemoConnect) -> None:
    asset = an_asset(demo)
    file = posted(demo, a_line(asset), a_line(asset, status="invalid"))
    assert read(demo, "usage/chunks") == []
    accepted = demo.world.accept_usage_file(file["id"], "All good")
    assert (accepted["status"], accepted["acceptance_note"]) == ("accepted", "All good")
    assert statuses(demo.world.usage_records(file["id"])) == ["approved", "invalid"]
    (chunk,) = read(demo, f"usage/chunks?eq(usagefile.id,{file['id']})&eq(status,ready)")
    assert chunk["binding"]["hub"]["name"] == "Australia Hub"
    assert read(demo, f"usage/chunks/{chunk['id']}") == chunk
    closed = demo.world.close_usage_file(file["id"])
    assert (closed["status"], closed["stats"]["closed"]) == ("closed", 1)
    assert read(demo, f"usage/chunks/{chunk['id']}")["status"] == "closed"
    assert statuses(demo.world.usage_records(file["id"])) == ["closed", "invalid"]


def test_a_rejected_file_has_only_rejected_records(demo: DemoConnect) -> None:
    file = posted(demo)
    rejected = demo.world.reject_usage_file(file["id"], "Not ours")
    assert (rejected["status"], rejected["rejection_note"]) == ("rejected", "Not ours")
    assert statuses(demo.world.usage_records(file["id"])) == ["rejected"]
    with pytest.raises(Refused, match="from rejected"):
        demo.world.accept_usage_file(file["id"])
    with pytest.raises(Refused, match="from rejected"):
        demo.world.close_usage_file(file["id"])


def test_each_step_is_an_event_for_whoever_sees_the_file(demo: DemoConnect) -> None:
    world = demo.world
    mine, theirs = world.install(demo.southern)["id"], world.install(demo.albion)["id"]
    world.state.environment.subscriptions = {
        "usage_file_request_processing": ["accepted"], "part_usage_file_request_processing": ["closed"],
    }  # fmt: skip
    file = posted(demo)
    assert waiting(demo) == []
    world.accept_usage_file(file["id"])
    assert waiting(demo) == [("usage_file_request_processing", file["id"], mine)]
    world.close_usage_file(file["id"])
    chunk = read(demo, "usage/chunks")[0]["id"]
    assert waiting(demo)[1:] == [("part_usage_file_request_processing", chunk, mine)]
    assert theirs not in {installation for _, _, installation in waiting(demo)}


def test_an_event_of_a_file_can_come_twice(demo: DemoConnect) -> None:
    mine = demo.world.install(demo.southern)["id"]
    file = posted(demo)
    demo.world.state.tasks.take("a worker", frozenset({Category.BACKGROUND}))
    assert waiting(demo) == []
    demo.world.tell_usage_again(file["id"])
    assert waiting(demo) == [("usage_file_request_processing", file["id"], mine)]


def test_a_reseller_sees_the_records_of_its_own_assets(demo: DemoConnect) -> None:
    direct = demo.world.place_purchase(demo.distributor, demo.sydney, demo.backup, {"SKB-GB": "unlimited"})
    demo.world.approve(direct["id"])
    file = posted(demo, a_line(an_asset(demo)), a_line(direct["asset"]["id"]))
    sight = {demo.southern: (1, 1), demo.albion: (0, 0), demo.distributor: (1, 2), demo.vendor: (1, 2)}
    for account, counts in sight.items():
        found = (len(read(demo, "usage/files", account)), len(read(demo, "usage/records", account)))
        assert found == counts, account.name
    hidden = posted(demo, seen_by=[demo.distributor])
    assert [one["id"] for one in read(demo, "usage/files")] == [file["id"]]
    assert len(read(demo, f"usage/files?eq(id,{hidden['id']})", demo.distributor)) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"schema": "xx"}, "schema"),
        ({"records": ()}, "one product"),
        ({"product": "PRD-000-000-000"}, "one product"),
        ({"item": "NO-SUCH"}, "NO-SUCH"),
    ],
)
def test_a_file_that_cannot_be_is_refused_and_leaves_nothing(
    demo: DemoConnect, change: dict[str, Any], words: str
) -> None:
    lines = [a_line(an_asset(demo), **({"item": change.pop("item")} if "item" in change else {}))]
    with pytest.raises(Refused, match=words):
        demo.world.make_usage_file(**{"product": demo.backup, "records": lines} | change)
    assert read(demo, "usage/files") == read(demo, "usage/records") == []


def waiting(demo: DemoConnect) -> list[tuple[str, str, str | None]]:
    """What the extension is to be told about usage, oldest first."""
    tasks = demo.world.state.tasks.waiting(Category.BACKGROUND)
    return [task.subject for task in tasks if "usage" in task.event_type]
