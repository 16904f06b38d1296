"""What is said in two places is the same in both."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from typing import Any

import pytest
import toml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.house.project import ROOT, descriptor, pyproject

Pins = dict[str, tuple[SpecifierSet, frozenset[str]]]


def of_the_project(requirements: list[str]) -> Pins:
    parsed = [Requirement(line) for line in requirements]
    return {canonicalize_name(one.name): (one.specifier, frozenset(one.extras)) for one in parsed}


def of_poetry(table: dict[str, Any]) -> Pins:
    rows = {name: {"version": row} if isinstance(row, str) else row for name, row in table.items() if name != "python"}
    return {
        canonicalize_name(name): (specifier(row["version"]), frozenset(row.get("extras", [])))
        for name, row in rows.items()
    }


def specifier(text: str) -> SpecifierSet:
    """Poetry reads a bare version as exactly that version."""
    return SpecifierSet(f"=={text}" if text[0].isdigit() else text)


def constraints(path: str = "constraints.txt") -> dict[str, str]:
    lines = (ROOT / path).read_text().splitlines()
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): pinned for name, pinned in pairs}


def test_both_tables_of_dependencies_ask_for_the_same() -> None:
    project, poetry = pyproject()["project"], pyproject()["tool"]["poetry"]
    assert of_poetry(poetry["dependencies"]) == of_the_project(project["dependencies"])
    assert SpecifierSet(poetry["dependencies"]["python"]) == SpecifierSet(project["requires-python"])


def test_both_tables_of_entry_points_name_the_same_classes() -> None:
    document = pyproject()
    group = "connect.eaas.ext"
    assert document["tool"]["poetry"]["plugins"][group] == document["project"]["entry-points"][group]


@pytest.mark.parametrize("key", ["name", "version", "description"])
def test_both_tables_describe_the_same_project(key: str) -> None:
    assert pyproject()["tool"]["poetry"][key] == pyproject()["project"][key]


def test_the_old_toml_reader_of_the_platform_reads_the_same() -> None:
    assert toml.loads((ROOT / "pyproject.toml").read_text()) == pyproject()


def test_the_version_is_the_same_everywhere() -> None:
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), flags=re.MULTILINE)
    assert newest
    assert newest[1] == descriptor()["version"] == pyproject()["project"]["version"]


def test_the_descriptor_at_the_root_is_the_one_of_the_package() -> None:
    assert json.loads((ROOT / "extension.json").read_text()) == descriptor()


def test_the_descriptor_has_what_the_platform_reads_without_asking() -> None:
    """Each handshake fails where one of these is missing."""
    assert {"name", "description", "version", "audience", "readme_url", "changelog_url", "icon"} == set(descriptor())


def test_every_direct_dependency_is_pinned_and_constrained_alike() -> None:
    project = pyproject()["project"]
    direct = of_the_project(project["dependencies"] + project["optional-dependencies"]["dev"])
    assert [name for name, (wanted, _) in direct.items() if constraints()[name] not in wanted] == []


def test_what_is_installed_is_what_the_constraints_say() -> None:
    """Some are left out by a platform marker; those that are there have the version that was tried."""
    project = pyproject()["project"]
    direct = of_the_project(project["dependencies"] + project["optional-dependencies"]["dev"])
    assert {name: version(name) for name in direct} == {name: constraints()[name] for name in direct}


def test_faults_are_looked_for_with_the_tools_that_run_the_tests() -> None:
    ours, theirs = constraints(), constraints("sandbox/tools/mutants.txt")
    judges = ("pytest", "hypothesis", "tzdata", "coverage")
    assert {name: theirs[name] for name in judges} == {name: ours[name] for name in judges}
