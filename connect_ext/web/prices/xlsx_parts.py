"""What cells of an XLSX sheet refer to: the sheets, which formats are dates, and the texts that are kept apart."""

from __future__ import annotations

import re
from collections.abc import Mapping

LONGEST_KEPT = 1_000
"""Of a text: far more than any cell of the table may have."""

DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Those without a text in the file (ECMA-376 part 1, 18.8.30); some are times of day."""
NO_PLACEHOLDER = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""ECMA-376 part 1, 22.9.2.19: a character that XML cannot hold."""


class Nothing:
    """The base of readers that do not listen to everything."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Ignored unless told otherwise."""

    def end(self, name: str) -> None:
        """Ignored unless told otherwise."""

    def text(self, text: str) -> None:
        """Ignored unless told otherwise."""


class Workbook(Nothing):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        """Name and the id of the relation, in their order."""
        self.since_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), relation))
        elif name == "workbookPr":
            self.since_1904 = attributes.get("date1904") in ("1", "true")


class Styles(Nothing):
    def __init__(self) -> None:
        self.dates: set[str] = set()
        """The styles of cells, by number, in which a number is shown as a date."""
        self._formats: dict[str, str] = {}
        self._counting = False
        self._number = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._counting = True
        elif name == "xf" and self._counting:
            if self._is_date(attributes.get("numFmtId", "0")):
                self.dates.add(str(self._number))
            self._number += 1

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._counting = False

    def _is_date(self, format_id: str) -> bool:
        code = self._formats.get(format_id)
        if code is None:
            return format_id.isdecimal() and int(format_id[:4]) in DATE_FORMATS
        return re.search("[dmyhs]", NO_PLACEHOLDER.sub("", code.casefold().replace("general", ""))) is not None


class Words:
    """Collects the text of one string, which may be split into runs; a reading aid is no part of it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._inside = False
        self._aid = False

    def begin(self) -> None:
        self._pieces, self._length = [], 0

    def start(self, name: str) -> None:
        self._aid = self._aid or name == "rPh"
        self._inside = name == "t" and not self._aid

    def end(self, name: str) -> None:
        self._aid = self._aid and name != "rPh"
        self._inside = False

    def text(self, text: str) -> None:
        if self._inside and self._length <= LONGEST_KEPT:
            self._pieces.append(text)
            self._length += len(text)

    def whole(self) -> str:
        text = "".join(self._pieces)[: LONGEST_KEPT + 1]
        return ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)


class Texts(Nothing):
    """The texts that cells refer to by number."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._words = Words()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        if name == "si":
            self._words.begin()
        self._words.start(name)

    def end(self, name: str) -> None:
        self._words.end(name)
        if name == "si":
            self.found.append(self._words.whole())

    def text(self, text: str) -> None:
        self._words.text(text)
