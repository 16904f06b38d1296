"""The description that developers read: generated, whole, and saying what each field means."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.door import Door
from tests.web.test_routes import FOR_AN_INSTALLATION, FOR_THE_OWNER

SAY_IT_THEMSELVES = {
    "detail", "documents", "journal", "organisation", "problems", "rows", "settings", "tasks",
    "accounts", "tax_types", "themes", "name", "status", "version", "sentence", "at", "created_at", "updated_at",
    "billed_party", "invoice_number_from", "price_sources", "reference", "show_zero_lines", "auto_sync",
}  # fmt: skip
"""Fields whose name and type are the whole explanation."""


@pytest.fixture
def spec(door: Door) -> Any:
    answer = door.nobody().get("/openapi/spec.json")
    assert answer.status == 200
    return answer.json()


def test_the_description_has_every_authenticated_route_and_no_other(spec: Any) -> None:
    described = {(method.upper(), path) for path, methods in spec["paths"].items() for method in methods}

    assert described == {*FOR_AN_INSTALLATION, *FOR_THE_OWNER}


def test_no_header_of_the_platform_is_asked_of_a_developer(spec: Any) -> None:
    parameters = [
        found for methods in spec["paths"].values() for one in methods.values() for found in one["parameters"]
    ]

    assert {found["in"] for found in parameters} <= {"path", "query"}


def test_every_field_is_explained_by_a_description_an_example_or_its_name(spec: Any) -> None:
    ours = {name: model for name, model in spec["components"]["schemas"].items() if "Validation" not in name}
    mute = [
        f"{name}.{field}"
        for name, model in ours.items()
        for field, found in model.get("properties", {}).items()
        if not {"description", "example"} & set(found) and field not in SAY_IT_THEMSELVES
    ]

    assert mute == []


def test_every_route_belongs_to_a_chapter(spec: Any) -> None:
    chapters = {tag for methods in spec["paths"].values() for one in methods.values() for tag in one["tags"]}

    assert chapters == {
        "Session",
        "Connection",
        "Reconcile",
        "Settings",
        "Prices",
        "Customers",
        "Mapping",
        "Organisation",
        "Sync tasks",
        "Revenue",
        "Overview",
        "Activity",
        "Billing periods",
        "Installations",
    }
