from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.documents.reference import invoice_number, mark, mark_of, marked, order_url, reference
from connect_ext.books.ids import (
    DocumentKey,
    OrderKey,
    RequestId,
    TierAccountId,
    change_key,
    contact_key,
    credit_key,
    invoice_key,
    is_change,
    is_credit_note,
    is_invoice,
    set_aside_key,
)
from connect_ext.books.orders.order import PartyRole
from tests.books.builders import REQUEST, a_party, a_reseller, an_order

texts = st.text(st.characters(codec="utf-8"), max_size=5000)


@pytest.mark.parametrize(
    ("template", "order_number", "filled"),
    [
        ("{po} {request id}", "PO-7", f"PO-7 {REQUEST}"),
        ("{po} {request id}", "", REQUEST),
        ("Order {request id}, {po}", " PO\n 7 ", f"Order {REQUEST}, PO 7"),
        ("fixed", "PO-7", "fixed"),
        ("", "PO-7", ""),
        ("{customer}: {asset}", "", "Blue Lake Pty Ltd: AS-1895-0864-1238"),
    ],
)
def test_a_reference_is_the_filled_template_without_gaps(template: str, order_number: str, filled: str) -> None:
    assert reference(template, an_order(purchase_order=order_number)) == filled


def test_a_reference_is_cut_to_what_xero_takes() -> None:
    assert reference("{po}", an_order(purchase_order="9" * 300)) == "9" * 255


@pytest.mark.parametrize(
    ("template", "issues", "number"),
    [
        ("{request id}", 0, REQUEST),
        ("CB-{request id}", 0, f"CB-{REQUEST}"),
        ("{request id}", 1, f"{REQUEST}-R1"),
        ("{request id}", 12, f"{REQUEST}-R12"),
        ("{po}", 0, REQUEST),
        ("{asset}, {request id}", 0, f"AS-1895-0864-1238 {REQUEST}"),
        ("{request id}" + "9" * 300, 2, f"{REQUEST}{'9' * (255 - len(REQUEST) - 3)}-R2"),
    ],
)
def test_a_number_of_the_marketplace_is_never_empty_and_never_used_twice(
    template: str, issues: int, number: str
) -> None:
    assert invoice_number(template, an_order(), issues) == number


def test_an_order_without_a_customer_names_none() -> None:
    assert reference("{customer} {request id}", an_order(customer=None)) == REQUEST


def test_a_mark_is_the_request_and_the_number_of_the_fee() -> None:
    assert mark(an_order(), 2) == "PR-1895-0864-1238-001/2"


@given(texts, st.integers(1, 999))
def test_a_marked_description_gives_its_mark_back_however_long_the_text(text: str, number: int) -> None:
    line_mark = mark(an_order(), number)
    description = marked(text, line_mark)
    assert len(description) <= 4000
    assert mark_of(description) == line_mark


def test_a_text_that_is_too_long_is_cut_to_the_last_character_that_fits() -> None:
    description = marked("S" * 5000, mark(an_order(), 1))
    assert len(description) == 4000
    assert description.endswith("SSS PR-1895-0864-1238-001/1")


@given(texts)
def test_a_text_that_fits_is_kept_whole(text: str) -> None:
    line_mark = mark(an_order(), 1)
    short = text[:3900].rstrip()
    assert marked(short, line_mark) == f"{short} {line_mark}"


@pytest.mark.parametrize(
    ("description", "found"),
    [
        ("Seat PR-1895-0864-1238-001/12", "PR-1895-0864-1238-001/12"),
        ("Seat PR-1895-0864-1238-001/12 \n", "PR-1895-0864-1238-001/12"),
        ("PR-1895-0864-1238-001/1", "PR-1895-0864-1238-001/1"),
        ("PR-1895-0864-1238-001/1 Seat", None),
        ("Seat PR-1895-0864-1238-001", None),
        ("Seat 48213/2", "48213/2"),
        ("Seat /2", None),
        ("Seat PR-1895/x", None),
        ("", None),
    ],
)
def test_a_mark_is_found_only_at_the_end(description: str, found: str | None) -> None:
    assert mark_of(description) == found


def test_the_link_leads_to_the_order_in_the_portal() -> None:
    expected = f"https://portal.example/subscriptions/fulfillment/{REQUEST}"
    assert order_url("https://portal.example", an_order()) == expected
    assert order_url("https://portal.example/", an_order()) == expected
    assert order_url(None, an_order()) is None


def test_an_id_is_quoted_in_the_link() -> None:
    url = order_url("https://portal.example", an_order(request_id=RequestId("PR 1?x")))
    assert url == "https://portal.example/subscriptions/fulfillment/PR%201%3Fx"


def test_a_link_that_xero_would_refuse_is_left_out() -> None:
    assert order_url("https://my-XERO-portal.example", an_order()) is None


def test_document_keys_name_what_they_are_for() -> None:
    assert contact_key(TierAccountId("TA-1")) == "contact:TA-1"
    assert invoice_key(OrderKey("PR-1")) == "invoice:PR-1"


INVOICE = invoice_key(OrderKey("PR-1"))


@pytest.mark.parametrize(
    ("key", "kinds"),
    [
        (INVOICE, (True, False, False)),
        (credit_key(OrderKey("PR-1"), 2), (False, True, False)),
        (change_key(OrderKey("PR-2"), INVOICE), (False, False, True)),
        (set_aside_key(INVOICE, 1), (False, False, False)),
    ],
)
def test_a_document_key_is_of_one_kind_and_of_none_once_it_is_set_aside(
    key: DocumentKey, kinds: tuple[bool, bool, bool]
) -> None:
    assert (is_invoice(key), is_credit_note(key), is_change(key)) == kinds


def test_an_order_knows_its_parties_by_role() -> None:
    order = an_order(tier2=a_reseller("TA-9"))
    assert [order.party(role) for role in (PartyRole.CUSTOMER, PartyRole.TIER1, PartyRole.TIER2)] == [
        a_party(),
        a_reseller(),
        a_reseller("TA-9"),
    ]
