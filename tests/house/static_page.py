"""A built page and what a browser loads for it, found as a browser finds it: by following what each file names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

BASE = "/static/"
# Minified: import"./a.js", import{b as c}from"./a.js", export*from"./a.js"; a text may end with "from" as well.
_IMPORTS = re.compile(r"""\b(?:from|import)\s*["'`]((?:\.|/|\w+:)[^"'`]+)["'`]""")
# Only when it is wanted: import("./a.js").
_LATER = re.compile(r"""\bimport\s*\(\s*["'`]([^"'`]+)["'`]""")
_STYLES = re.compile(r"""\burl\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


class _Loads(HTMLParser):
    """The addresses that a page's own elements load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name == "src" or (name == "href" and tag == "link") if value]


def loads(folder: Path, page: str, *, later: bool = False) -> list[str]:
    """The addresses of all files that `page` loads at first, its own first; each once. With `later`, those too that its
    scripts load when a person goes on. Raises OSError for one that is not there.

    An address that is not below `/static/` is returned and not followed: it is for the caller to wonder at.
    """
    addresses = [BASE + page]
    for address in addresses:  # grows meanwhile
        if address.startswith(BASE):
            named = (urljoin(address, name) for name in _named(folder / address.removeprefix(BASE), later))
            addresses += [name for name in dict.fromkeys(named) if name not in addresses]
    return addresses


def _named(path: Path, later: bool) -> Iterator[str]:
    if path.suffix == ".html":
        parser = _Loads()
        parser.feed(path.read_text())
        yield from parser.found
    elif path.suffix == ".js":
        yield from _IMPORTS.findall(path.read_text())
        if later:
            yield from _LATER.findall(path.read_text())
    elif path.suffix == ".css":
        yield from ("".join(pair) for pair in _STYLES.findall(path.read_text()))
    elif not path.is_file():
        raise FileNotFoundError(path)
