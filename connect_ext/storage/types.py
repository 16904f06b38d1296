"""Column types that mean the same on SQLite and PostgreSQL: text, exact money, aware UTC, words, plain JSON."""

from __future__ import annotations

import json
import math
import re
from datetime import UTC, datetime
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, DateTime, Dialect
from sqlalchemy import Text as PlainText
from sqlalchemy.types import TypeDecorator

MONEY_PLACES = 4
MONEY_LIMIT = Decimal(10) ** 11

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

Word_ = TypeVar("Word_", bound=StrEnum)


class NotStorable(ValueError):
    """A value that a column cannot keep exactly."""


def scaled(amount: Decimal) -> int:
    """The amount in ten-thousandths. Raises `NotStorable` for more decimals, 10^11 and above, and what is no number."""
    with localcontext(prec=50):
        units = amount.scaleb(MONEY_PLACES) if amount.is_finite() and abs(amount) < MONEY_LIMIT else None
        if units is None or units != units.to_integral_value():
            raise NotStorable(f"an amount must be below {MONEY_LIMIT:f} and have at most {MONEY_PLACES} decimals")
        return int(units)


def storable(text: str) -> str:
    """The text with a replacement character for what no database takes: U+0000, and halves of surrogate pairs, which
    JSON can spell. One such character must not stop all that is stored beside it."""
    return UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def finite(value: Any) -> Any:
    """The value with words in place of what is no number for JSON. A marketplace can still make us read one: 1e999 is
    good JSON, and infinite once it is read. One such number must not stop all that is stored beside it."""
    match value:
        case float() if not math.isfinite(value):
            return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
        case dict():
            return {name: finite(inner) for name, inner in value.items()}
        case list() | tuple():
            return [finite(inner) for inner in value]
        case _:
            return value


class Text(TypeDecorator[str]):
    """Text that both databases take."""

    impl = PlainText
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else storable(value)


class Money(TypeDecorator[Decimal]):
    """Exact amounts and their sums, as scaled integers: SQLAlchemy's `Numeric` is a binary float on SQLite."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else scaled(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        if value is None:
            return None
        with localcontext(prec=50):
            return Decimal(int(value)).scaleb(-MONEY_PLACES)


class Exact(TypeDecorator[Decimal]):
    """A number as exact as it was found, kept as text: quantities and prices may have more decimals than amounts, and
    are never added up by the database. What is no number raises `NotStorable`."""

    impl = PlainText
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        if value is not None and not value.is_finite():
            raise NotStorable("a number must be finite")
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        return None if value is None else Decimal(value)


class Utc(TypeDecorator[datetime]):
    """Moments to the microsecond: aware in, aware UTC out, in order. A naive one raises `NotStorable`."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise NotStorable("a moment must say its time zone")
        # SQLite keeps text of one width: in one zone it sorts by time.
        return value.astimezone(UTC).replace(tzinfo=None) if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[Word_], Generic[Word_]):
    """One word of an enum, stored as its value."""

    impl = PlainText
    cache_ok = True

    def __init__(self, words: type[Word_]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: Word_ | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Word_ | None:  # noqa: ARG002
        return None if value is None else self.words(value)


class Json(TypeDecorator[Any]):
    """Plain JSON as text in one canonical form, so that equal content is equal text.

    Not PostgreSQL's `jsonb`: that refuses the character U+0000, which a marketplace may send.
    """

    impl = PlainText
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        if value is None:
            return None
        try:
            return _canonical(value)
        except ValueError:  # nearly no value needs it, and none is walked through twice for the few
            return _canonical(finite(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else json.loads(value)


def _canonical(value: Any) -> str:
    return storable(json.dumps(value, allow_nan=False, ensure_ascii=False, separators=(",", ":"), sort_keys=True))
