"""The pages: what is committed is what the sources build, light enough, and from nobody else's host."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sandbox.openapi import as_text
from sandbox.tools import node
from tests.house.project import ROOT, files
from tests.house.static_page import BASE, loads
from tests.require import require

STATIC = ROOT / "connect_ext" / "static"
PAGES = sorted(path.name for path in STATIC.glob("*.html"))
SCRIPTS = 120_000
"""Bytes of JavaScript that one page may load at first."""
PART = 32_000
"""Bytes of JavaScript of one part that comes later: what a person waits for who does something for the first time."""
ALL = 200_000
"""Bytes that one page may load at first, itself included: all of it goes through a websocket, uncompressed."""
CEILING = 250
GENERATED = {"ui/src/api/schema.d.ts"}
IMPORTED = re.compile(r"""(?:\bfrom|\bimport|\bimport\(|\bsrc=)\s*["'](@/[^"']+|\.[^"']+)["']""")
MARKUP = re.compile(r"v-html|\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write\b")


def npm(*arguments: str, given: str | None = None) -> str:
    """What npm prints, having succeeded."""
    require(node.is_present() and (node.UI / "node_modules").is_dir(), "ui/node_modules is missing: run `make setup`.")
    done = node.npm(*arguments, given=given)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def weigh(addresses: list[str]) -> dict[str, int]:
    """The bytes of each."""
    return {address: (STATIC / address.removeprefix(BASE)).stat().st_size for address in addresses}


def sources() -> list[Path]:
    kinds = ("ts", "vue", "css", "js", "html")
    found = files(*(f"{folder}/*.{kind}" for folder in ("ui", "sandbox/portal") for kind in kinds))
    return [path for path in found if path.as_posix() not in GENERATED]


def test_the_committed_pages_are_what_the_sources_build(tmp_path: Path) -> None:
    npm("run", "build", "--", "--outDir", str(tmp_path), "--logLevel", "warn")
    fresh, committed = contents(tmp_path), contents(STATIC)
    different = sorted(name for name in fresh.keys() | committed.keys() if fresh.get(name) != committed.get(name))
    assert different == [], "connect_ext/static is out of date: run `make ui`"


def test_the_committed_types_are_those_of_the_api() -> None:
    fresh = npm("exec", "--no", "--", "openapi-typescript", given=as_text())
    committed = (ROOT / "ui/src/api/schema.d.ts").read_text()
    assert fresh == committed, "ui/src/api/schema.d.ts is out of date: run `make ui`"


def test_there_are_pages() -> None:
    assert PAGES


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_light_at_first(page: str) -> None:
    weights = weigh(loads(STATIC, page))
    scripts = {name: weight for name, weight in weights.items() if name.endswith(".js")}
    assert sum(scripts.values()) <= SCRIPTS, scripts
    assert sum(weights.values()) <= ALL, weights


@pytest.mark.parametrize("page", PAGES)
def test_each_part_that_comes_later_is_light(page: str) -> None:
    first = loads(STATIC, page)
    later = [name for name in loads(STATIC, page, later=True) if name.endswith(".js") and name not in first]
    assert later
    assert {part: weight for part, weight in weigh(later).items() if weight > PART} == {}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_loads_only_from_its_own_host(page: str) -> None:
    assert [address for address in loads(STATIC, page, later=True) if not address.startswith(BASE)] == []


def test_no_source_of_a_page_grows_past_one_idea() -> None:
    lengths = {path.as_posix(): len((ROOT / path).read_text().splitlines()) for path in sources()}
    assert {path: length for path, length in lengths.items() if length > CEILING} == {}


def test_no_page_imports_from_another() -> None:
    """What two pages share has a room of its own."""
    pages = ROOT / "ui/src/pages"
    found = [
        f"{path.relative_to(pages)} imports {name}"
        for path in sorted(pages.rglob("*"))
        if path.suffix in {".ts", ".vue"}
        for name in IMPORTED.findall(path.read_text())
        if leads_out_of(pages / path.relative_to(pages).parts[0], path, name)
    ]
    assert found == []


def leads_out_of(page: Path, path: Path, name: str) -> bool:
    """Whether what `path` imports by `name` belongs to a page, and not to its own."""
    target = ROOT / "ui/src" / name.removeprefix("@/") if name.startswith("@/") else (path.parent / name).resolve()
    return target.is_relative_to(page.parent) and not target.is_relative_to(page)


def test_no_source_of_a_page_makes_markup_of_text() -> None:
    shipped = [path for path in sources() if not path.is_relative_to("ui/tests")]
    found = {path.as_posix(): MARKUP.search((ROOT / path).read_text()) for path in shipped}
    assert [path for path, match in found.items() if match] == []


def test_the_lock_says_what_and_not_from_where() -> None:
    lock = json.loads((ROOT / "ui/package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if "integrity" not in package] == []
