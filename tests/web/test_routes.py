from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pytest

from connect_ext.books.ids import InstallationId
from tests.web.door import Door, handler, problem
from tests.world import World

CONTACT = {"contact_id": str(UUID(int=7))}
SETTINGS = {"version": 0, "settings": {}}

FOR_AN_INSTALLATION: dict[tuple[str, str], Any] = {
    ("GET", "/api/session"): None,
    ("GET", "/api/connection"): None,
    ("POST", "/api/connection/consent"): None,
    ("POST", "/api/connection/organisation"): {"tenant_id": "x"},
    ("DELETE", "/api/connection"): None,
    ("GET", "/api/connection/own-app"): None,
    ("PUT", "/api/connection/own-app"): {"client_id": "x", "secret": "x"},
    ("POST", "/api/connection/own-app/test"): {"client_id": "x", "secret": "x"},
    ("DELETE", "/api/connection/own-app"): None,
    ("GET", "/api/connection/former"): None,
    ("POST", "/api/connection/former"): {"installation": "EIN-1", "accept": False},
    ("GET", "/api/settings"): None,
    ("PUT", "/api/settings"): SETTINGS,
    ("GET", "/api/prices"): None,
    ("PUT", "/api/prices"): {"version": 0, "rows": []},
    ("GET", "/api/prices/examples"): None,
    ("GET", "/api/prices/file"): None,
    ("POST", "/api/prices/file"): b"MPN,Currency,Price\r\nM-1,AUD,1\r\n",
    ("PUT", "/api/customers/{customer}/contact"): CONTACT,
    ("DELETE", "/api/customers/{customer}/contact"): None,
    ("GET", "/api/mapping/customers"): None,
    ("POST", "/api/mapping/customers/accept"): {"pairs": []},
    ("PUT", "/api/mapping/customers/{customer}/rule"): {},
    ("POST", "/api/mapping/customers/auto-sync"): {"on": True, "customers": None},
    ("GET", "/api/mapping/changed-customers"): None,
    ("POST", "/api/mapping/changed-customers/{customer}/apply"): {"digest": "0" * 32},
    ("POST", "/api/mapping/changed-customers/{customer}/keep"): {"digest": "0" * 32},
    ("GET", "/api/mapping/contacts"): None,
    ("GET", "/api/mapping/xero-items"): None,
    ("GET", "/api/mapping/files/{part}"): None,
    ("POST", "/api/mapping/files/{part}"): b"Fee,Xero item\r\nsetup,\r\n",
    ("GET", "/api/mapping/taxes"): None,
    ("PUT", "/api/mapping/taxes"): {"version": 0, "tax_type": "", "countries": []},
    ("POST", "/api/mapping/items/accept"): {"pairs": []},
    ("GET", "/api/mapping/items"): None,
    ("PUT", "/api/mapping/items/{product_item}"): {"product": "PRD-1", "item_code": None},
    ("DELETE", "/api/mapping/items/{product_item}"): None,
    ("POST", "/api/mapping/items/{product_item}/xero-item"): {"product": "PRD-1", "code": "C", "name": "N"},
    ("GET", "/api/mapping/fees"): None,
    ("PUT", "/api/mapping/fees"): {"fees": []},
    ("GET", "/api/mapping/choices"): None,
    ("PUT", "/api/mapping/choices"): {},
    ("GET", "/api/mapping/imports"): None,
    ("POST", "/api/mapping/imports"): None,
    ("POST", "/api/mapping/imports/{contact_id}"): {},
    ("GET", "/api/organisation"): None,
    ("GET", "/api/tasks"): None,
    ("GET", "/api/tasks/causes"): None,
    ("GET", "/api/tasks/choices"): None,
    ("POST", "/api/tasks/bulk"): {"act": "release", "tasks": [1]},
    ("POST", "/api/tasks/previews"): {"tasks": [1]},
    ("POST", "/api/tasks/prices"): {"tasks": [1], "dry_run": True},
    ("GET", "/api/tasks/{task_id}"): None,
    ("GET", "/api/tasks/{task_id}/raw"): None,
    ("PUT", "/api/tasks/{task_id}/target"): {"invoice": "new"},
    ("GET", "/api/tasks/{task_id}/preview"): None,
    ("GET", "/api/tasks/{task_id}/edits"): None,
    ("PUT", "/api/tasks/{task_id}/edits"): {"lines": {}},
    ("GET", "/api/tasks/{task_id}/edits/giving-back"): None,
    ("PUT", "/api/tasks/{task_id}/edits/giving-back"): {"choice": None},
    ("POST", "/api/tasks/{task_id}/end"): {"as": "never_send"},
    ("GET", "/api/tasks/{task_id}/end/candidates"): None,
    ("POST", "/api/tasks/{task_id}/ignore"): {"reason": "x"},
    ("POST", "/api/tasks/{task_id}/unignore"): None,
    ("GET", "/api/tasks/{task_id}/undo"): None,
    ("POST", "/api/tasks/{task_id}/undo"): {"digest": "0" * 32},
    ("POST", "/api/tasks/{task_id}/drift"): {"end": "accept", "digest": "0" * 32},
    ("GET", "/api/revenue/deferred.csv"): None,
    ("GET", "/api/reconcile"): None,
    ("GET", "/api/reconcile.csv"): None,
    ("GET", "/api/overview"): None,
    ("GET", "/api/activity"): None,
    ("GET", "/api/activity.csv"): None,
    ("POST", "/api/activity/visit"): {},
    ("GET", "/api/billing"): None,
    ("GET", "/api/billing/uploads"): None,
    ("POST", "/api/billing/uploads"): {"period": "2026-11", "tasks": [1]},
    ("GET", "/api/billing/uploads/{upload_id}"): None,
    ("POST", "/api/check"): {},
    ("GET", "/api/progress"): None,
    ("POST", "/api/progress/stop"): {},
    ("POST", "/api/sync"): {},
}
"""Every authenticated route, with a body that it accepts."""

NOBODY_LISTENS = "postgresql://keeper:s3cret@127.0.0.1:1/books"

FOR_THE_OWNER = {("GET", "/api/admin/installations")}

FOR_ANYBODY = {
    (method, f"/{who}/{path}")
    for who in ("unauthorized", "guest")
    for method, path in (
        ("GET", "xero/callback"),
        ("POST", "xero/webhook"),
        ("POST", "xero/webhook/{installation_id}"),
        ("GET", "health"),
    )
}

FROM_THE_FRAMEWORK = {"/openapi/spec.json", "/docs", "/docs/oauth2-redirect", "/redoc", "/static"}


def each_route() -> list[Any]:
    rows = FOR_AN_INSTALLATION.items()
    return [pytest.param(method, path, body, id=f"{method} {path}") for (method, path), body in rows]


def filled(path: str) -> str:
    names = {
        "customer": "TA-1-2-3",
        "task_id": "1",
        "upload_id": "1",
        "product_item": "PRD-1-0001",
        "contact_id": str(UUID(int=7)),
        "part": "fees",
    }
    for name, value in names.items():
        path = path.replace(f"{{{name}}}", value)
    return path


def served(routes: Iterable[Any]) -> set[tuple[str, str]]:
    ours = [route for route in routes if route.path not in FROM_THE_FRAMEWORK]
    return {(method, route.path) for route in ours for method in route.methods}


def test_every_route_is_in_one_of_the_tables_and_nothing_else_is_served() -> None:
    assert served(handler().app.routes) == {*FOR_AN_INSTALLATION, *FOR_THE_OWNER, *FOR_ANYBODY}


@pytest.mark.parametrize(("method", "path", "body"), each_route())
def test_without_an_installation_nothing_is_answered(door: Door, method: str, path: str, body: Any) -> None:
    answer = door.nobody().send(method, filled(path), body)

    assert (answer.status, problem(answer)["title"]) == (401, "no installation")


@pytest.mark.parametrize(("method", "path", "body"), each_route())
def test_without_the_key_of_the_installation_nothing_is_answered(
    world: World, door: Door, method: str, path: str, body: Any
) -> None:
    installation_id = world.install(world.who.southern)
    answer = door.nobody(installation_id=installation_id).send(method, filled(path), body)

    assert (answer.status, problem(answer)["title"]) == (401, "no installation")


@pytest.mark.parametrize(("method", "path", "body"), each_route())
def test_what_is_not_configured_is_named_and_never_shown(door: Door, method: str, path: str, body: Any) -> None:
    door.variables.update(ENCRYPTION_KEYS="a-key-cut-short", XERO_CLIENT_SECRET="changeme", XERO_API_URL="http://xero")
    answer = door.of(door.world.who.southern, InstallationId("EIN-1")).send(method, filled(path), body)

    found = problem(answer)
    assert (answer.status, found["title"]) == (503, "not configured")
    assert all(name in found["detail"] for name in ("ENCRYPTION_KEYS", "XERO_CLIENT_SECRET", "XERO_API_URL"))
    assert "a-key-cut-short" not in answer.body.decode()
    assert "http://xero" not in answer.body.decode()


@pytest.mark.parametrize(("method", "path", "body"), each_route())
def test_a_database_that_is_away_is_said_without_its_address(door: Door, method: str, path: str, body: Any) -> None:
    door.variables.update(DATABASE_URL=NOBODY_LISTENS)
    answer = door.of(door.world.who.southern, InstallationId("EIN-1")).send(method, filled(path), body)

    assert (answer.status, problem(answer)["title"]) == (503, "database unreachable")
    assert not any(word in answer.body.decode() for word in ("127.0.0.1", "keeper", "s3cret", "books"))


@pytest.mark.parametrize(("method", "path"), [("GET", "/api/no-such-page"), ("GET", "/static/none.css")])
def test_an_address_without_anything_is_a_problem_like_any_other(door: Door, method: str, path: str) -> None:
    answer = door.nobody().send(method, path)

    assert (answer.status, problem(answer)["title"]) == (404, "not found")


def test_a_method_that_an_address_does_not_know_is_refused(door: Door) -> None:
    answer = door.nobody().send("PATCH", "/api/settings")

    assert (answer.status, problem(answer)["title"]) == (405, "method not allowed")
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize("path", ["/api/xero/callback", "/xero/callback"])
def test_the_return_from_xero_is_not_among_the_authenticated_routes(door: Door, path: str) -> None:
    assert door.nobody().get(path).status == 404


@pytest.mark.parametrize("path", [filled(path) for _, path in FOR_AN_INSTALLATION])
@pytest.mark.parametrize("prefix", ["/unauthorized", "/guest"])
def test_no_authenticated_route_is_open(door: Door, prefix: str, path: str) -> None:
    assert door.nobody().get(prefix + path.removeprefix("/api")).status == 404


def test_a_body_of_no_text_at_all_is_refused(world: World, door: Door) -> None:
    answer = door.of(world.who.southern, world.install(world.who.southern)).put("/api/settings", b'{"version": "\xff"}')

    assert (answer.status, problem(answer)["detail"]) == (400, "The body cannot be read.")


def test_a_bug_is_a_plain_500_and_the_log_says_where_it_happened(
    world: World, door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    """The runner itself would answer with the text of the exception."""
    installation_id = world.ready()

    def break_(_: object) -> None:
        raise ZeroDivisionError("Harbour & Sons owe 17.20")

    world.watchers.append(break_)
    answer = door.of(world.who.southern, installation_id).get("/api/organisation")

    assert (answer.status, problem(answer)["title"]) == (500, "internal error")
    assert "17.20" not in answer.body.decode()
    told = [record.getMessage() for record in caplog.records if record.name == "connect_ext.web"]
    assert len(told) == 1
    assert told[0].startswith("web.failed ZeroDivisionError at xero/")
    assert "17.20" not in caplog.text
