"""One cell of a price table that a person wrote: what it says, or what is wrong with it and how to fix that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from connect_ext.books.money import UNIT_PLACES, has_places, plain

LONGEST_TEXT = 200
LONGEST_PERIOD = 120
"""Months."""

DIGITS_LOST = Decimal(10) ** 15
"""Spreadsheets keep 15 digits of a number."""

INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""What stands on no line, and what the file formats or the databases cannot keep."""

NUMBER = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?")
WITH_COMMA = re.compile(r"[+-]?[0-9]{1,30},[0-9]{1,30}")
THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
"""Where the comma is the decimal sign, 1.250 may mean either."""

PERIOD = re.compile(r"([0-9]{1,3}) (month|year)s?")
PERIOD_WORDS = {"one-time": 0, "once": 0, "month": 1, "monthly": 1, "quarterly": 3, "year": 12, "yearly": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """Two sentences for the person who wrote the cell."""

    problem: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusable:
    """A cell that has no plain value: a formula, an error, a moment."""

    shown: str
    wrong: Wrong


Cell = str | Decimal | date | Unusable | None


def shown(cell: Cell) -> str:
    """As people see the cell."""
    if isinstance(cell, Unusable):
        return cell.shown
    return "" if cell is None else plain(cell) if isinstance(cell, Decimal) else str(cell)


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text_of(cell: Cell) -> str | Wrong | None:
    """A name or id, without the blanks around it; None where there is none."""
    if isinstance(cell, Unusable):
        return cell.wrong
    if isinstance(cell, date):
        return Wrong(problem="This is a date.", fix="Format the cell as text and write it again.")
    if isinstance(cell, Decimal) and cell >= DIGITS_LOST:
        return Wrong(problem="A number this long loses digits.", fix="Format the cell as text and write it again.")
    text = shown(cell).strip()
    if len(text) > LONGEST_TEXT:
        return Wrong(problem=f"This is longer than {LONGEST_TEXT} characters.", fix="Shorten it.")
    if INVISIBLE.search(text):
        return Wrong(problem="There is a line break or an invisible character in it.", fix="Write it anew on one line.")
    return text or None


def currency_of(cell: Cell) -> str | Wrong:
    text = text_of(cell)
    if isinstance(text, str) and re.fullmatch("[A-Z]{3}", text):
        return text
    problem = "The currency is missing." if text is None else "This is no currency."
    return text if isinstance(text, Wrong) else Wrong(problem=problem, fix="Write three capital letters, such as AUD.")


def price_of(cell: Cell, comma: bool) -> Decimal | Wrong:
    """An empty price is not 0 (money §3)."""
    if is_blank(cell):
        return Wrong(problem="The price is missing.", fix="Write it; 0 if the item costs nothing.")
    return number_of(cell, comma)


def percent_of(cell: Cell, comma: bool) -> Decimal | Wrong:
    percent = number_of(cell, comma)
    if isinstance(percent, Decimal) and percent > 100:
        return Wrong(problem="A discount is at most 100 %.", fix="Write the percent: 12.5 for one eighth.")
    return percent


def number_of(cell: Cell, comma: bool) -> Decimal | Wrong:
    """Zero where the cell is blank. With `comma`, the file's decimal sign is a comma and a point is taken as well."""
    if isinstance(cell, Unusable):
        return cell.wrong
    if isinstance(cell, date):
        return Wrong(problem="This is a date.", fix="Format the cell as a number and write it again.")
    number = cell if isinstance(cell, Decimal) else _written((cell or "").strip(), comma)
    return number if isinstance(number, Wrong) else _in_range(number)


def _written(text: str, comma: bool) -> Decimal | Wrong:
    if not text:
        return Decimal(0)
    if comma and THOUSANDS.fullmatch(text):
        both = f"{text.replace('.', '')} or {text.replace('.', ',')}"
        return Wrong(problem=f"This could mean {both}.", fix="Write it without a point.")
    if WITH_COMMA.fullmatch(text):
        if comma:
            return Decimal(text.replace(",", "."))
        fix = "Write a point, such as 12.50, or separate the cells of the file by semicolons."
        return Wrong(problem="It has a decimal comma.", fix=fix)
    if NUMBER.fullmatch(text):
        return Decimal(text)
    return Wrong(problem="This is no number.", fix="Write digits only, with a point before the decimals: 1250.50.")


def _in_range(number: Decimal) -> Decimal | Wrong:
    """What `storage.types.scaled` keeps exactly."""
    if number < 0:
        return Wrong(problem="It is below 0.", fix="Write 0 or more.")
    if number >= Decimal(10) ** 11:
        return Wrong(problem="It is too large.", fix="Write at most eleven digits before the point.")
    with localcontext(prec=80):
        if not has_places(number, UNIT_PLACES):
            return Wrong(problem="It has more than four decimals.", fix="Round it to four decimals.")
        return abs(number)


def day_of(cell: Cell) -> date | Wrong | None:
    if isinstance(cell, Unusable):
        return cell.wrong
    if is_blank(cell) or isinstance(cell, date):
        return cell if isinstance(cell, date) else None
    text = shown(cell).strip()
    day = _iso_day(text) if isinstance(cell, str) else None
    fix = "Write year, month and day, such as 2026-01-31, or format the cell of the spreadsheet as a date."
    return day or Wrong(problem="This is no date that can be read in one way only.", fix=fix)


def _iso_day(text: str) -> date | None:
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def period_of(cell: Cell) -> int | Wrong | None:
    """How often an item is charged, in months; 0: once; None: any."""
    text = text_of(cell)
    if text is None or isinstance(text, Wrong):
        return text
    words = " ".join(text.casefold().split())
    if words in PERIOD_WORDS:
        return PERIOD_WORDS[words]
    counted = PERIOD.fullmatch(words)
    months = int(counted[1]) * (12 if counted[2] == "year" else 1) if counted else 0
    if 1 <= months <= LONGEST_PERIOD:
        return months
    return Wrong(problem="This is no billing period.", fix="Write month, year, 3 months, 2 years or one-time.")


def period_text(months: int | None) -> str | None:
    if months is None:
        return None
    return {0: "one-time", 1: "month", 12: "year"}.get(months, f"{months} months")
