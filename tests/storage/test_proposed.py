from __future__ import annotations

import threading
from decimal import Decimal

from connect_ext.books.money import Amount, Currency
from connect_ext.storage import endings, installations, notices, proposed, tasks
from connect_ext.storage.database import Database
from connect_ext.storage.proposed import Estimate, Frozen
from connect_ext.work.task import TaskId, TaskStatus
from tests.storage.builders import LATER, NOW, US, a_draft, a_settlement, an_installation, claim, store, task
from tests.storage.test_frozen_prices import A_PRICE

TEN = Amount(value=Decimal("10.2500"), currency=Currency("AUD"))
SEEN = Estimate(amount=TEN, seen=NOW)


def test_an_amount_is_kept_exactly_with_its_currency(database: Database) -> None:
    with database.transaction() as tx:
        first, second, third = (store(tx, f"PR-{number}") for number in range(3))
        proposed.remember_amounts(tx, US, {first: SEEN, second: SEEN})
        assert [task(tx, one).amount for one in (first, second, third)] == [TEN, TEN, None]
        proposed.remember_amounts(tx, US, {first: Estimate(amount=None, seen=NOW)})
        proposed.remember_amounts(tx, US, {})
        assert [task(tx, one).amount for one in (first, second)] == [None, TEN]


def test_a_sum_that_the_column_cannot_keep_is_not_shown(database: Database) -> None:
    huge = Amount(value=Decimal(10) ** 11, currency=Currency("AUD"))
    with database.transaction() as tx:
        task_id = store(tx)
        proposed.remember_amounts(tx, US, {task_id: Estimate(amount=huge, seen=NOW)})
        assert task(tx, task_id).amount is None


def test_an_estimate_leaves_alone_what_runs_what_is_done_and_what_has_changed_since(database: Database) -> None:
    with database.transaction() as tx:
        runs, done = store(tx, "PR-1"), store(tx, "PR-2")
        claim(tx)
        endings.settle(tx, US, owner="worker", settlements={done: a_settlement()}, now=NOW)
        changed = tasks.store(tx, US, a_draft("PR-3"), LATER)
        proposed.remember_amounts(tx, US, dict.fromkeys((runs, done, changed), SEEN))
        assert [task(tx, one).amount for one in (runs, done, changed)] == [None, None, None]


def test_only_the_holder_of_a_task_keeps_what_it_was_proposed_as(database: Database) -> None:
    frozen = Frozen(prices=A_PRICE, amount=TEN, explanations={"PR-1/1": "Because."})
    with database.transaction() as tx:
        task_id = store(tx)
        claim(tx)
        proposed.freeze(tx, US, "another", {task_id: frozen})
        assert (task(tx, task_id).amount, proposed.explanations(tx, US, task_id)) == (None, {})
        proposed.freeze(tx, US, "worker", {task_id: frozen})
        assert (task(tx, task_id).amount, task(tx, task_id).prices) == (TEN, A_PRICE)
        assert proposed.explanations(tx, US, task_id) == {"PR-1/1": "Because."}


def test_a_newer_picture_of_the_order_has_no_amount_yet(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        proposed.remember_amounts(tx, US, {task_id: SEEN})
        tasks.store(tx, US, a_draft(payload={"newer": True}), NOW)
        assert task(tx, task_id).amount is None


def test_pending_tasks_without_an_amount_are_found_in_order(database: Database) -> None:
    with database.transaction() as tx:
        known, first, second = (store(tx, f"PR-{number}") for number in range(3))
        store(tx, "PR-9", status=TaskStatus.IGNORED)
        proposed.remember_amounts(tx, US, {known: SEEN})

        def found(after: int, limit: int) -> list[TaskId]:
            return [one.id for one in proposed.without_amount(tx, US, after=TaskId(after), limit=limit)]

        assert (found(0, 10), found(0, 1), found(first, 10)) == ([first, second], [first], [second])


def test_estimates_are_forgotten_and_amounts_of_frozen_prices_stay(database: Database) -> None:
    with database.transaction() as tx:
        frozen = store(tx, "PR-1")
        claim(tx)
        proposed.freeze(tx, US, "worker", {frozen: Frozen(prices=A_PRICE, amount=TEN)})
        attention = a_settlement(TaskStatus.ATTENTION)
        endings.settle(tx, US, owner="worker", settlements={frozen: attention}, now=NOW)
        estimated = store(tx, "PR-2")
        proposed.remember_amounts(tx, US, {estimated: SEEN})
        proposed.forget_estimates(tx, US)
        assert (task(tx, frozen).amount, task(tx, estimated).amount) == (TEN, None)


def test_an_order_behind_another_one_of_its_subscription_is_not_estimated(database: Database) -> None:
    with database.transaction() as tx:
        first, other = store(tx, "PR-1", asset_id="AS-1"), store(tx, "PR-3", asset_id="AS-2")
        store(tx, "PR-2", asset_id="AS-1", order_type=None)
        found = proposed.without_amount(tx, US, after=TaskId(0), limit=9)
        assert [one.id for one in found] == [first, other]


def test_amounts_are_not_written_while_intake_is_at_work(postgres_url: str) -> None:
    """Both lock several tasks, each in an order of its own."""
    database = Database(postgres_url)
    with database.transaction() as tx:
        installations.record(tx, an_installation(), NOW)
        first, second = store(tx, "PR-1"), store(tx, "PR-2")

    def remember() -> None:
        with database.transaction() as tx:
            proposed.remember_amounts(tx, US, {second: SEEN, first: SEEN})

    remembering = threading.Thread(target=remember)
    with database.transaction() as tx:
        assert notices.untaken(tx, US, 9) == ()
        remembering.start()
        remembering.join(1)
        assert remembering.is_alive()
    remembering.join(20)
    with database.transaction() as tx:
        assert [task(tx, one).amount for one in (first, second)] == [TEN, TEN]
    database.dispose()
