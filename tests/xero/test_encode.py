from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.documents.compare import IntendedDocument, IntendedLine, intended
from connect_ext.books.ids import TenantId, XeroId
from connect_ext.books.money import Currency
from connect_ext.books.orders.order import Address
from connect_ext.work.intent import Call
from connect_ext.xero.encode import NotExact, contacts_body, invoices_body
from connect_ext.xero.intended import intended_invoices
from connect_ext.xero.organisation import XeroOrganisation
from tests.xero.documents import LINDEN, a_contact, a_line, an_invoice
from tests.xero.wires import FunctionWire, Sent, reply, sender

AMOUNTS = st.integers(-(10**15) + 1, 10**15 - 1).map(lambda units: Decimal(units).scaleb(-4))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def leave(body: str, call: Call = Call.CREATE_INVOICES) -> str:
    """The text that reaches the wire for a stored body."""

    def echo(sent: Sent) -> Any:
        ids = {"InvoiceID": "i", "ContactID": "c"}
        return reply({name: [ids for _ in items] for name, items in json.loads(sent.body).items()})

    wire = FunctionWire(echo)
    XeroOrganisation(sender(wire), TenantId("tenant"), "token").create(call, body, "key")
    return wire.sent[0].body


@given(quantity=AMOUNTS, unit=AMOUNTS, amount=AMOUNTS)
def test_an_amount_of_four_decimals_below_a_hundred_thousand_million_leaves_exactly(
    quantity: Decimal, unit: Decimal, amount: Decimal
) -> None:
    line = a_line(quantity=quantity, unit_amount=unit, line_amount=amount)
    sent = json.loads(leave(invoices_body([(an_invoice(lines=(line,)), LINDEN)])), parse_float=Decimal)
    found = sent["Invoices"][0]["LineItems"][0]
    assert (found["Quantity"], found["UnitAmount"], found["LineAmount"]) == (quantity, unit, amount)


@given(
    names=st.lists(TEXTS, min_size=1, max_size=5),
    amount=AMOUNTS,
    number=st.none() | TEXTS,
    reference=TEXTS,
    description=st.text(max_size=40),
)
def test_what_leaves_is_the_stored_text_byte_for_byte(
    names: list[str], amount: Decimal, number: str | None, reference: str, description: str
) -> None:
    line = a_line(description=description, unit_amount=amount)
    invoice = an_invoice(number=number, reference=reference, lines=(line, a_line()))
    invoices = invoices_body([(invoice, LINDEN), (an_invoice(), LINDEN)])
    contacts = contacts_body([a_contact(name=name, email="ana@linden.example") for name in names])
    assert leave(invoices) == invoices
    assert leave(contacts, Call.CREATE_CONTACTS) == contacts
    assert invoices.isascii()


@pytest.mark.parametrize(
    "number",
    ["0.00001", "1.23456", "100000000000", "-100000000000", "1e11", "NaN", "Infinity", "-Infinity"],
)
def test_a_number_that_a_double_would_change_is_refused(number: str) -> None:
    with pytest.raises(NotExact):
        invoices_body([(an_invoice(lines=(a_line(unit_amount=Decimal(number)),)), LINDEN)])


def test_an_invoice_says_what_we_mean_and_nothing_else() -> None:
    body = invoices_body([(an_invoice(), LINDEN)])
    assert json.loads(body) == {
        "Invoices": [
            {
                "Type": "ACCREC",
                "Status": "DRAFT",
                "Contact": {"ContactID": LINDEN},
                "Date": "2026-11-21",
                "DueDate": "2026-12-21",
                "LineAmountTypes": "Exclusive",
                "CurrencyCode": "AUD",
                "Reference": "PO-77 PR-1",
                "LineItems": [
                    {
                        "Description": "Mailbox PR-1/1",
                        "Quantity": 10,
                        "UnitAmount": 2.5,
                        "LineAmount": 25,
                        "AccountCode": "200",
                        "TaxType": "OUTPUT",
                    }
                ],
            }
        ]
    }


def test_a_number_a_link_and_a_theme_leave_only_when_there_are_any() -> None:
    full = an_invoice(number="PR-1", url="https://portal.example/PR-1", branding_theme=XeroId("theme-1"))
    [sent] = json.loads(invoices_body([(full, LINDEN)]))["Invoices"]
    assert (sent["InvoiceNumber"], sent["Url"], sent["BrandingThemeID"]) == (
        "PR-1",
        "https://portal.example/PR-1",
        "theme-1",
    )


def test_equal_amounts_written_differently_make_equal_bytes() -> None:
    bodies = {invoices_body([(an_invoice(lines=(a_line(unit_amount=Decimal(n)),)), LINDEN)]) for n in ("2.5", "2.5000")}
    assert len(bodies) == 1


def test_a_stored_body_tells_what_was_meant() -> None:
    lines = (a_line(), a_line(mark="PR-1/2", description="Set-up PR-1/2", line_amount=Decimal("0.07")))
    invoice = an_invoice(number="N-1", lines=lines)
    [meant] = intended_invoices(invoices_body([(invoice, LINDEN)]))
    assert meant == intended(invoice, LINDEN)
    assert meant == IntendedDocument(
        number="N-1",
        contact_id=LINDEN,
        currency=Currency("AUD"),
        lines={
            "PR-1/1": IntendedLine(amount=Decimal(25), tax_type="OUTPUT"),
            "PR-1/2": IntendedLine(amount=Decimal("0.07"), tax_type="OUTPUT"),
        },
    )
    assert meant.sum == Decimal("25.07")


def test_a_contact_carries_what_the_marketplace_says() -> None:
    address = Address(
        line1="12 Quay St", line2="Floor 3", city="Sydney", region="NSW", postal_code="2000", country="AU"
    )
    full = a_contact(
        first_name="Ana", last_name="Linden", email="ana@linden.example", phone="+61 2 5550 1234", tax_number="51 824",
        address=address,
    )  # fmt: skip
    assert json.loads(contacts_body([full]))["Contacts"] == [
        {
            "Name": "Linden Bakery",
            "ContactNumber": "TA-1",
            "FirstName": "Ana",
            "LastName": "Linden",
            "EmailAddress": "ana@linden.example",
            "TaxNumber": "51 824",
            "Addresses": [
                {
                    "AddressType": "POBOX",
                    "AddressLine1": "12 Quay St",
                    "AddressLine2": "Floor 3",
                    "City": "Sydney",
                    "Region": "NSW",
                    "PostalCode": "2000",
                    "Country": "AU",
                }
            ],
            "Phones": [{"PhoneType": "DEFAULT", "PhoneNumber": "+61 2 5550 1234"}],
        }
    ]


def test_dashes_and_blanks_are_not_sent() -> None:
    empty = a_contact(
        first_name="-", last_name="  ", email="-", phone=" - ", tax_number="-", address=Address(line1="-", city=" ")
    )
    assert json.loads(contacts_body([empty]))["Contacts"] == [{"Name": "Linden Bakery", "ContactNumber": "TA-1"}]


@pytest.mark.parametrize(
    "email", ["ana", "ana@linden", "ana@@linden.example", "ana linden@x.example", "@x.example", "a" * 251 + "@x.ex"]
)
def test_an_address_that_is_no_email_is_left_out(email: str) -> None:
    assert "EmailAddress" not in contacts_body([a_contact(email=email)])


def test_what_is_too_long_is_cut_to_xeros_lengths() -> None:
    long = "x" * 600
    contact = a_contact(
        first_name=long, tax_number=long, phone=long, address=Address(line1=long, city=long, postal_code=long)
    )
    [sent] = json.loads(contacts_body([contact]))["Contacts"]
    assert (len(sent["FirstName"]), len(sent["TaxNumber"]), len(sent["Phones"][0]["PhoneNumber"])) == (255, 50, 50)
    [address] = sent["Addresses"]
    assert (len(address["AddressLine1"]), len(address["City"]), len(address["PostalCode"])) == (500, 255, 50)


def test_a_date_is_a_plain_day() -> None:
    body = invoices_body([(an_invoice(date=datetime.date(2027, 1, 2)), LINDEN)])
    assert '"Date": "2027-01-02"' in body
