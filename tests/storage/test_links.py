from __future__ import annotations

import pytest

from connect_ext.books.documents.deeds import Deed
from connect_ext.books.documents.held import Link
from connect_ext.books.ids import DocumentKey, OrderKey, TenantId, XeroId, change_key, credit_key, undo_credit_key
from connect_ext.storage import links
from connect_ext.storage.database import Database
from tests.storage.builders import LATER, NOW, TENANT, US, store

INVOICE, CONTACT = DocumentKey("invoice:PR-1"), DocumentKey("contact:TA-1")
ORDER = OrderKey("PR-1")
LINK = Link(key=INVOICE, xero_id=XeroId("xero-1"), number="INV-1")
OTHER = Link(key=INVOICE, xero_id=XeroId("xero-2"), number=None)


def test_links_are_found_by_document(database: Database) -> None:
    contact = Link(key=CONTACT, xero_id=XeroId("xero-3"))
    with database.transaction() as tx:
        task_id = store(tx)
        links.put(tx, US, TENANT, LINK, picture={"Total": "1.00"}, task_id=task_id, now=NOW)
        links.put(tx, US, TENANT, contact, picture=None, task_id=None, now=NOW)
        assert links.find(tx, US, TENANT, [INVOICE, CONTACT, DocumentKey("invoice:PR-2")]) == {
            INVOICE: LINK,
            CONTACT: contact,
        }
        assert links.find(tx, US, TENANT, []) == {}
        assert links.find(tx, US, TenantId("tenant-2"), [INVOICE]) == {}
        assert [one.link for one in links.of_task(tx, US, task_id)] == [LINK]
        assert links.picture(tx, US, TENANT, INVOICE) == {"Total": "1.00"}
        assert links.picture(tx, US, TENANT, CONTACT) is None


def test_the_pictures_of_several_documents_are_found_at_once(database: Database) -> None:
    contact = Link(key=CONTACT, xero_id=XeroId("xero-3"))
    with database.transaction() as tx:
        links.put(tx, US, TENANT, LINK, picture={"Total": "1.00"}, task_id=None, now=NOW)
        links.put(tx, US, TENANT, contact, picture=None, task_id=None, now=NOW)
        assert links.pictures(tx, US, TENANT, [INVOICE, CONTACT]) == {INVOICE: {"Total": "1.00"}}
        assert links.pictures(tx, US, TenantId("tenant-2"), [INVOICE]) == {}


def test_the_same_link_again_only_adds_what_was_not_known(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        unnumbered = Link(key=INVOICE, xero_id=LINK.xero_id)
        links.put(tx, US, TENANT, unnumbered, picture=None, task_id=task_id, now=NOW)
        links.put(tx, US, TENANT, LINK, picture={"a": 1}, task_id=None, now=LATER)
        links.put(tx, US, TENANT, unnumbered, picture=None, task_id=None, now=LATER)
        assert [one.link for one in links.of_task(tx, US, task_id)] == [LINK]
        assert links.picture(tx, US, TENANT, INVOICE) == {"a": 1}


def test_a_document_has_one_twin_in_an_organisation(database: Database) -> None:
    with database.transaction() as tx:
        links.put(tx, US, TENANT, LINK, picture=None, task_id=None, now=NOW)
        with pytest.raises(links.LinkConflict):
            links.put(tx, US, TENANT, OTHER, picture=None, task_id=None, now=NOW)
        assert links.find(tx, US, TENANT, [INVOICE]) == {INVOICE: LINK}
        links.put(tx, US, TenantId("tenant-2"), OTHER, picture=None, task_id=None, now=NOW)


def test_a_person_may_link_to_another_one(database: Database) -> None:
    with database.transaction() as tx:
        assert links.relink(tx, US, TENANT, LINK, now=NOW) is None
        assert links.relink(tx, US, TENANT, OTHER, now=NOW) == LINK
        assert links.find(tx, US, TENANT, [INVOICE]) == {INVOICE: OTHER}


def test_the_invoices_of_many_tasks_are_found_at_once_and_their_contacts_are_left_out(database: Database) -> None:
    elsewhere, contact = TenantId("tenant-2"), Link(key=CONTACT, xero_id=XeroId("xero-3"))
    with database.transaction() as tx:
        first, second, third = (store(tx, f"PR-{number}") for number in range(3))
        links.put(tx, US, TENANT, contact, picture=None, task_id=first, now=NOW)
        links.put(tx, US, TENANT, LINK, picture=None, task_id=first, now=NOW)
        links.put(tx, US, elsewhere, OTHER, picture=None, task_id=second, now=LATER)
        found = links.shown_of(tx, US, dict.fromkeys([first, second, third], ORDER))
    assert found == {
        first: links.InvoiceLink(tenant_id=TENANT, link=LINK),
        second: links.InvoiceLink(tenant_id=elsewhere, link=OTHER),
    }


def test_an_order_is_shown_with_its_invoice_else_its_credit_note_else_the_draft_that_it_changed(
    database: Database,
) -> None:
    credit, change = credit_key(ORDER), change_key(ORDER, DocumentKey("invoice:PR-0"))
    made = [LINK, *(Link(key=key, xero_id=XeroId(key)) for key in (credit, change, undo_credit_key(INVOICE, 1)))]
    shown = []
    with database.transaction() as tx:
        task = store(tx)
        for link in reversed(made):
            links.put(tx, US, TENANT, link, picture=None, task_id=task, now=NOW)
            found = links.shown_of(tx, US, {task: ORDER}).get(task)
            shown.append(found.link.key if found else None)
    assert shown == [None, change, credit, INVOICE]


def test_a_draft_of_which_nothing_was_left_is_not_shown(database: Database) -> None:
    gone = Link(key=change_key(ORDER, DocumentKey("invoice:PR-0")), xero_id=XeroId("xero-1"))
    with database.transaction() as tx:
        task = store(tx)
        links.put(tx, US, TENANT, gone, picture=None, task_id=task, now=NOW, deed=Deed.DELETED)
        assert links.shown_of(tx, US, {task: ORDER}) == {}
