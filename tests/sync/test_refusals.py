"""What Xero refuses in plain words is a problem with the remedy that helps, and stops its own order alone."""

from __future__ import annotations

import pytest

from connect_ext.books.ids import DocumentKey
from connect_ext.books.problems.catalogue import CATALOGUE, Screen
from connect_ext.books.problems.problem import Code
from connect_ext.sync.sending.kinds.refusals import refusal
from connect_ext.work.task import TaskStatus
from sandbox.xero import HARBOUR
from tests.sync.watching import INVOICES, codes, status
from tests.world import World

XEROS_WORDS = [
    ("Invoice # must be unique.", Code.NUMBER_TAKEN),
    ("The document date cannot be before the period lock date, which is currently set to 31 Oct.", Code.DATE_LOCKED),
    ("The document date cannot be before the end of year lock date, 30 June 2026.", Code.DATE_LOCKED),
    ("You have reached the limit of invoices you can approve", Code.PLAN_LIMIT),
    ("Account code '200' is not a valid code for this document.", Code.ACCOUNT_REFUSED),
    ("Account code '200' has been archived, or deleted.", Code.ACCOUNT_REFUSED),
    ("The TaxType code 'OUTPUT' cannot be used with account code '200'.", Code.TAX_REFUSED),
    ("The TaxType field is mandatory", Code.TAX_REFUSED),
    ("Organisation is not subscribed to currency USD", Code.CURRENCY_REFUSED),
    ("The Contact is archived and cannot be invoiced.", Code.CONTACT_REFUSED),
    ("A Contact must be specified for this type of transaction", Code.CONTACT_REFUSED),
    ("Item code 'SEAT' is not valid", Code.ITEM_REFUSED),
    ("The Tracking Option 'North' does not exist.", Code.TRACKING_REFUSED),
    ("The Branding Theme could not be found.", Code.THEME_REFUSED),
    ("Quantity must not be less than zero", Code.REFUSED_BY_XERO),
    ("Url must not contain xero", Code.REFUSED_BY_XERO),
    ("Words that nobody has ever seen", Code.REFUSED_BY_XERO),
]


@pytest.mark.parametrize(("words", "code"), XEROS_WORDS)
def test_each_of_xeros_words_has_its_remedy_and_is_repeated(words: str, code: Code) -> None:
    found = refusal(DocumentKey("invoice:PR-1-2-3"), (words,))
    assert found.code is code
    assert words.rstrip(".") in found.sentence
    assert "PR-1-2-3" in found.sentence


def test_two_messages_are_told_together_and_the_nearest_remedy_wins() -> None:
    found = refusal(DocumentKey("invoice:PR-1"), ("Something else.", "Invoice # must be unique."))
    assert found.code is Code.NUMBER_TAKEN
    assert "Something else. Invoice # must be unique." in found.sentence


@pytest.mark.parametrize(("words", "code"), [row for row in XEROS_WORDS if row[1] is not Code.NUMBER_TAKEN][::3])
def test_the_order_waits_for_a_person_and_goes_on_when_asked(sqlite_world: World, words: str, code: Code) -> None:
    world = sqlite_world
    installation_id = world.ready()
    order = world.buy(installation_id)
    world.xero.faults.find_wrong("PUT", INVOICES, words)
    world.sync(installation_id)
    assert codes(world, installation_id, order) == [code.value]
    assert CATALOGUE[code].screen in Screen
    assert world.drain() == 0, "nothing is tried by itself"
    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.SYNCED
    assert len(world.books().invoices) == 1


def test_an_account_that_is_archived_between_look_and_call_is_named(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    order = world.buy(installation_id)
    world.xero.faults.find_wrong("PUT", INVOICES, "Account code '200' is not a valid code for this document.")
    world.sync(installation_id)
    assert "Account code '200'" in world.task(installation_id, order["id"]).reason
    assert world.books(HARBOUR).invoices == ()
