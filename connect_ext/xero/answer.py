"""An answer of Xero's as we read it; the SDK's own decoding raises on words that it does not know."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn


class NotJson(ValueError):
    """The text is not the JSON that was expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Header names are lower case. `body` is decoded JSON (numbers with a point are `Decimal`) or None if empty.

    Headers and body stay out of the repr: they hold personal data, and an answer may end up in a traceback.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: Any = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawAnswer:
    """An answer before it is decoded."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    data: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """For finding known words in an error; bytes that are no UTF-8 are replaced."""
        return self.data.decode("utf-8", errors="replace")

    def json(self) -> Any:
        """The body, exact to the last decimal. Raises `NotJson`."""
        try:
            return json.loads(self.data, parse_float=Decimal, parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise NotJson from None


def _no_number(word: str) -> NoReturn:
    raise NotJson(f"{word} is no JSON number")
