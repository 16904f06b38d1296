"""The parts of an XLSX file as streams of XML, so that no file takes more memory or time than a price table needs."""

from __future__ import annotations

import posixpath
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from connect_ext.web.door.problem_details import Refusal, unreadable

UNPACKED_AT_MOST = 16 * 2**20
ELEMENTS_AT_MOST = 500_000
"""A full table has 170,000."""
AT_ONCE = 2**16

BROKEN = (
    BadZipFile,
    zlib.error,
    expat.ExpatError,
    struct.error,
    ArithmeticError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    UnicodeError,
    ValueError,
)
"""What `zipfile` raises for bytes that are no such archive, for one that needs a password, and `expat` for no XML."""


class Reader(Protocol):
    """What listens to the elements of one part; names are without their prefix."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


def damaged() -> Refusal:
    return unreadable("The XLSX file is damaged. Open it in a spreadsheet and save it anew.")


class Package:
    """Reads each part at most once and as a stream. All that is read counts against one limit, whatever the archive
    says about its sizes; no part may declare a document type, so there are no entities; nothing outside of the archive
    is ever opened. Raises `Refusal`."""

    def __init__(self, body: bytes) -> None:
        self._bytes_left = UNPACKED_AT_MOST
        self._elements_left = ELEMENTS_AT_MOST
        try:
            self._archive = ZipFile(BytesIO(body))
        except BROKEN as error:
            raise damaged() from error

    def has(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def read(self, name: str, reader: Reader) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        parser.CharacterDataHandler = reader.text
        parser.EndElementHandler = lambda name: reader.end(_local(name))

        def start(name: str, attributes: dict[str, str]) -> None:
            self._elements_left -= 1
            if self._elements_left < 0:
                raise _too_large()
            reader.start(_local(name), attributes)

        parser.StartElementHandler = start
        try:
            self._feed(name, parser)
        except BROKEN as error:
            raise damaged() from error

    def _feed(self, name: str, parser: expat.XMLParserType) -> None:
        part = self._archive.getinfo(name)
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise damaged()
        with self._archive.open(part) as stream:
            while piece := stream.read(AT_ONCE):
                self._bytes_left -= len(piece)
                if self._bytes_left < 0:
                    raise _too_large()
                parser.Parse(piece, False)
        parser.Parse(b"", True)

    def _refuse_document_type(self, *_: object) -> None:
        raise damaged()


def _too_large() -> Refusal:
    return unreadable("The XLSX file has far more in it than a price table. Copy the table into a new, empty workbook.")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A part that another part names."""

    kind: str
    part: str


class Relations:
    """What a part refers to within the archive, by id
    (ECMA-376 part 2, https://ecma-international.org/publications-and-standards/standards/ecma-376/)."""

    def __init__(self, package: Package, source: str) -> None:
        self.found: dict[str, Relation] = {}
        self._folder, name = posixpath.split(source)
        package.read(posixpath.join(self._folder, "_rels", f"{name}.rels"), self)

    def of_kind(self, kind: str) -> str | None:
        return next((one.part for one in self.found.values() if one.kind == kind), None)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found[attributes.get("Id", "")] = Relation(kind=kind, part=target.lstrip("/"))

    def end(self, name: str) -> None:
        """Nothing: all stands in attributes."""

    def text(self, text: str) -> None:
        """Nothing."""
