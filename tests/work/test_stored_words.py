"""The words that stand in databases: a changed one would orphan the rows that hold it."""

from __future__ import annotations

from enum import StrEnum

import pytest

from connect_ext.work.authorisation import AuthorisationStatus
from connect_ext.work.changed_contact import ChangeState
from connect_ext.work.happening import About, Level
from connect_ext.work.intent import Call, IntentEnd
from connect_ext.work.notice import NoticeKind
from connect_ext.work.task import Actor, TaskStatus


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (TaskStatus, "pending waiting running attention held uncertain synced ignored failed"),
        (Actor, "product person schedule event webhook"),
        (About, "orders connection mapping settings"),
        (Level, "info action error"),
        (NoticeKind, "asset_request billing_request usage_file usage period"),
        (
            Call,
            [
                *[
                    "create_contacts",
                    "update_contacts",
                    "create_items",
                    "create_invoices",
                    "create_credit_notes",
                    "update_invoices",
                ],
                *("end_credit_notes", "allocate", "email"),
            ],
        ),
        (ChangeState, "new proposed wanted done kept replaced left"),
        (IntentEnd, ["answered", "not done", "read"]),
        (AuthorisationStatus, "pending active broken ended"),
    ],
)
def test_stored_words_stay_what_they_are(kind: type[StrEnum], words: str | list[str]) -> None:
    assert [member.value for member in kind] == (words.split() if isinstance(words, str) else words)
