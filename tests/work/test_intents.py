from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from connect_ext.books.ids import DocumentKey, InstallationId, TenantId
from connect_ext.work.intent import KEY_LIFE, SAFETY, NextStep, idempotency_key, next_step
from tests.work.builders import INSTALLATION, NOW, TENANT, an_intent, an_intent_draft

TICK = timedelta(microseconds=1)
Sent = tuple[str, list[str], int, str]

texts = st.text(st.characters(codec="utf-8"), max_size=20)
sent = st.tuples(texts, st.lists(texts, max_size=3), st.integers(0, 20), texts)


def key_of(what: Sent) -> str:
    tenant, keys, generation, body = what
    return idempotency_key(INSTALLATION, TenantId(tenant), [DocumentKey(key) for key in keys], generation, body)


@given(sent)
def test_a_key_is_one_that_xero_takes_and_always_the_same(what: Sent) -> None:
    assert 1 <= len(key_of(what)) <= 128
    assert key_of(what).isascii()
    assert key_of(what) == key_of(what)


@given(sent, sent)
@example(("t", ["a"], 1, "2\0y"), ("t", ["a", "1"], 2, "y"))
@example(("t", ["ab"], 1, ""), ("t", ["a", "b"], 1, ""))
@example(("t", [], 1, "11"), ("t", [], 11, "1"))
@example(("t", ["a", "b"], 1, ""), ("t", ["b", "a"], 1, ""))
def test_keys_differ_exactly_when_anything_that_is_sent_differs(one: Sent, other: Sent) -> None:
    assert (key_of(one) == key_of(other)) is (one == other)


@pytest.mark.parametrize(
    "changed",
    [
        an_intent_draft(installation_id=InstallationId("another")),
        an_intent_draft(tenant_id=TenantId("another")),
        an_intent_draft("invoice:PR-2"),
        an_intent_draft("invoice:PR-1", "invoice:PR-2"),
        an_intent_draft(generation=2),
        an_intent_draft(body='{"Invoices": [] }'),
    ],
)
def test_the_key_of_a_call_changes_with_installation_tenant_documents_generation_and_body(changed: object) -> None:
    assert changed.idempotency_key != an_intent_draft().idempotency_key  # type: ignore[attr-defined]


def test_the_key_of_a_call_is_that_of_what_it_sends() -> None:
    draft = an_intent_draft("contact:TA-1", "contact:TA-2", generation=3, body="{}")
    assert draft.idempotency_key == key_of((TENANT, ["contact:TA-1", "contact:TA-2"], 3, "{}"))


@pytest.mark.parametrize(
    ("passed", "step"),
    [
        (-SAFETY, NextStep.READ),
        (-timedelta(seconds=5), NextStep.SEND),
        (timedelta(), NextStep.SEND),
        (KEY_LIFE - SAFETY - TICK, NextStep.SEND),
        (KEY_LIFE - SAFETY, NextStep.READ),
        (KEY_LIFE, NextStep.READ),
        (timedelta(days=30), NextStep.READ),
    ],
)
def test_the_same_call_goes_again_only_while_xero_surely_remembers_its_key(passed: timedelta, step: NextStep) -> None:
    assert next_step(an_intent(), NOW + passed) is step


def test_the_margin_leaves_time_for_a_slow_call() -> None:
    assert timedelta(minutes=1) < SAFETY < KEY_LIFE == timedelta(minutes=6)
