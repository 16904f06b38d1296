"""What a person and a program can recognise an invoice by: reference, line marks, link (money §10)."""

from __future__ import annotations

import re
from urllib.parse import quote

from connect_ext.books.orders.order import Order, OrderType

REFERENCE_LENGTH = 255
DESCRIPTION_LENGTH = 4000
"""Xero's limits (https://developer.xero.com/documentation/api/accounting/invoices)."""

MARK = re.compile(r"(\S+/\d+)\s*$")
"""Any word with a number after its last slash: request ids of old accounts do not begin with `PR-`."""


PLACEHOLDERS = ("{po}", "{request id}", "{asset}", "{customer}")


def reference(template: str, order: Order) -> str:
    """Fills the placeholders; what the order does not have leaves no gap."""
    customer = order.customer.name if order.customer else ""
    for name, text in zip(
        PLACEHOLDERS, (order.purchase_order, order.request_id, order.asset_id, customer), strict=True
    ):
        template = template.replace(name, text)
    return " ".join(template.split())[:REFERENCE_LENGTH]


def invoice_number(template: str, order: Order, issues: int = 0) -> str:
    """The number that the marketplace gives. A voided number stays used: after so many earlier `issues` the next one
    takes `-R1` and so on. A template that comes to nothing is the request id."""
    again = f"-R{issues}" if issues else ""
    # A comma would end it in the list of numbers that one read asks for.
    number = reference(template, order).replace(",", "") or order.request_id
    return f"{number[: REFERENCE_LENGTH - len(again)].rstrip()}{again}"


def credit_number(template: str, order: Order, note: int, issues: int = 0) -> str:
    """The same of an order's so-many-th credit note: only the first has no number of its own at the end."""
    number = invoice_number(template, order)
    if note == 1:
        return invoice_number(number, order, issues)
    return invoice_number(f"{number[: REFERENCE_LENGTH - len(str(note)) - 1]}-{note}", order, issues)


def mark(order: Order, fee_number: int) -> str:
    return f"{order.request_id}/{fee_number}"


def marked(description: str, line_mark: str) -> str:
    """A description that ends in its mark; when it is too long, the text is cut and never the mark."""
    room = DESCRIPTION_LENGTH - len(line_mark) - 1
    return f"{description[:room].rstrip()} {line_mark}"


def mark_of(description: str) -> str | None:
    """The mark at the end of a description as Xero holds it, or None for a line that is not ours."""
    found = MARK.search(description)
    return found.group(1) if found else None


def order_url(portal_url: str | None, order: Order) -> str | None:
    """The order in the portal. Xero refuses an invoice whose Url contains “xero”: then there is none."""
    url = request_url(portal_url, order.request_id, order.type)
    return None if url is None or "xero" in url.lower() else url


def request_url(portal_url: str | None, request_id: str, type_: OrderType | None) -> str | None:
    """A request's page in the portal, where the portal's address is known. What is no request has no page of its own
    whose address is known: usage, and the periods of a subscription."""
    if portal_url is None or type_ in (OrderType.USAGE, OrderType.BILLING):
        return None
    return f"{portal_url.rstrip('/')}/subscriptions/fulfillment/{quote(request_id, safe='')}"
