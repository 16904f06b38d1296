from __future__ import annotations

from datetime import timedelta

import pytest

from connect_ext.books.orders.reading import Reading
from connect_ext.books.problems.problem import Code, problem
from connect_ext.work.intake import OPEN_TO_NOTICES, intake, reading_problems
from connect_ext.work.task import Actor, TaskDraft, TaskStatus, may_become
from tests.work.builders import NOW, REQUEST, a_problem, a_task, an_order, no_order, not_yet, unreadable

PAYLOAD = {"id": REQUEST, "status": "approved"}
READINGS: tuple[Reading, ...] = (an_order(), no_order(), not_yet(), unreadable())
BEGUN = frozenset({TaskStatus.RUNNING, TaskStatus.UNCERTAIN, TaskStatus.SYNCED, TaskStatus.HELD, TaskStatus.FAILED})


def taken(reading: Reading) -> TaskDraft:
    draft = intake(reading, PAYLOAD, None, None)
    assert draft is not None
    return draft


def test_an_order_becomes_a_pending_task_that_waits_to_be_asked_for() -> None:
    draft = taken(an_order())
    assert draft == TaskDraft(
        order_key=an_order().key,
        order_type=an_order().type,
        asset_id=an_order().asset_id,
        status=TaskStatus.PENDING,
        reason="",
        payload=PAYLOAD,
        problems=(),
        due_at=None,
    )


def test_with_auto_sync_a_new_order_is_due_when_auto_sync_wants_it() -> None:
    draft = intake(an_order(), PAYLOAD, None, NOW)
    assert draft is not None
    assert draft.due_at == NOW


@pytest.mark.parametrize("reading", [no_order(), not_yet(), unreadable()])
def test_auto_sync_asks_for_nothing_but_orders(reading: Reading) -> None:
    draft = intake(reading, PAYLOAD, None, NOW)
    assert draft is not None
    assert draft.due_at is None


def test_what_moves_no_money_is_ignored_with_its_reason() -> None:
    draft = taken(no_order("A transfer moves no money."))
    assert (draft.status, draft.reason) == (TaskStatus.IGNORED, "A transfer moves no money.")


def test_what_is_not_approved_yet_waits_with_its_reason() -> None:
    draft = taken(not_yet("It is pending."))
    assert (draft.status, draft.reason) == (TaskStatus.WAITING, "It is pending.")


def test_what_cannot_be_read_asks_for_a_person() -> None:
    draft = taken(unreadable())
    assert (draft.status, draft.problems) == (TaskStatus.ATTENTION, (a_problem(),))
    assert draft.reason == a_problem().sentence


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("status", sorted(BEGUN))
def test_a_notice_changes_nothing_about_a_task_that_has_begun_or_is_held(reading: Reading, status: TaskStatus) -> None:
    assert intake(reading, PAYLOAD, a_task(status), NOW) is None


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("status", sorted(OPEN_TO_NOTICES))
def test_before_that_a_newer_notice_is_the_newer_truth(reading: Reading, status: TaskStatus) -> None:
    assert intake(reading, PAYLOAD, a_task(status), None) == taken(reading)


def test_a_duplicate_notice_makes_the_same_task_again() -> None:
    first = taken(an_order())
    existing = a_task(first.status, payload=first.payload)
    assert intake(an_order(), PAYLOAD, existing, None) == first


def test_every_status_is_either_open_to_notices_or_ignored_or_begun() -> None:
    assert set(TaskStatus) == OPEN_TO_NOTICES | BEGUN | {TaskStatus.IGNORED}


@pytest.mark.parametrize("reading", READINGS)
def test_a_task_that_we_ignored_is_revived(reading: Reading) -> None:
    ours = a_task(TaskStatus.IGNORED, ignored_by=Actor.PRODUCT)
    assert intake(reading, PAYLOAD, ours, None) == taken(reading)


@pytest.mark.parametrize("reading", READINGS)
def test_a_task_that_a_person_ignored_stays_ignored(reading: Reading) -> None:
    theirs = a_task(TaskStatus.IGNORED, ignored_by=Actor.PERSON)
    assert intake(reading, PAYLOAD, theirs, NOW) is None


def test_a_revived_task_forgets_when_it_was_due() -> None:
    ignored = a_task(TaskStatus.IGNORED, ignored_by=Actor.PRODUCT, due_at=NOW)
    draft = intake(an_order(), PAYLOAD, ignored, None)
    assert draft is not None
    assert draft.due_at is None


def test_a_person_s_sync_survives_a_newer_notice() -> None:
    asked = a_task(TaskStatus.PENDING, due_at=NOW)
    draft = intake(an_order(), PAYLOAD, asked, None)
    assert draft is not None
    assert draft.due_at == NOW


def test_a_sync_does_not_outlive_an_order_that_is_none_any_more() -> None:
    asked = a_task(TaskStatus.PENDING, due_at=NOW)
    for reading in (no_order(), not_yet(), unreadable()):
        draft = intake(reading, PAYLOAD, asked, None)
        assert draft is not None
        assert draft.due_at is None


def test_auto_sync_decides_again_when_an_order_is_due() -> None:
    later = NOW + timedelta(hours=1)
    draft = intake(an_order(), PAYLOAD, a_task(TaskStatus.PENDING, due_at=later), NOW)
    assert draft is not None
    assert draft.due_at == NOW


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("status", list(TaskStatus))
def test_intake_makes_only_moves_that_a_task_may_make(reading: Reading, status: TaskStatus) -> None:
    draft = intake(reading, PAYLOAD, a_task(status, ignored_by=Actor.PRODUCT), NOW)
    assert draft is None or may_become(status, draft.status)


def test_a_payload_that_is_no_order_any_more_tells_why() -> None:
    assert reading_problems(unreadable()) == (a_problem(),)
    for reading in (no_order("It was revoked."), not_yet("It was revoked.")):
        (found,) = reading_problems(reading)
        assert found.code is Code.UNREADABLE
        assert found.sentence == f"{REQUEST} could not be read: at the whole request, It was revoked."


def test_what_a_person_has_undone_stays_so_when_the_marketplace_tells_of_it_again() -> None:
    undone = problem(Code.UNDONE, subject=REQUEST, who="UR-1", what="draft invoice INV-1 was deleted")
    existing = a_task(TaskStatus.ATTENTION, problems=(undone,), reason=undone.sentence)
    draft = intake(an_order(), PAYLOAD, existing, NOW)
    assert draft is not None
    assert (draft.status, draft.problems, draft.due_at) == (TaskStatus.ATTENTION, (undone,), None)


def test_what_a_person_asked_for_stays_asked_for_by_that_person() -> None:
    existing = a_task(TaskStatus.PENDING, due_at=NOW, asked_by=Actor.PERSON)
    for wanted_at in (None, NOW):
        draft = intake(an_order(), PAYLOAD, existing, wanted_at)
        assert draft is not None
        assert (draft.due_at, draft.asked_by) == (NOW, Actor.PERSON)


def test_what_auto_sync_wants_says_so() -> None:
    draft = intake(an_order(), PAYLOAD, None, NOW)
    assert draft is not None
    assert draft.asked_by is Actor.PRODUCT


def test_what_a_person_has_undone_is_not_sent_again_because_it_is_told_once_more() -> None:
    undone = problem(Code.UNDONE, subject=REQUEST, who="a person", what="INV-1 was deleted")
    existing = a_task(TaskStatus.ATTENTION, problems=(undone,), reason="Undone.")
    draft = intake(an_order(), PAYLOAD, existing, NOW)
    assert draft is not None
    assert (draft.status, draft.reason, draft.problems) == (TaskStatus.ATTENTION, "Undone.", (undone,))
    assert (draft.due_at, draft.asked_by) == (None, None)


@pytest.mark.parametrize("reading", [no_order(), not_yet(), unreadable()])
@pytest.mark.parametrize("status", [TaskStatus.ATTENTION, TaskStatus.WAITING])
def test_what_a_person_has_undone_stays_so_whatever_the_marketplace_tells(reading: Reading, status: TaskStatus) -> None:
    undone = problem(Code.UNDONE, subject=REQUEST, who="a person", what="INV-1 was deleted")
    draft = intake(reading, PAYLOAD, a_task(status, problems=(undone,), reason="Undone."), NOW)
    assert draft is not None
    assert (draft.status, draft.reason, draft.problems, draft.due_at) == (status, "Undone.", (undone,), None)


def test_what_changes_nothing_but_states_another_quantity_asks_a_person() -> None:
    found = (a_problem("PR-1"), a_problem("PR-2"))
    draft = intake(no_order(), PAYLOAD, None, NOW, disagreements=found)
    assert draft is not None
    assert (draft.status, draft.problems, draft.due_at) == (TaskStatus.ATTENTION, found, None)
    assert draft.reason == f"{found[0].sentence} {found[1].sentence}"


def test_a_newer_notice_never_puts_off_what_was_to_be_sent_earlier() -> None:
    existing = a_task(TaskStatus.PENDING, due_at=NOW, asked_by=Actor.PRODUCT)
    for wanted_at in (NOW + timedelta(days=1), None):
        draft = intake(an_order(), PAYLOAD, existing, wanted_at)
        assert draft is not None
        assert draft.due_at == NOW
    sooner = intake(an_order(), PAYLOAD, existing, NOW - timedelta(minutes=1))
    assert sooner is not None
    assert sooner.due_at == NOW - timedelta(minutes=1)
