"""What "open in Xero" shows: one invoice, to be looked at only, and the way to it through its organisation's login.

The addresses are those of https://developer.xero.com/documentation/api-guides/deep-link-xero
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from sandbox.http import Request, Response, html_response, redirect
from sandbox.xero.invoice_view import amount_due
from sandbox.xero.page import page
from sandbox.xero.state import Books, Invoice, Line
from sandbox.xero.totals import totals_of

_PLACE = "/AccountsReceivable/"
_KNOWN = re.compile(rf"{_PLACE}(View|Edit)\.aspx\?InvoiceID=[0-9A-Fa-f-]{{36}}")
_MONEY = ",.2f"


def address_of(invoice_id: str) -> str:
    """The path of the page, on the stand-in's own origin."""
    return f"{_PLACE}View.aspx?InvoiceID={invoice_id}"


def log_in(books: Iterable[Books], request: Request) -> Response:
    """Chooses the organisation by its short code and goes on to the page asked for; nobody has to sign in here."""
    shortcode, target = request.query.get("shortcode"), request.query.get("redirecturl", "")
    if shortcode not in {one.organisation.short_code for one in books}:
        return _missing("No organisation has this short code.")
    if not _KNOWN.fullmatch(target):
        return _missing("There is no such page.")
    return redirect(target)


def show(books: Iterable[Books], request: Request) -> Response:
    wanted = request.query.get("InvoiceID", "").lower()
    for one in books:
        if (invoice := one.invoices.get(wanted)) is not None:
            content = _content(one, invoice)
            return html_response(200, page(f"{invoice.number} – {one.organisation.name}", content, wide=True))
    return _missing("No invoice has this id.")


def _missing(sentence: str) -> Response:
    return html_response(404, page("Not found", f"<h1>Not found</h1><p>{escape(sentence)}</p>"))


def _content(books: Books, invoice: Invoice) -> str:
    contact = books.contacts.get(invoice.contact_id)
    facts = {
        "To": contact.name if contact else "",
        "Date": f"{invoice.day:%d %b %Y}",
        "Due date": f"{invoice.due_date:%d %b %Y}" if invoice.due_date else "–",
        "Reference": invoice.reference or "–",
        "Currency": invoice.currency,
        "Amounts are": invoice.line_amount_types.value,
    }
    listed = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts.items())
    return (
        f"<p>{escape(books.organisation.name)}</p>"
        f'<h1>Invoice {escape(invoice.number)}<span class="status">{escape(invoice.status.value)}</span></h1>'
        f'<dl>{listed}</dl><div class="scroll" role="region" aria-label="Lines" tabindex="0">'
        f"<table>{_lines(invoice)}{_sums(invoice)}</table></div>{_source(invoice)}"
    )


def _lines(invoice: Invoice) -> str:
    rows = "".join(f"<tr>{_line(line)}</tr>" for line in invoice.lines)
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


def _sums(invoice: Invoice) -> str:
    totals = totals_of(invoice.lines, invoice.line_amount_types)
    sums = {
        "Subtotal": totals.sub_total,
        "Tax": totals.total_tax,
        f"Total {invoice.currency}": totals.total,
        "Amount due": amount_due(invoice),
    }
    rows = "".join(
        f'<tr><td colspan="5" class="number">{escape(name)}</td><td class="number">{value:{_MONEY}}</td></tr>'
        for name, value in sums.items()
    )
    return f"<tfoot>{rows}</tfoot>"


def _source(invoice: Invoice) -> str:
    """Xero's "go to" link back into the app that made the document; only an address of the web becomes one."""
    url = invoice.url or ""
    if not url.startswith(("https://", "http://")):
        return ""
    return f'<p><a href="{escape(url)}" target="_blank" rel="noreferrer">Go to the order</a></p>'
