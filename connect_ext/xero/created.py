"""What Xero answered to a batch of new or changed documents: accepted or refused, each, in the request's order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn

from connect_ext.books.ids import XeroId
from connect_ext.work.failure import Failure, FailureKind, WorldFailed
from connect_ext.work.intent import Call
from connect_ext.xero.evidence import messages, warnings

Json = Mapping[str, Any]

NO_ID = "00000000-0000-0000-0000-000000000000"
"""What Xero gives an element that it did not save."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """`answered` is Xero's whole answer for the element, its numbers exact."""

    xero_id: XeroId
    number: str | None
    answered: Json = field(repr=False)
    warnings: tuple[str, ...]

    @property
    def picture(self) -> dict[str, Any]:
        """The answer, safe to store as JSON: numbers with a point are strings."""
        found: dict[str, Any] = stored(self.answered)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing of it was saved; `messages` are Xero's own."""

    messages: tuple[str, ...]


Element = Accepted | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How one kind of document is called in Xero; `identity` are what an answer must repeat of its request. `exact`:
    four decimals of a unit amount are kept, which Xero does on request only."""

    method: str
    argument: str
    list: str
    id: str
    number: str
    identity: tuple[str, ...]
    exact: bool = True


KINDS: Mapping[Call, Kind] = {
    Call.CREATE_CONTACTS: Kind(
        method="create_contacts",
        argument="contacts",
        list="Contacts",
        id="ContactID",
        number="ContactNumber",
        identity=("ContactNumber",),
        exact=False,
    ),
    Call.UPDATE_CONTACTS: Kind(
        method="update_or_create_contacts",
        argument="contacts",
        list="Contacts",
        id="ContactID",
        number="ContactNumber",
        identity=("ContactID",),
        exact=False,
    ),
    Call.CREATE_ITEMS: Kind(
        method="create_items",
        argument="items",
        list="Items",
        id="ItemID",
        number="Code",
        identity=("Code",),
    ),
    Call.CREATE_INVOICES: Kind(
        method="create_invoices",
        argument="invoices",
        list="Invoices",
        id="InvoiceID",
        number="InvoiceNumber",
        identity=("InvoiceNumber", "Reference"),
    ),
    Call.CREATE_CREDIT_NOTES: Kind(
        method="create_credit_notes",
        argument="credit_notes",
        list="CreditNotes",
        id="CreditNoteID",
        number="CreditNoteNumber",
        identity=("CreditNoteNumber", "Reference"),
    ),
    Call.UPDATE_INVOICES: Kind(
        method="update_or_create_invoices",
        argument="invoices",
        list="Invoices",
        id="InvoiceID",
        number="InvoiceNumber",
        identity=("InvoiceID",),
    ),
    Call.END_CREDIT_NOTES: Kind(
        method="update_or_create_credit_notes",
        argument="credit_notes",
        list="CreditNotes",
        id="CreditNoteID",
        number="CreditNoteNumber",
        identity=("CreditNoteID",),
    ),
}


def created(kind: Kind, sent: Sequence[Json], body: Any) -> tuple[Element, ...]:
    """One element for each that was sent. Raises `WorldFailed` (uncertain) when they cannot be told apart."""
    return tuple(_element(kind, mine, theirs) for mine, theirs in paired(kind.list, sent, body))


def paired(name: str, sent: Sequence[Json], body: Any) -> list[tuple[Json, Json]]:
    """What was sent, each with its result. Raises `WorldFailed` (uncertain) when they cannot be told apart."""
    found = body.get(name) if isinstance(body, Mapping) else None
    if not isinstance(found, list) or not all(isinstance(item, Mapping) for item in found):
        unclear("it has no list of results")
    if len(found) != len(sent):
        unclear(f"{len(sent)} were sent and {len(found)} came back")
    return list(zip(sent, found, strict=True))


def stored(value: Any) -> Any:
    """JSON as it can be stored: decimals as text, exactly as Xero wrote them."""
    match value:
        case Decimal():
            return str(value)
        case Mapping():
            return {str(name): stored(inner) for name, inner in value.items()}
        case list():
            return [stored(inner) for inner in value]
    return value


def _element(kind: Kind, mine: Json, theirs: Json) -> Element:
    if refusal := refused(theirs):
        return refusal
    given = theirs.get(kind.id)
    if not isinstance(given, str) or given in ("", NO_ID):
        unclear(f"a result has neither {kind.id} nor an error")
    if not all(_repeats(mine, theirs, name) for name in kind.identity):
        unclear("its results are in another order than what was sent")
    number = theirs.get(kind.number)
    return Accepted(
        xero_id=XeroId(given),
        number=number if isinstance(number, str) and number else None,
        answered=theirs,
        warnings=warnings(theirs),
    )


def refused(theirs: Json) -> Refused | None:
    """Contacts say `HasValidationErrors` where invoices say `HasErrors`."""
    flags = (theirs.get("HasErrors"), theirs.get("HasValidationErrors"))
    if theirs.get("StatusAttributeString") == "ERROR" or True in flags or messages(theirs):
        return Refused(messages=messages(theirs) or ("Xero gave no reason.",))
    return None


def _repeats(mine: Json, theirs: Json, name: str) -> bool:
    asked, given = mine.get(name), theirs.get(name)
    return not asked or given is None or str(given).split() == str(asked).split()


def unclear(why: str) -> NoReturn:
    """The documents may well be there: only a read can tell."""
    evidence = f"Xero's answer to a batch cannot be used: {why}"
    raise WorldFailed(Failure(kind=FailureKind.UNCERTAIN, code="unclear_answer", evidence=evidence))
