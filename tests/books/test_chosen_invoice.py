"""Where a person says to which invoice the charges of an order go."""

from __future__ import annotations

from dataclasses import replace

from connect_ext.books.facts.targets import NEW
from connect_ext.books.ids import XeroId
from connect_ext.books.placing.placing import fitting
from tests.books.builders import proposed, some_settings
from tests.books.test_targets import HELD, LATEST, a_draft, about, is_added

OTHER = replace(HELD, id=XeroId("another"))
PER_ORDER = some_settings()


def test_a_draft_is_taken_whatever_the_settings_say() -> None:
    drafts = (a_draft(), a_draft(OTHER))
    found = proposed(about=about(*drafts, settings=PER_ORDER, target=OTHER.id))
    assert [change.before.id for change in found.changes] == [OTHER.id]


def test_an_invoice_of_its_own_is_made_whatever_the_settings_say() -> None:
    assert not is_added(proposed(about=about(settings=LATEST, target=NEW)))


def test_a_draft_that_does_not_fit_any_more_is_not_added_to() -> None:
    approved = a_draft(replace(HELD, status="AUTHORISED"))
    assert not is_added(proposed(about=about(approved, settings=LATEST, target=HELD.id)))


def test_the_drafts_to_choose_from_are_those_of_one_billing_cycle() -> None:
    facts = about(a_draft(), a_draft(OTHER, months=12), settings=PER_ORDER, target=NEW)
    assert [draft.now.id for draft in fitting(proposed(about=facts), facts)] == [HELD.id]


def test_without_a_contact_or_an_invoice_there_is_nothing_to_choose() -> None:
    facts = about(settings=PER_ORDER, target=NEW)
    found = proposed(about=facts)
    assert fitting(found, replace(facts, held_contact=None)) == ()
    assert fitting(replace(found, invoice=None), facts) == ()
