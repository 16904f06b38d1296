"""What makes any document acceptable: contact, dates, locks, currency, number, status changes, lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import uuid4

from sandbox.xero.call import Call
from sandbox.xero.contacts import contact_named, sent_with_document
from sandbox.xero.document_lines import Heading, read_lines, reread
from sandbox.xero.rendering import number, parse_day
from sandbox.xero.state import Books, Contact, Document, LineAmountTypes, Status
from sandbox.xero.tables import Table
from sandbox.xero.totals import totals_of
from sandbox.xero.words import (
    CONTACT_ARCHIVED,
    CONTACT_NEEDED,
    CONTACT_UNKNOWN,
    HAS_PAYMENTS,
    LINES_NEEDED,
    NEGATIVE_TOTAL,
    NOT_MODIFIABLE,
    NUMBER_TAKEN,
    PERIOD_LOCKED,
    VOID_WITH_PAYMENTS,
    YEAR_LOCKED,
    Invalid,
    Json,
)

Doc = TypeVar("Doc", bound=Document)

_NEXT: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.DRAFT, Status.SUBMITTED, Status.AUTHORISED, Status.DELETED}),
    Status.SUBMITTED: frozenset({Status.DRAFT, Status.SUBMITTED, Status.AUTHORISED, Status.DELETED}),
    Status.AUTHORISED: frozenset({Status.AUTHORISED, Status.VOIDED}),
}
_CREATABLE = frozenset({Status.DRAFT, Status.SUBMITTED, Status.AUTHORISED})
_LONGEST_NUMBER = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules(Generic[Doc]):
    """How one kind of document differs: `plain` names what is kept as it was sent, ours by Xero's."""

    make: Callable[..., Doc]
    table: Callable[[Books], Table[Doc]]
    type: str
    noun: str
    number: str
    prefix: str
    discounts: bool
    plain: dict[str, str]
    dated: Callable[[Json, list[str]], dict[str, Any]]
    objections: Callable[[Call, Doc], Iterable[str]]
    settled: Callable[[Doc], bool]

    def created(self, call: Call, sent: Json) -> Doc:
        """The document as Xero would keep it. Raises `Invalid` with every reason at once."""
        problems: list[str] = []
        if sent.get("Type") != self.type:
            problems.append(f"{self.noun} not of valid type; the stand-in keeps {self.type} only")
        contact = _contact(call, sent.get("Contact") or {}, problems)
        status = self._status(sent, Status.DRAFT, _CREATABLE, problems)
        kind = _kind(sent, LineAmountTypes.EXCLUSIVE, problems)
        if not sent.get("LineItems"):
            problems.append(LINES_NEEDED)
        heading = Heading(call=call, status=status, kind=kind, problems=problems, discounts=self.discounts)
        currency = _currency(call, sent, call.books.organisation.base_currency, problems)
        made = self.make(
            document_id=str(uuid4()),
            number=sent.get(self.number) or call.books.next_number(self.prefix, self._by_number(call)),
            contact_id=contact.contact_id if contact else "",
            day=read_day(sent, "Date", problems) or call.today,
            status=status,
            line_amount_types=kind,
            lines=read_lines(heading, sent.get("LineItems") or [], ()),
            currency=currency,
            currency_rate=_rate(call, sent, currency, problems),
            updated_at=call.now,
            created_by=call.client_id,
            **self.dated(sent, problems),
            **self._plain(sent),
        )
        return _or_invalid(made, [*problems, *self._objections(call, made)])

    def changed(self, call: Call, sent: Json, before: Doc) -> Doc:
        """`before` with what was sent applied. Raises `Invalid`; what was not sent stays."""
        if before.status not in _NEXT:
            raise Invalid(NOT_MODIFIABLE.format(self.noun))
        problems = list(locks(call, before.day))
        status = self._status(sent, before.status, _NEXT[before.status], problems)
        if status is Status.VOIDED and self.settled(before):
            raise Invalid(VOID_WITH_PAYMENTS.format(self.noun.lower()))
        if status in (Status.VOIDED, Status.DELETED):
            return _or_invalid(replace(before, status=status, updated_at=call.now), problems)
        after = self._edited(call, sent, before, status, problems)
        if self.settled(before) and _money(after) != _money(before):
            raise Invalid(NOT_MODIFIABLE.format(self.noun), HAS_PAYMENTS)
        return _or_invalid(after, [*problems, *self._objections(call, after)])

    def _edited(self, call: Call, sent: Json, before: Doc, status: Status, problems: list[str]) -> Doc:
        kind = _kind(sent, before.line_amount_types, problems)
        heading = Heading(call=call, status=status, kind=kind, problems=problems, discounts=self.discounts)
        lines = before.lines
        if "LineItems" in sent:
            lines = read_lines(heading, sent["LineItems"] or [], before.lines)
        elif kind is not before.line_amount_types or status is not before.status:
            lines = reread(heading, before.lines, keep_tax=kind is before.line_amount_types)
        contact = _contact(call, sent["Contact"], problems) if sent.get("Contact") else None
        currency = _currency(call, sent, before.currency, problems)
        moved = currency != before.currency or "CurrencyRate" in sent
        dated = {name: day for name, day in self.dated(sent, problems).items() if day}
        return replace(
            before,
            number=sent.get(self.number) or before.number,
            contact_id=contact.contact_id if contact else before.contact_id,
            day=read_day(sent, "Date", problems) or before.day,
            status=status,
            line_amount_types=kind,
            lines=lines,
            currency=currency,
            currency_rate=_rate(call, sent, currency, problems) if moved else before.currency_rate,
            updated_at=call.now,
            **dated,
            **self._plain(sent),
        )

    def _objections(self, call: Call, made: Doc) -> Iterable[str]:
        twin = self._by_number(call)(made.number)
        if twin is not None and twin.document_id != made.document_id:
            yield NUMBER_TAKEN.format(self.noun)
        if len(made.number) > _LONGEST_NUMBER:
            yield f"{self.number} must be {_LONGEST_NUMBER} characters or fewer"
        if not made.lines:
            yield LINES_NEEDED
        if made.theme_id is not None and made.theme_id not in call.books.themes:
            yield f"Branding theme {made.theme_id} does not exist."
        if totals_of(made.lines, made.line_amount_types).total < 0:
            yield NEGATIVE_TOTAL
        yield from self.objections(call, made)
        yield from locks(call, made.day)

    def _status(self, sent: Json, before: Status, allowed: frozenset[Status], problems: list[str]) -> Status:
        wanted = sent.get("Status") or before.value
        if wanted not in allowed:
            problems.append(f"{NOT_MODIFIABLE.format(self.noun)}: {before} cannot become {wanted}")
            return before
        return Status(wanted)

    def _by_number(self, call: Call) -> Callable[[str], Doc | None]:
        return lambda wanted: self.table(call.books).find("number", wanted)

    def _plain(self, sent: Json) -> dict[str, Any]:
        return {ours: sent[theirs] for theirs, ours in self.plain.items() if sent.get(theirs) is not None}


def locks(call: Call, day: date) -> Iterable[str]:
    organisation = call.books.organisation
    if organisation.period_lock and day <= organisation.period_lock:
        yield f"{PERIOD_LOCKED} {organisation.period_lock:%d-%b-%Y}"
    if organisation.year_lock and day <= organisation.year_lock:
        yield f"{YEAR_LOCKED} {organisation.year_lock:%d-%b-%Y}"


def _contact(call: Call, sent: Json, problems: list[str]) -> Contact | None:
    contact: Contact | None = None
    if contact_id := sent.get("ContactID"):
        contact = call.books.contacts.get(str(contact_id).lower())
    elif number_sent := sent.get("ContactNumber"):
        contact = call.books.contacts.find("number", number_sent)
    elif name := sent.get("Name"):
        contact = contact_named(call, name)
    else:
        problems.append(CONTACT_NEEDED)
        return None
    if contact is None:
        problems.append(CONTACT_UNKNOWN)
    elif not contact.active:
        problems.append(CONTACT_ARCHIVED)
    elif sent.get("ContactID"):
        return sent_with_document(call, sent, contact)
    return contact


def _kind(sent: Json, before: LineAmountTypes, problems: list[str]) -> LineAmountTypes:
    wanted = sent.get("LineAmountTypes") or before.value
    if wanted not in list(LineAmountTypes):
        problems.append(f"LineAmountTypes '{wanted}' is not valid")
        return before
    return LineAmountTypes(wanted)


def _currency(call: Call, sent: Json, before: str, problems: list[str]) -> str:
    wanted = str(sent.get("CurrencyCode") or before)
    if wanted not in call.books.organisation.currencies:
        problems.append(f"Organisation is not subscribed to currency {wanted}")
    return wanted


def _rate(call: Call, sent: Json, currency: str, problems: list[str]) -> Decimal:
    if sent.get("CurrencyRate") is not None:
        rate = number(sent["CurrencyRate"])
        if rate <= 0:
            problems.append("CurrencyRate must be greater than zero")
        return rate
    return call.books.organisation.currencies.get(currency, Decimal(1))


def read_day(sent: Json, name: str, problems: list[str]) -> date | None:
    if not (text := sent.get(name)):
        return None
    try:
        return parse_day(text)
    except ValueError:
        problems.append(f"{name} '{text}' is not a valid date")
        return None


def _or_invalid(made: Doc, problems: list[str]) -> Doc:
    if problems:
        raise Invalid(*problems)
    return made


def _money(made: Document) -> tuple[Any, ...]:
    """What may not change once a payment or credit is applied."""
    heading = (made.day, made.currency, made.currency_rate, made.line_amount_types)
    lines = ((line.line_id, line.quantity, line.unit_amount, line.line_amount, line.tax_type) for line in made.lines)
    return heading, frozenset(lines)
