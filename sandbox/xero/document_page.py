"""What "open in Xero" shows: one document, to be looked at only, and the way to it through its organisation's login.

The addresses are those of https://developer.xero.com/documentation/api-guides/deep-link-xero
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from html import escape

from sandbox.http import Request, Response, html_response, redirect
from sandbox.xero.balance import amount_due, remaining_credit
from sandbox.xero.page import page
from sandbox.xero.state import Allocation, Books, CreditNote, Document, Invoice, Line
from sandbox.xero.totals import totals_of

_PLACE = "/AccountsReceivable/"
_KNOWN = re.compile(
    rf"{_PLACE}((View|Edit)\.aspx\?InvoiceID|(View|Edit)CreditNote\.aspx\?creditNoteID)=[0-9A-Fa-f-]{{36}}"
)
_MONEY = ",.2f"


def invoice_address(invoice_id: str) -> str:
    """The path of the page, on the stand-in's own origin."""
    return f"{_PLACE}View.aspx?InvoiceID={invoice_id}"


def credit_note_address(credit_note_id: str) -> str:
    return f"{_PLACE}ViewCreditNote.aspx?creditNoteID={credit_note_id}"


def log_in(books: Iterable[Books], request: Request) -> Response:
    """Chooses the organisation by its short code and goes on to the page asked for; nobody has to sign in here."""
    shortcode, target = request.query.get("shortcode"), request.query.get("redirecturl", "")
    if shortcode not in {one.organisation.short_code for one in books}:
        return _missing("No organisation has this short code.")
    if not _KNOWN.fullmatch(target):
        return _missing("There is no such page.")
    return redirect(target)


def show(books: Iterable[Books], request: Request, name: str) -> Response:
    """The page of this name under the address above."""
    for one in books:
        if (document := _document(one, request, name)) is not None:
            content = _content(one, document)
            return html_response(200, page(f"{document.number} – {one.organisation.name}", content, wide=True))
    return _missing("No document has this id.")


def _document(books: Books, request: Request, name: str) -> Invoice | CreditNote | None:
    match name:
        case "View.aspx" | "Edit.aspx":
            return books.invoices.get(request.query.get("InvoiceID", "").lower())
        case "ViewCreditNote.aspx" | "EditCreditNote.aspx":
            return books.credit_notes.get(request.query.get("creditNoteID", "").lower())
    return None


def _missing(sentence: str) -> Response:
    return html_response(404, page("Not found", f"<h1>Not found</h1><p>{escape(sentence)}</p>"))


def _content(books: Books, document: Invoice | CreditNote) -> str:
    contact = books.contacts.get(document.contact_id)
    facts = {
        "To": contact.name if contact else "",
        "Date": f"{document.day:%d %b %Y}",
        **_due(document),
        "Reference": document.reference or "–",
        "Currency": document.currency,
        "Amounts are": document.line_amount_types.value,
    }
    kind = "Invoice" if isinstance(document, Invoice) else "Credit note"
    listed = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts.items())
    return (
        f"<p>{escape(books.organisation.name)}</p>"
        f'<h1>{kind} {escape(document.number)}<span class="status">{escape(document.status.value)}</span></h1>'
        f'<dl>{listed}</dl><div class="scroll" role="region" aria-label="Lines" tabindex="0">'
        f"<table>{_lines(document)}{_sums(books, document)}</table></div>{_source(document)}"
    )


def _due(document: Invoice | CreditNote) -> dict[str, str]:
    if isinstance(document, CreditNote):
        return {}
    return {"Due date": f"{document.due_date:%d %b %Y}" if document.due_date else "–"}


def _lines(document: Document) -> str:
    rows = "".join(f"<tr>{_line(line)}</tr>" for line in document.lines)
    numbers = "".join(f'<th class="number">{name}</th>' for name in ("Quantity", "Price"))
    head = f'<th>Description</th>{numbers}<th>Account</th><th>Tax</th><th class="number">Amount</th>'
    return f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"


def _line(line: Line) -> str:
    words = escape(line.description or "").replace("\n", "<br>")
    texts = "".join(f"<td>{escape(text or '')}</td>" for text in (line.account_code, line.tax_type))
    return (
        f'<td>{words}</td><td class="number">{line.quantity.normalize():f}</td>'
        f'<td class="number">{line.unit_amount:,f}</td>{texts}<td class="number">{line.line_amount:{_MONEY}}</td>'
    )


def _sums(books: Books, document: Invoice | CreditNote) -> str:
    totals = totals_of(document.lines, document.line_amount_types)
    sums = [
        ("Subtotal", totals.sub_total),
        ("Tax", totals.total_tax),
        (f"Total {document.currency}", totals.total),
        *((f"Applied: {_other(books, document, one)}", -one.amount) for one in document.allocations),
        _left(document),
    ]
    rows = "".join(
        f'<tr><td colspan="5" class="number">{escape(name)}</td><td class="number">{value:{_MONEY}}</td></tr>'
        for name, value in sums
    )
    return f"<tfoot>{rows}</tfoot>"


def _left(document: Invoice | CreditNote) -> tuple[str, Decimal]:
    if isinstance(document, Invoice):
        return "Amount due", amount_due(document)
    return "Remaining credit", remaining_credit(document)


def _other(books: Books, document: Invoice | CreditNote, allocation: Allocation) -> str:
    """The number on the other side of an allocation."""
    is_invoice = isinstance(document, Invoice)
    other: Document | None = (
        books.credit_notes.get(allocation.credit_note_id) if is_invoice else books.invoices.get(allocation.invoice_id)
    )
    return other.number if other else ""


def _source(document: Invoice | CreditNote) -> str:
    """Xero's "go to" link back into the app that made the document; only an address of the web becomes one."""
    url = document.url or "" if isinstance(document, Invoice) else ""
    if not url.startswith(("https://", "http://")):
        return ""
    return f'<p><a href="{escape(url)}" target="_blank" rel="noreferrer">Go to the order</a></p>'
