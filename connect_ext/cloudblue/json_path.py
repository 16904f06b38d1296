"""Access to raw JSON that tolerates extra keys and is precise about missing ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LONGEST_NUMBER_BITS = 256
"""Python refuses to print integers of thousands of digits; nothing of ours has more than a few."""
SHOWN = 40
"""How much of an unexpected word is repeated to a person."""


class Misread(Exception):
    """The value at `path` is not what it must be; `why` completes “at {path}, …”."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Json:
    """A value and where it stands. `null` and a missing key are the same to us: both hold None."""

    value: Any
    path: str

    def at(self, dotted: str) -> Json:
        """The value further down. Raises `Misread` where the way leads through something that is no object."""
        value, names = self.value, dotted.split(".")
        for place, name in enumerate(names):
            if value is None:
                break
            if type(value) is not dict and not isinstance(value, Mapping):
                way = ".".join(part for part in (self.path, *names[:place]) if part)
                raise Misread(way or "the beginning", f"it is {kind(value)}, not an object")
            value = value.get(name)
        return Json(value=value, path=f"{self.path}.{dotted}" if self.path else dotted)

    def word(self, dotted: str) -> str:
        """A text or whole number that must be there, without surrounding spaces. Raises `Misread`."""
        found = self.at(dotted)
        text = _text(found.value)
        if text is None:
            raise Misread(found.path, f"it is {kind(found.value)}, not a text")
        if not text:
            raise Misread(found.path, "it is missing")
        return text

    def text(self, dotted: str) -> str:
        """A text or whole number that may be missing; empty when it is, and when it is anything else. Never raises."""
        try:
            return _text(self.at(dotted).value) or ""
        except Misread:
            return ""

    def members(self, dotted: str) -> tuple[Json, ...]:
        """The members of a list that must be there. Raises `Misread`."""
        found = self.at(dotted)
        if not isinstance(found.value, list):
            raise Misread(found.path, f"it is {kind(found.value)}, not a list")
        return tuple(Json(value=value, path=f"{found.path}[{place}]") for place, value in enumerate(found.value))


def kind(value: Any) -> str:
    """What sort of JSON value it is, in words."""
    if value is None:
        return "missing"
    if isinstance(value, bool):
        return "true or false"
    names = {str: "a text", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "an object" if isinstance(value, Mapping) else "no JSON")


def shown(word: str) -> str:
    """An unexpected word as a sentence may repeat it: quoted, and not too long."""
    return f"“{word[:SHOWN]}{'…' if len(word) > SHOWN else ''}”"


def _text(value: Any) -> str | None:
    """None for what is no text; missing is the empty text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() <= LONGEST_NUMBER_BITS:
        return str(value)
    return None
