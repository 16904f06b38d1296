from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.exc import StatementError

from connect_ext.books.coverage.stretch import CoverageState, LineKey, Stretch
from connect_ext.books.days import Days
from connect_ext.books.ids import AssetId, DocumentKey
from connect_ext.books.orders.order import BillingPeriod
from connect_ext.books.periods.terms import Terms
from connect_ext.storage import asset_tasks, asset_terms, coverage, endings, proposed
from connect_ext.storage.database import Database
from connect_ext.storage.proposed import Frozen
from connect_ext.storage.stretches import from_json, to_json
from connect_ext.work.task import TaskStatus
from tests.storage.builders import LATER, NOW, TENANT, US, claim, store
from tests.storage.world import A_STRETCH, ASSET, INVOICE, WAITING

NOTE = LineKey(document=DocumentKey("credit:PR-2"), mark="PR-2/1")
OF_ONCE = replace(A_STRETCH, rate=replace(A_STRETCH.rate, periods=None)) if A_STRETCH.rate else A_STRETCH
OTHER_ASSET = replace(A_STRETCH, item=replace(A_STRETCH.item, asset_id=AssetId("AS-2")))
TERMS = Terms(length=BillingPeriod(months=1), next_date=date(2026, 4, 1), anniversary_day=1)


@pytest.mark.parametrize(
    "stretch",
    [
        A_STRETCH,
        replace(A_STRETCH, quantity=Decimal("0.000000000000001")),
        replace(A_STRETCH, rate=None, state=CoverageState.BILLED_ELSEWHERE),
        A_STRETCH.credited_by(NOTE, date(2026, 3, 9)),
        OF_ONCE,
    ],
)
def test_what_is_covered_is_kept_exactly(database: Database, stretch: Stretch) -> None:
    assert from_json(to_json(stretch)) == stretch
    with database.transaction() as tx:
        assert coverage.add(tx, US, TENANT, stretch.line.document, [stretch], NOW)
        assert coverage.load(tx, US, TENANT, [ASSET]) == (stretch,)


def test_several_assets_are_loaded_at_once_in_the_order_of_writing(database: Database) -> None:
    with database.transaction() as tx:
        coverage.add(tx, US, TENANT, INVOICE, [OTHER_ASSET, A_STRETCH], NOW)
        assert coverage.load(tx, US, TENANT, [ASSET, AssetId("AS-2")]) == (OTHER_ASSET, A_STRETCH)
        assert coverage.load(tx, US, TENANT, [AssetId("AS-2")]) == (OTHER_ASSET,)
        assert coverage.load(tx, US, TENANT, []) == ()


def test_a_document_is_written_once_and_anew_only_after_it_was_released(database: Database) -> None:
    longer = replace(A_STRETCH, days=Days(start=A_STRETCH.days.start, end=date(2026, 5, 1)))
    with database.transaction() as tx:
        assert coverage.add(tx, US, TENANT, INVOICE, [A_STRETCH], NOW)
        assert not coverage.add(tx, US, TENANT, INVOICE, [longer], LATER)
        assert coverage.release(tx, US, TENANT, INVOICE) == 1
        assert coverage.release(tx, US, TENANT, INVOICE) == 0
        assert coverage.add(tx, US, TENANT, INVOICE, [longer], LATER)
        released = replace(A_STRETCH, state=CoverageState.RELEASED)
        assert coverage.load(tx, US, TENANT, [ASSET]) == (released, longer)


def test_what_waits_with_a_task_is_known_by_its_document(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        assert endings.lock(tx, US, [task_id])[task_id].covers == {}
        claim(tx)
        proposed.freeze(tx, US, "worker", {task_id: Frozen(prices={}, covers=(A_STRETCH, WAITING))})
        waiting = endings.lock(tx, US, [task_id])[task_id].covers
        assert waiting == {INVOICE: [A_STRETCH], WAITING.line.document: [WAITING]}


def test_many_documents_are_written_at_once_and_each_once(database: Database) -> None:
    with database.transaction() as tx:
        assert coverage.add_all(tx, US, TENANT, {INVOICE: [A_STRETCH], NOTE.document: []}, NOW) == {INVOICE}
        both = {INVOICE: [A_STRETCH], WAITING.line.document: [WAITING]}
        assert coverage.add_all(tx, US, TENANT, both, LATER) == {WAITING.line.document}
        assert coverage.load(tx, US, TENANT, [ASSET]) == (A_STRETCH, WAITING)


def test_a_number_that_is_none_is_refused(database: Database) -> None:
    with database.transaction() as tx, pytest.raises(StatementError, match="finite"):
        coverage.add(tx, US, TENANT, INVOICE, [replace(A_STRETCH, quantity=Decimal("Infinity"))], NOW)


def test_terms_stay_as_they_were_first_fixed(database: Database) -> None:
    with database.transaction() as tx:
        asset_terms.freeze(tx, US, {ASSET: TERMS, AssetId("AS-2"): None}, NOW)
        asset_terms.freeze(tx, US, {ASSET: None, AssetId("AS-2"): TERMS, AssetId("AS-3"): TERMS}, LATER)
        asset_terms.freeze(tx, US, {}, LATER)
        found = asset_terms.load(tx, US, [ASSET, AssetId("AS-2"), AssetId("AS-4")])
    assert found == {ASSET: TERMS, AssetId("AS-2"): None}


def test_the_tasks_of_assets_are_found_whatever_became_of_them(database: Database) -> None:
    with database.transaction() as tx:
        store(tx, "PR-1", asset_id="AS-1")
        store(tx, "PR-2", asset_id="AS-1", status=TaskStatus.IGNORED)
        store(tx, "PR-3", asset_id="AS-2")
        found = asset_tasks.of_assets(tx, US, [ASSET])
    assert [(one.order_key, one.status) for one in found] == [("PR-1", "pending"), ("PR-2", "ignored")]
