from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.settings.settings import Settings
from connect_ext.web.settings.settings_shapes import SettingsBody, settings_of
from tests.web.door import Caller, Door, problem
from tests.world import World

OF_CONTACTS = ("terms", "theme", "account", "tracking", "discount", "tax_type")
DEFAULTS: dict[str, Any] = {
    "price_sources": ["marketplace", "own_table"],
    "billed_party": "directly_below",
    "invoice_number_from": "xero",
    "number_template": "{request id}",
    "credit_number_template": "CN-{request id}",
    "reference": "{po} {request id}",
    "accounts": {},
    "yearly_accounts": {},
    "fallback_account": "",
    "tax_type": "",
    "tax_types_by_country": {},
    "branding_theme": None,
    "show_zero_lines": False,
    "auto_sync": "off",
    "auto_sync_hour": 6,
    "auto_sync_new_customers": False,
    "suggestions": "ask",
    "new_contacts": "seen_first",
    "new_contacts_seen": 10,
    "changed_contacts": "propose",
    "holds": {
        "credits": True,
        "unusually_large": True,
        "above": {},
        "first_documents": 3,
        "first_of_customer": False,
        "price_changes": False,
        "low_margins": False,
    },
    "contact_defaults": dict.fromkeys(OF_CONTACTS, True),
    "price_column": "",
    "cost_column_confirmed": False,
    "price_parameter": "",
    "price_parameters": {},
    "start_date": None,
    "reductions": "refunds",
    "reduction_days": 7,
    "reductions_by_product": {},
    "cancellation": "ask",
    "cancellation_days": 7,
    "cancellations_by_product": {},
    "cancellation_fee": {"rule": "none", "value": "0", "currency": None, "account": "", "tax_type": ""},
    "refund_lines": "credit_note",
    "recurring_source": "calendar",
    "in_arrears": [],
    "invoice_target": "one_per_order",
    "closing_day": 31,
    "sent_as": "DRAFT",
    "email_invoices": False,
    "document_date": "day_of_sending",
    "due": None,
    "line_amounts": "Exclusive",
    "proration_display": "folded",
    "description_from": "marketplace",
    "trim_description": False,
    "several_products_per_item": False,
    "locked_period": "first_open_day",
    "notify": "errors_and_actions",
    "prices_with_tax": [],
    "markup": {},
    "currency_rates": [],
}
CHOSEN = {
    "price_sources": ["own_table"],
    "billed_party": "customer",
    "invoice_number_from": "marketplace",
    "reference": "{request id}",
    "accounts": {"licence": "200", "custom": "260"},
    "fallback_account": "830",
    "tax_type": "OUTPUT",
    "tax_types_by_country": {"NZ": "EXEMPTEXPORT"},
    "branding_theme": "0f3b6d1c-0000-4000-8000-000000000001",
    "show_zero_lines": True,
    "auto_sync": "once_a_day",
    "auto_sync_hour": 23,
    "auto_sync_new_customers": True,
    "suggestions": "apply_certain",
    "new_contacts": "always_ask",
    "new_contacts_seen": 5,
    "changed_contacts": "follow",
    "holds": {
        "credits": False,
        "unusually_large": False,
        "above": {"AUD": "5000"},
        "first_documents": 10,
        "first_of_customer": True,
        "price_changes": True,
        "low_margins": True,
    },
    "contact_defaults": dict.fromkeys(OF_CONTACTS, False),
    "price_column": "price",
    "cost_column_confirmed": True,
    "price_parameter": "unit_price",
    "price_parameters": {"PRD-111-222-333": "seat_price"},
    "start_date": "2026-11-01",
    "number_template": "CB-{request id}",
    "credit_number_template": "CR-{request id}",
    "yearly_accounts": {"licence": "830"},
    "reductions": "within_days",
    "reduction_days": 14,
    "reductions_by_product": {"PRD-111-222-333": "quantity_changes_only"},
    "cancellation": "credit_unused_part",
    "cancellation_days": 30,
    "cancellations_by_product": {"PRD-111-222-333": "no_credit"},
    "cancellation_fee": {"rule": "fixed", "value": "25", "currency": "AUD", "account": "260", "tax_type": "OUTPUT"},
    "refund_lines": "negative_line",
    "recurring_source": "provider_billing_requests",
    "in_arrears": ["PRD-111-222-333"],
    "invoice_target": "latest_fitting_draft",
    "closing_day": 28,
    "sent_as": "AUTHORISED",
    "email_invoices": True,
    "document_date": "service_start",
    "due": {"days": 14, "kind": "DAYSAFTERBILLDATE"},
    "line_amounts": "Inclusive",
    "proration_display": "separate_line",
    "description_from": "xero",
    "trim_description": True,
    "several_products_per_item": True,
    "locked_period": "park",
    "notify": "all_tasks",
    "prices_with_tax": ["own_table"],
    "markup": {"marketplace": "15"},
    "currency_rates": [{"source": "USD", "target": "AUD", "since": "2026-11-01", "rate": "1.5231"}],
}


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.install(world.who.southern))


def save(caller: Caller, settings: Any, version: Any = 0) -> Any:
    return caller.put("/api/settings", {"version": version, "settings": settings})


def test_a_new_installation_has_the_defaults_at_version_0(southern: Caller) -> None:
    assert southern.get("/api/settings").json() == {"version": 0, "settings": DEFAULTS}


def test_the_defaults_of_the_page_are_those_of_the_books() -> None:
    assert settings_of(SettingsBody()) == Settings()


def test_what_is_saved_is_what_is_read_again(southern: Caller) -> None:
    saved = save(southern, CHOSEN)

    assert (saved.status, saved.json()) == (200, {"version": 1, "settings": CHOSEN})
    assert southern.get("/api/settings").json() == saved.json()


def test_settings_are_saved_as_a_whole(southern: Caller) -> None:
    save(southern, CHOSEN)

    assert save(southern, {"tax_type": "OUTPUT"}, 1).json()["settings"] == {**DEFAULTS, "tax_type": "OUTPUT"}


@pytest.mark.parametrize("version", [0, 2])
def test_another_version_than_the_newest_is_refused_and_changes_nothing(southern: Caller, version: int) -> None:
    save(southern, CHOSEN)
    answer = save(southern, DEFAULTS, version)

    assert (answer.status, problem(answer)["title"]) == (409, "changed meanwhile")
    assert southern.get("/api/settings").json() == {"version": 1, "settings": CHOSEN}


def test_the_settings_of_another_installation_are_its_own(world: World, door: Door, southern: Caller) -> None:
    albion = door.of(world.who.albion, world.install(world.who.albion))
    save(southern, CHOSEN)

    assert albion.get("/api/settings").json() == {"version": 0, "settings": DEFAULTS}


def test_a_price_source_named_twice_counts_once(southern: Caller) -> None:
    saved = save(southern, {"price_sources": ["own_table", "own_table"]})

    assert saved.json()["settings"]["price_sources"] == ["own_table"]


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"colour": "lilac-canary"}, "settings.colour"),
        ({"auto_sync": "lilac-canary"}, "settings.auto_sync"),
        ({"auto_sync_hour": 24}, "settings.auto_sync_hour"),
        ({"holds": {"above": {"lilac-canary": "5"}}}, "settings.holds.above.__key__"),
        ({"holds": {"first_documents": "lilac-canary"}}, "settings.holds.first_documents"),
        ({"start_date": "lilac-canary"}, "settings.start_date"),
        ({"price_sources": []}, "settings.price_sources"),
        ({"price_sources": ["lilac-canary"]}, "settings.price_sources.0"),
        ({"reference": "lilac-canary" * 20}, "settings.reference"),
        ({"reference": "{lilac-canary}"}, "settings.reference"),
        ({"number_template": "{request id} {lilac-canary"}, "settings.number_template"),
        ({"markup": {"lilac-canary": "5"}}, "settings.markup.__key__"),
        ({"markup": {"marketplace": "lilac-canary"}}, "settings.markup.marketplace"),
        ({"markup": {"marketplace": "-100"}}, "settings.markup.marketplace"),
        ({"markup": {"marketplace": "NaN"}}, "settings.markup.marketplace"),
        ({"prices_with_tax": ["lilac-canary"]}, "settings.prices_with_tax.0"),
        (
            {"currency_rates": [{"source": "usd", "target": "AUD", "since": "2026-11-01", "rate": "1"}]},
            "settings.currency_rates.0.source",
        ),
        (
            {"currency_rates": [{"source": "USD", "target": "AUD", "since": "2026-11-01", "rate": "0"}]},
            "settings.currency_rates.0.rate",
        ),
        ({"accounts": {"lilac-canary": "200"}}, "settings.accounts.__key__"),
        ({"accounts": {"licence": "lilac-canary"}}, "settings.accounts.licence"),
        ({"fallback_account": "lilac-canary"}, "settings.fallback_account"),
        ({"tax_type": "lilac-canary" * 5}, "settings.tax_type"),
        ({"tax_types_by_country": {"NZ": "lilac-canary" * 5}}, "settings.tax_types_by_country.NZ"),
        ({"tax_types_by_country": {"nz": "lilac-canary"}}, "settings.tax_types_by_country"),
        ({"tax_types_by_country": {"New Zealand": "lilac-canary"}}, "settings.tax_types_by_country"),
        ({"branding_theme": "lilac-canary"}, "settings.branding_theme"),
        ({"show_zero_lines": "lilac-canary"}, "settings.show_zero_lines"),
    ],
)
def test_what_cannot_be_a_setting_is_named_and_never_repeated(southern: Caller, settings: Any, field: str) -> None:
    answer = save(southern, settings)

    assert answer.status == 422
    assert [found["field"] for found in problem(answer)["fields"]] == [field]
    assert "lilac-canary" not in answer.body.decode()
    assert southern.get("/api/settings").json()["version"] == 0


@pytest.mark.parametrize("version", [-1, "lilac-canary", None])
def test_a_version_that_is_no_number_is_refused(southern: Caller, version: Any) -> None:
    assert problem(save(southern, {}, version))["fields"][0]["field"] == "version"


@pytest.mark.parametrize(
    ("body", "field"),
    [(b"{lilac-canary", "body"), (b"[]", "version"), (b'"lilac-canary"', "body"), (b"", "body"), (b"{}", "version")],
)
def test_a_body_that_cannot_be_read_is_said_to_be_the_body(southern: Caller, body: bytes, field: str) -> None:
    answer = southern.put("/api/settings", body)

    assert (answer.status, problem(answer)["fields"][0]["field"]) == (422, field)
    assert "canary" not in answer.body.decode()


def test_saving_brings_back_a_schedule_that_somebody_deleted(world: World, southern: Caller) -> None:
    [schedule] = world.marketplace.schedules()
    world.marketplace.state.drop("schedules", schedule["id"])

    save(southern, CHOSEN)
    save(southern, CHOSEN, 1)

    assert [one["method"] for one in world.marketplace.schedules()] == ["sync_due_orders"]


def test_settings_are_saved_even_if_the_platform_refuses_the_schedule(
    world: World, southern: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    [schedule] = world.marketplace.schedules()
    world.marketplace.state.drop("schedules", schedule["id"])
    world.marketplace.environment.schedulables = []

    assert save(southern, CHOSEN).status == 200
    assert "schedule.failed code=connect-bad-request" in caplog.messages
