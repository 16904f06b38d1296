"""Whether a document still says what we posted, and where not, what it says instead (money §5, §8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from connect_ext.books.documents.held import HeldDocument, HeldInvoice, HeldLine
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.money import plain


class Fate(StrEnum):
    """What has become of a document in Xero without us."""

    VOIDED = "voided"
    DELETED = "deleted"
    EDITED = "edited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that a person has changed; both sides as a person reads them, empty for nothing."""

    what: str
    posted: str
    now: str

    @property
    def sentence(self) -> str:
        return f"{self.what}: {self.posted or 'nothing'} became {self.now or 'nothing'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    fate: Fate
    differences: tuple[Difference, ...] = ()
    """Of an edited document."""

    @property
    def sentence(self) -> str:
        """What was done, as the end of a sentence about the document."""
        if self.fate is not Fate.EDITED:
            return f"was {self.fate} in Xero"
        return f"was edited in Xero ({'; '.join(one.sentence for one in self.differences)})"


def drift_of(posted: HeldDocument | None, now: HeldDocument) -> Drift | None:
    """`posted` is Xero's last answer to us; without it only the end of a document is noticed. That a draft was
    approved, and an invoice paid, is no drift: that is what they are for."""
    if posted is not None and not posted.alive:
        return None
    if not now.alive:
        return Drift(fate=Fate.VOIDED if now.status == "VOIDED" else Fate.DELETED)
    if posted is None:
        return None
    found = tuple(_differences(posted, now))
    return Drift(fate=Fate.EDITED, differences=found) if found else None


def _differences(posted: HeldDocument, now: HeldDocument) -> Iterator[Difference]:
    pairs: dict[str, tuple[object, object]] = {
        "number": (posted.number, now.number),
        "contact": (posted.contact_id, now.contact_id),
        "date": (posted.date, now.date),
        "due date": (_due(posted), _due(now)),
        "reference": (posted.reference, now.reference),
        "theme": (posted.branding_theme, now.branding_theme),
        "currency": (posted.currency, now.currency),
        "way of showing tax": (posted.line_amount_types, now.line_amount_types),
    }
    for what, (before, after) in pairs.items():
        if before != after:
            yield Difference(what=what, posted=_text(before), now=_text(after))
    yield from _in_lines(posted.lines, now.lines)


def _in_lines(posted: tuple[HeldLine, ...], now: tuple[HeldLine, ...]) -> Iterator[Difference]:
    """By the id that Xero gave each line."""
    after = {line.id: line for line in now}
    for line in posted:
        found = after.pop(line.id, None)
        if found != line:
            yield Difference(what=f"line {_name(line)}", posted=_line(line), now=_line(found) if found else "")
    for line in after.values():
        yield Difference(what=f"line {_name(line)}", posted="", now=_line(line))


def _name(line: HeldLine) -> str:
    return mark_of(line.description) or f"“{line.description[:40]}”"


def _line(line: HeldLine) -> str:
    """All of it, so that whatever was changed shows."""
    figures = (line.quantity, line.unit_amount, line.line_amount, line.discount_rate, line.discount_amount)
    words = (
        line.account_code,
        line.tax_type,
        line.item_code,
        *(f"{one.category}={one.option}" for one in line.tracking),
    )
    parts = [line.description, *(plain(one) for one in figures if one is not None), *(one for one in words if one)]
    return " · ".join([*parts, f"tax {plain(line.tax_amount)}"] if line.tax_amount is not None else parts)


def _due(held: HeldDocument) -> object:
    return held.due_date if isinstance(held, HeldInvoice) else None


def _text(value: object) -> str:
    return "" if value is None else str(value)
