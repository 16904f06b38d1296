"""The books in the words of a story, so that what a person expects and what Xero holds are compared as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from connect_ext.books.documents.reference import mark_of
from connect_ext.books.money import plain
from connect_ext.work.task import SyncTask
from sandbox.xero import BooksView
from tests.stories.language import BELONG, Sentence

OURS = re.compile(r"INV-\d{4}")
USUAL_DAYS = 30
NAMES = (
    (re.compile(r"PRD(-\d{3}){3}-\d{4}"), "{item}"),
    (re.compile(r"PRD(-\d{3}){3}"), "{product}"),
    (re.compile(r"PLV(-\d+)+"), "{version}"),
    (re.compile(r"PL(-\d+)+"), "{price list}"),
    (re.compile(r"MP-\d+"), "{marketplace}"),
    (re.compile(r"TA(-\d{4}){3}"), "{customer}"),
    (re.compile(r"AS(-\d{4}){3}"), "{asset}"),
    (re.compile(r"UF-\d{4}-\d\d(-\d{4}){2}"), "{file}"),
)
"""Ids that differ from run to run or tell a reader nothing."""

Block = tuple[str, ...]
"""A contact, an invoice or credit note with its lines, or a task with its reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What the books and the tasks say. Not mentioned because usual: the day of the story as date, thirty days until
    it is due, Xero's own numbers and standard theme, amounts without tax, and the remark of an order that became a
    draft."""

    today: date
    requests: Mapping[str, str]
    """Request id to label."""
    customers: Mapping[str, str]
    """Tier account id to name."""
    themes: Mapping[str, str]
    remarks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What a person was told who looked at a task, by its label."""

    def written(self, books: BooksView, tasks: Mapping[str, SyncTask], words: frozenset[str]) -> list[Block]:
        """One block per contact, invoice and task; `text` and `because` only where the story uses the word."""
        blocks = [
            *((self._contact(contact),) for contact in books.contacts),
            *(tuple(self._invoice(invoice, words)) for invoice in books.invoices),
            *(tuple(self._credit_note(note, words, books)) for note in books.credit_notes),
            *((self._email(one.number, books),) for one in books.emails),
            *(tuple(self._task(label, task, books.name, words)) for label, task in tasks.items()),
        ]
        return sorted(tuple(self.named(line) for line in block) for block in blocks)

    def _contact(self, contact: Mapping[str, Any]) -> str:
        name, numbered = contact["Name"], self.customers.get(contact.get("ContactNumber", ""))
        as_whom = "" if numbered is None else ", numbered" if numbered == name else f", numbered as {numbered}"
        archived = "" if contact["ContactStatus"] == "ACTIVE" else f", {contact['ContactStatus'].lower()}"
        return f"contact {name}{as_whom}{archived}"

    def _invoice(self, invoice: Mapping[str, Any], words: frozenset[str]) -> Iterator[str]:
        lines = invoice["LineItems"]
        orders = {(mark_of(line["Description"]) or "?").partition("/")[0] for line in lines}
        labels = " and ".join(sorted(self.requests.get(order, "?") for order in orders))
        what = f"{invoice['Status'].lower()} {invoice['CurrencyCode']} for {invoice['Contact']}"
        facts = [
            f"invoice {labels} {what}",
            f"reference {invoice['Reference']}",
            f"subtotal {invoice['SubTotal']:.2f}",
            f"total {invoice['Total']:.2f}",
            *self._unusual(invoice),
        ]
        yield ", ".join(facts)
        for line in lines:
            yield from self._line(line, words)

    def _credit_note(self, note: Mapping[str, Any], words: frozenset[str], books: BooksView) -> Iterator[str]:
        lines = note["LineItems"]
        order = (mark_of(lines[0]["Description"]) or "?").partition("/")[0]
        invoices = {one["InvoiceNumber"]: one for one in books.invoices}
        what = f"{note['Status'].lower()} {note['CurrencyCode']} for {note['Contact']}"
        facts = [
            f"credit {self.requests.get(order, '?')} {what}",
            f"reference {note['Reference']}",
            f"subtotal {note['SubTotal']:.2f}",
            f"total {note['Total']:.2f}",
            *([] if note["Date"] == self.today else [f"dated {note['Date']}"]),
        ]
        yield ", ".join(facts)
        for line in lines:
            yield from self._line(line, words)
        for one in note["Allocations"]:
            billed = mark_of(invoices[one["InvoiceNumber"]]["LineItems"][0]["Description"]) or "?"
            yield f"allocation {one['Amount']:.2f} to {self.requests.get(billed.partition('/')[0], '?')}"

    def _email(self, number: str, books: BooksView) -> str:
        invoice = books.invoice(number)
        orders = {(mark_of(line["Description"]) or "?").partition("/")[0] for line in invoice["LineItems"]}
        return f"e-mail {' and '.join(sorted(self.requests.get(order, '?') for order in orders))}"

    def _unusual(self, invoice: Mapping[str, Any]) -> Iterator[str]:
        if not OURS.fullmatch(invoice["InvoiceNumber"]):
            yield f"number {invoice['InvoiceNumber']}"
        if invoice["LineAmountTypes"] != "Exclusive":
            yield f"amounts {invoice['LineAmountTypes']}"
        if invoice["BrandingThemeID"]:
            yield f"theme {self.themes[invoice['BrandingThemeID']]}"
        if invoice["Date"] != self.today:
            yield f"dated {invoice['Date']}"
        if invoice["DueDate"] != invoice["Date"] + timedelta(days=USUAL_DAYS):
            yield f"due {invoice['DueDate']}"

    def _line(self, line: Mapping[str, Any], words: frozenset[str]) -> Iterator[str]:
        mark = mark_of(line["Description"])
        yield (
            f"line {plain(line['Quantity'])} x {_price(line['UnitAmount'])} = {line['LineAmount']:.2f} "
            f"account {line['AccountCode']} tax {line['TaxType']}{_mapped(line)} mark {mark}"
        )
        if "text" in words:
            yield f"text {line['Description'].removesuffix(mark or '').rstrip()}"

    def _task(self, label: str, task: SyncTask, organisation: str, words: frozenset[str]) -> Iterator[str]:
        codes = ", ".join(problem.code.value for problem in task.problems)
        yield f"task {label} {task.status.value} {codes}".rstrip()
        usual = re.fullmatch(rf"Draft invoice \S+ created in {re.escape(organisation)}\.", task.reason)
        if "because" in words and task.reason and not usual:
            yield f"because {task.reason}"
        for remark in self.remarks.get(label, ()):
            yield f"remark {remark}"

    def named(self, line: str) -> str:
        for request, label in self.requests.items():
            line = line.replace(request, f"{{{label}}}")
        for pattern, name in NAMES:
            line = pattern.sub(name, line)
        return line


def told(expected: Iterable[Sentence]) -> list[Block]:
    """The story's own blocks, as `Ledger.written` gives them."""
    blocks: list[list[str]] = []
    for sentence in expected:
        line = f"{sentence.word} {sentence.text}"
        if sentence.word in BELONG:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return sorted(tuple(block) for block in blocks)


def _mapped(line: Mapping[str, Any]) -> str:
    """The item and the tracking, where the line has any."""
    item = f" item {line['ItemCode']}" if line["ItemCode"] else ""
    tracked = ", ".join(f"{one['Name']} {one['Option']}" for one in line["Tracking"])
    return f"{item} tracked by {tracked}" if tracked else item


def _price(unit: Decimal) -> str:
    """At least two decimals, as prices are written."""
    text = plain(unit)
    return text if len(text.partition(".")[2]) > 2 else f"{unit:.2f}"
