from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.documents.organisation import PaymentTerms, TermKind
from connect_ext.books.documents.policies import (
    CancellationFee,
    CancellationRule,
    ContactDefaults,
    FeeRule,
    HoldRules,
    ReductionRule,
)
from connect_ext.books.ids import ProductId
from connect_ext.books.money import Currency
from connect_ext.books.orders.order import SkuClass
from connect_ext.books.settings.rates import DatedRate
from connect_ext.books.settings.settings import (
    AutoSync,
    BilledParty,
    ChangedContacts,
    NewContacts,
    NumberSource,
    PriceSource,
    Settings,
    Suggestions,
)
from connect_ext.storage import settings
from connect_ext.storage.database import Database
from connect_ext.storage.settings_json import from_json, to_json
from connect_ext.storage.tables import settings as rows
from tests.storage.builders import NOW, US

any_settings = st.builds(
    Settings,
    price_sources=st.lists(st.sampled_from(PriceSource), unique=True).map(tuple),
    billed_party=st.sampled_from(BilledParty),
    invoice_number_from=st.sampled_from(NumberSource),
    reference=st.text(),
    accounts=st.dictionaries(st.sampled_from(SkuClass), st.text()),
    fallback_account=st.text(),
    tax_type=st.text(),
    tax_types_by_country=st.dictionaries(st.text(max_size=2), st.text()),
    branding_theme=st.none() | st.text(),
    show_zero_lines=st.booleans(),
    auto_sync=st.sampled_from(AutoSync),
    auto_sync_hour=st.integers(0, 23),
    auto_sync_new_customers=st.booleans(),
    suggestions=st.sampled_from(Suggestions),
    new_contacts=st.sampled_from(NewContacts),
    changed_contacts=st.sampled_from(ChangedContacts),
    new_contacts_seen=st.integers(0, 1000),
    holds=st.builds(
        HoldRules,
        credits=st.booleans(),
        unusually_large=st.booleans(),
        above=st.dictionaries(
            st.sampled_from([Currency("AUD"), Currency("JPY")]), st.decimals(allow_nan=False, allow_infinity=False)
        ),
        first_documents=st.integers(min_value=0),
        first_of_customer=st.booleans(),
        price_changes=st.booleans(),
        low_margins=st.booleans(),
    ),
    contact_defaults=st.builds(ContactDefaults, discount=st.booleans(), terms=st.booleans(), theme=st.booleans()),
    price_parameters=st.dictionaries(st.text().map(ProductId), st.text()),
    start_date=st.none() | st.dates(),
    yearly_accounts=st.dictionaries(st.sampled_from(SkuClass), st.text()),
    cancellation_fee=st.builds(
        CancellationFee,
        rule=st.sampled_from(FeeRule),
        value=st.decimals(allow_nan=False, allow_infinity=False),
        currency=st.none() | st.sampled_from([Currency("AUD"), Currency("JPY")]),
        account=st.text(),
    ),
    in_arrears=st.frozensets(st.text().map(ProductId)),
    reductions_by_product=st.dictionaries(st.text().map(ProductId), st.sampled_from(ReductionRule)),
    cancellations_by_product=st.dictionaries(st.text().map(ProductId), st.sampled_from(CancellationRule)),
    prices_with_tax=st.frozensets(st.sampled_from(PriceSource)),
    markup=st.dictionaries(st.sampled_from(PriceSource), st.decimals(allow_nan=False, allow_infinity=False)),
    currency_rates=st.lists(
        st.builds(
            DatedRate,
            source=st.sampled_from([Currency("USD"), Currency("JPY")]),
            target=st.just(Currency("AUD")),
            since=st.dates(),
            rate=st.decimals(allow_nan=False, allow_infinity=False),
        ),
        max_size=3,
    ).map(tuple),
    due=st.none() | st.builds(PaymentTerms, days=st.integers(), kind=st.sampled_from(TermKind)),
    **dict.fromkeys(
        (
            *("number_template", "reductions", "reduction_days", "cancellation", "cancellation_days", "refund_lines"),
            *("recurring_source", "invoice_target", "closing_day", "sent_as", "document_date", "line_amounts"),
            *("proration_display", "description_from", "trim_description", "several_products_per_item"),
            *("locked_period", "credit_number_template", "email_invoices", "notify"),
            *("price_column", "price_parameter", "cost_column_confirmed"),
        ),
        ...,
    ),
)
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(any_settings)
def test_settings_survive_json(chosen: Settings) -> None:
    assert from_json(json.loads(json.dumps(to_json(chosen)))) == chosen


@given(st.dictionaries(st.sampled_from([*to_json(Settings()), "of a later version"]), any_json))
def test_settings_of_any_other_version_are_read_without_an_error(data: dict[str, Any]) -> None:
    assert isinstance(from_json(data), Settings)


def test_every_setting_is_stored() -> None:
    assert set(to_json(Settings())) == set(Settings.__dataclass_fields__)


def test_what_is_unknown_is_the_default_and_the_rest_is_kept() -> None:
    data = {
        **to_json(Settings(tax_type="OUTPUT2")),
        "billed_party": "a party of the future",
        "accounts": {"licence": "200", "a class of the future": "400"},
        "price_sources": ["a source of the future", "own_table"],
        "a setting of the future": 1,
    }
    assert from_json(data) == Settings(
        tax_type="OUTPUT2", accounts={SkuClass.LICENCE: "200"}, price_sources=(PriceSource.OWN_TABLE,)
    )


def test_nobody_is_priced_from_a_source_that_was_not_chosen() -> None:
    assert from_json({"price_sources": ["a source of the future"]}).price_sources == ()


def test_an_installation_that_never_saved_has_the_defaults(database: Database) -> None:
    with database.transaction() as tx:
        assert settings.load(tx, US) == settings.StoredSettings(version=0, settings=Settings())


def test_each_save_counts_one_version(database: Database) -> None:
    first, second = Settings(tax_type="A"), Settings(accounts={SkuClass.USAGE: "200"})
    with database.transaction() as tx:
        assert settings.save(tx, US, first, 0, NOW) == 1
        assert settings.save(tx, US, second, 1, NOW) == 2
        assert settings.load(tx, US) == settings.StoredSettings(version=2, settings=second)


@pytest.mark.parametrize("expected_version", [0, 2])
def test_a_save_on_top_of_somebody_elses_changes_nothing(database: Database, expected_version: int) -> None:
    theirs = Settings(tax_type="theirs")
    with database.transaction() as tx:
        settings.save(tx, US, theirs, 0, NOW)
        assert settings.save(tx, US, Settings(tax_type="mine"), expected_version, NOW) is None
        assert settings.load(tx, US) == settings.StoredSettings(version=1, settings=theirs)


def test_a_row_of_a_later_version_is_read(database: Database) -> None:
    with database.transaction() as tx:
        data = {"tax_type": "A", "auto_sync": "every_second", "new": {}}
        tx.execute(rows.insert().values(installation_id=US, version=7, data=data, saved_at=NOW))
        assert settings.load(tx, US) == settings.StoredSettings(version=7, settings=Settings(tax_type="A"))
