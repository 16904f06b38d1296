"""The platform's own validators, and what they do not look at, over this project."""

from __future__ import annotations

import gc
import importlib
import re
import warnings
from importlib.metadata import version
from typing import Any

import pytest
import yaml
from connect.eaas.core.validation.validators import get_validators

from tests.house.event_definitions import event_definitions
from tests.house.project import ROOT, pyproject


def application(kind: str) -> Any:
    module, name = pyproject()["project"]["entry-points"]["connect.eaas.ext"][kind].split(":")
    return getattr(importlib.import_module(module), name)


def variables(kind: str) -> dict[str, dict[str, Any]]:
    return {variable["name"]: variable for variable in application(kind).get_variables()}


def what_the_validators_find(context: dict[str, Any]) -> list[str]:
    """Each validator works on what those before it have put into the context."""
    found = []
    for validate in get_validators():
        result = validate(context)
        found += [f"{validate.__name__}: {item.level}: {item.message}" for item in result.items]
        if result.must_exit:
            break
        context.update(result.context or {})
    return found


def test_the_platform_finds_neither_an_error_nor_a_warning() -> None:
    context: dict[str, Any] = {
        "project_dir": str(ROOT),
        "runner_version": version("connect-extension-runner"),
        "event_definitions": event_definitions(),
    }
    # The platform opens docker-compose.yml and leaves the closing to the garbage collection, which must happen here,
    # where exactly this one warning is expected, and not in a later test.
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", ResourceWarning)
        found = what_the_validators_find(context)
        gc.collect()
    assert found == []
    assert [str(warning.message) for warning in said if "docker-compose.yml" not in str(warning.message)] == []
    assert set(context["extension_classes"]) == {"eventsapp", "webapp"}


def test_both_application_classes_declare_the_same_variables() -> None:
    """The processes connect in any order, and the platform creates what the first one declares."""
    assert variables("eventsapp") == variables("webapp")


def test_no_variable_comes_with_a_secret() -> None:
    secrets = {variable["initial_value"] for variable in variables("webapp").values() if variable["secure"]}
    assert secrets <= {"", "changeme"}


def test_the_deployment_file_names_declared_variables_and_keeps_their_secrecy() -> None:
    deployed = yaml.safe_load((ROOT / "connect-deployment.yml").read_text())["var"]
    declared = {name: {"secure": variable["secure"]} for name, variable in variables("webapp").items()}
    assert deployed.items() <= declared.items()


@pytest.mark.parametrize("key", ["icon", "overview"])
def test_the_files_that_the_deployment_names_exist(key: str) -> None:
    deployment = yaml.safe_load((ROOT / "connect-deployment.yml").read_text())
    assert deployment["type"] == "multiaccount"
    assert (ROOT / deployment[key]).is_file()


def test_the_readme_explains_every_variable() -> None:
    explained = set(re.findall(r"^\| `(\w+)`", (ROOT / "README.md").read_text(), flags=re.MULTILINE))
    assert set(variables("webapp")) <= explained
