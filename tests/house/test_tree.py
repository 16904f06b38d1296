"""The house keeps its shape: floors, purity, sizes, declared imports, and nothing of anybody's machine in it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.project import ROOT, files, pyproject

CEILING = 250
# The last letter of each in brackets, so that this file does not find itself.
MACHINE = re.compile(r"(?<![\w.$}])/((private/)?(var/)?tm[p]/[\w.-]+|hom[e]|roo[t]|wor[k]|mn[t]|User[s])/")
REGISTRY = re.compile(r"\b(pyp[i]\.org|pythonhosted\.or[g]|registry\.npmj[s]|npmmirro[r])")
OURS = {"connect_ext", "sandbox", "tests"}


def imported(path: Path) -> Iterator[str]:
    """The dotted names that a module imports from outside the standard library."""
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        yield from (name for name in names if name.split(".")[0] not in sys.stdlib_module_names)


def test_every_floor_uses_only_the_floors_below_it() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("floor", ["books", "work"])
def test_the_pure_floors_import_only_themselves_and_the_standard_library(floor: str) -> None:
    allowed = ("connect_ext.books", f"connect_ext.{floor}")
    names = {name for path in files(f"connect_ext/{floor}/*.py") for name in imported(path)}
    assert [name for name in sorted(names) if not name.startswith(allowed)] == []


@pytest.mark.parametrize(("floor", "allowed"), [("books", ("books",)), ("work", ("work", "books"))])
def test_the_tests_of_the_pure_floors_need_nothing_else_of_the_product(floor: str, allowed: tuple[str, ...]) -> None:
    """So what their coverage and the faults they notice tell is theirs alone."""
    ours = tuple(f"connect_ext.{one}" for one in allowed) + tuple(f"tests.{one}" for one in allowed)
    names = {name for path in files(f"tests/{floor}/*.py") for name in imported(path)}
    assert [name for name in sorted(names) if name.split(".")[0] in OURS and not name.startswith(ours)] == []


def test_the_product_declares_whatever_it_imports() -> None:
    declared = {canonicalize_name(Requirement(line).name) for line in pyproject()["project"]["dependencies"]}
    providers = packages_distributions()
    names = {name.split(".")[0] for path in files("connect_ext/*.py") for name in imported(path)} - OURS
    undeclared = {
        name for name in names if declared.isdisjoint(canonicalize_name(one) for one in providers.get(name, []))
    }
    assert undeclared == set()


def test_no_file_grows_past_one_idea() -> None:
    lengths = {path: len((ROOT / path).read_text().splitlines()) for path in files("connect_ext/*.py", "sandbox/*.py")}
    assert {str(path): length for path, length in lengths.items() if length > CEILING} == {}


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY], ids=["a machine", "a registry"])
def test_no_file_names_a_path_of_a_machine_or_the_host_of_a_registry(pattern: re.Pattern[str]) -> None:
    found = []
    for path in files():
        try:
            text = (ROOT / path).read_text()
        except UnicodeDecodeError:
            continue
        found += [f"{path}: {match[0]}" for match in pattern.finditer(text)]
    assert found == []
