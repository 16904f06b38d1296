from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xero_python.accounting.models import TimeZone

from connect_ext.books.documents.document import Tracking
from connect_ext.books.documents.held import HeldContact
from connect_ext.books.documents.organisation import Account, PaymentTerms, TaxRate, TermKind
from connect_ext.books.ids import TenantId, XeroId
from connect_ext.work.failure import FailureKind, WorldFailed
from connect_ext.xero import decode, documents
from connect_ext.xero.shape import day_or_none
from connect_ext.xero.timezones import IANA, zone
from tests.xero.documents import LINDEN, saved_invoice


def as_received(value: Any) -> Any:
    return json.loads(json.dumps(value), parse_float=Decimal)


ORGANISATION = {
    "Name": "Harbour Cloud Ltd",
    "CountryCode": "AU",
    "BaseCurrency": "AUD",
    "Timezone": "AUSEASTERNSTANDARDTIME",
    "Class": "A_PLAN_OF_NEXT_YEAR",
    "PaymentTerms": {"Sales": {"Day": 14, "Type": "DAYSAFTERBILLDATE"}},
    "PeriodLockDate": "/Date(1767139200000+0000)/",
    "EndOfYearLockDate": "/Date(1751241600000+0000)/",
}
SALES = {"Code": "200", "Name": "Sales", "Type": "REVENUE", "TaxType": "OUTPUT", "Status": "ACTIVE"}
RATE = {"TaxType": "OUTPUT", "Name": "GST", "Status": "ACTIVE", "CanApplyToRevenue": True, "EffectiveRate": 10.0}


def organisation(*, accounts: Any = (SALES,), rates: Any = (RATE,), **changes: Any) -> Any:
    return decode.organisation(
        TenantId("tenant-1"),
        organisations=as_received({"Organisations": [ORGANISATION | changes]}),
        accounts=as_received({"Accounts": list(accounts)}),
        tax_rates=as_received({"TaxRates": list(rates)}),
        currencies=as_received({"Currencies": [{"Code": "AUD", "Description": "Dollar"}, {"Code": "USD"}]}),
        themes=as_received({"BrandingThemes": [{"BrandingThemeID": "t-1", "Name": "Standard"}]}),
    )


def path_of(failed: pytest.ExceptionInfo[WorldFailed]) -> str:
    assert failed.value.failure.kind is FailureKind.ATTENTION
    return failed.value.failure.evidence


def test_five_answers_make_one_organisation() -> None:
    found = organisation()
    assert (found.name, found.country, found.base_currency) == ("Harbour Cloud Ltd", "AU", "AUD")
    assert found.timezone == ZoneInfo("Australia/Sydney")
    assert found.currencies == {"AUD", "USD"}
    assert found.sales_terms == PaymentTerms(days=14, kind=TermKind.DAYS_AFTER_BILL_DATE)
    assert found.themes[0].name == "Standard"
    assert found.accounts == (
        Account(code="200", name="Sales", type="REVENUE", tax_type="OUTPUT", active=True, system=False),
    )
    assert found.tax_rates == (
        TaxRate(
            tax_type="OUTPUT",
            name="GST",
            active=True,
            for_revenue=True,
            effective_rate=Decimal(10),
            for_liabilities=False,
        ),
    )


def test_the_later_of_the_two_lock_dates_counts() -> None:
    assert organisation().locked_until == date(2025, 12, 31)
    assert organisation(PeriodLockDate=None).locked_until == date(2025, 6, 30)
    assert organisation(PeriodLockDate=None, EndOfYearLockDate=None).locked_until is None


def test_a_base_currency_counts_even_when_the_list_leaves_it_out() -> None:
    assert organisation(BaseCurrency="NZD").currencies == {"AUD", "USD", "NZD"}


def test_a_system_account_is_known_and_an_account_without_a_code_is_left_out() -> None:
    gst = SALES | {"Code": "820", "SystemAccount": "GST"}
    future = SALES | {"Code": "821", "SystemAccount": "SOMETHINGNEW", "Type": "NEWTYPE", "Status": "FROZEN"}
    plain = SALES | {"SystemAccount": ""}
    found = organisation(accounts=(gst, future, plain, {"Name": "Bank", "Type": "BANK", "Status": "ACTIVE"}))
    assert [(a.code, a.system, a.active) for a in found.accounts] == [
        ("820", True, True),
        ("821", True, False),
        ("200", False, True),
    ]


def test_terms_of_an_unknown_kind_are_no_terms() -> None:
    assert organisation(PaymentTerms={"Sales": {"Day": 5, "Type": "SOMEDAY"}}).sales_terms is None
    assert organisation(PaymentTerms={"Bills": {}}).sales_terms is None


@pytest.mark.parametrize("name", ["Name", "BaseCurrency"])
def test_what_is_missing_is_named_by_its_path(name: str) -> None:
    with pytest.raises(WorldFailed) as failed:
        organisation(**{name: None})
    assert path_of(failed) == f"Xero's answer is not as published: Organisations[0].{name} is missing"


def test_an_answer_without_an_organisation_or_a_contact_is_named_too() -> None:
    with pytest.raises(WorldFailed) as failed:
        decode.organisation(
            TenantId("t"), organisations={"Organisations": []}, accounts={}, tax_rates={}, currencies={}, themes={}
        )
    assert "Organisations[0] is missing" in path_of(failed)
    with pytest.raises(WorldFailed) as failed:
        documents.invoice(as_received(saved_invoice(Contact=None)), "Invoices[0]")
    assert "Invoices[0].Contact is missing" in path_of(failed)


def test_a_path_goes_down_to_the_line() -> None:
    broken = saved_invoice(LineItems=[{"LineAmount": 1.0}, {"LineAmount": "a lot"}])
    with pytest.raises(WorldFailed) as failed:
        documents.invoice(as_received(broken), "Invoices[3]")
    assert "Invoices[3].LineItems[1].LineAmount is no number" in path_of(failed)


@pytest.mark.parametrize("body", [None, [], "text", {}, {"Accounts": None}, {"Accounts": {}}, {"Accounts": [1]}])
def test_a_body_of_another_shape_is_no_crash(body: Any) -> None:
    with pytest.raises(WorldFailed) as failed:
        decode.organisation(
            TenantId("t"),
            organisations={"Organisations": [ORGANISATION]},
            accounts=body,
            tax_rates={},
            currencies={"Currencies": []},
            themes={},
        )
    assert "Accounts" in path_of(failed)


def test_an_invoice_is_read_to_the_last_decimal() -> None:
    found = documents.invoice(as_received(saved_invoice(SubTotal=1234567890.12, Total=1358024679)), "Invoices[0]")
    assert (found.subtotal, found.total) == (Decimal("1234567890.12"), Decimal(1358024679))
    assert (found.number, found.status, found.contact_id) == ("INV-0001", "DRAFT", LINDEN)
    assert [(line.description, line.line_amount) for line in found.lines] == [("Mailbox PR-1/1", Decimal(25))]


def test_an_unknown_status_is_kept_as_it_is() -> None:
    found = documents.invoice(as_received(saved_invoice(Status="ONHOLD", Surprise={"a": [1]})), "Invoices[0]")
    assert found.status == "ONHOLD"
    assert found.alive


def test_a_line_that_is_only_text_has_no_amount() -> None:
    found = documents.invoice(as_received(saved_invoice(LineItems=[{"Description": "Thank you"}])), "Invoices[0]")
    assert found.lines[0].line_amount == 0


def test_an_invoice_without_its_lines_is_refused_rather_than_read_as_empty() -> None:
    summary = {name: value for name, value in saved_invoice().items() if name != "LineItems"}
    with pytest.raises(WorldFailed) as failed:
        documents.invoice(as_received(summary), "Invoices[0]")
    assert "Invoices[0].LineItems is missing" in path_of(failed)


@pytest.mark.parametrize(("status", "active"), [("ACTIVE", True), ("ARCHIVED", False), ("GDPRREQUEST", False)])
def test_only_an_active_contact_can_be_invoiced(status: str, active: bool) -> None:
    found = decode.contact({"ContactID": "c", "Name": "Linden", "ContactStatus": status}, "Contacts[0]")
    assert (found.active, found.number, found.sales_terms) == (active, None, None)


def test_a_contact_may_have_terms_of_its_own() -> None:
    terms = {"Sales": {"Day": 20, "Type": "OFFOLLOWINGMONTH"}}
    item = {"ContactID": "c", "Name": "L", "ContactStatus": "ACTIVE", "ContactNumber": "TA-1", "PaymentTerms": terms}
    found = decode.contact(item, "Contacts[0]")
    assert found.sales_terms == PaymentTerms(days=20, kind=TermKind.OF_FOLLOWING_MONTH)


def test_a_contact_may_have_defaults_of_its_own_for_sales() -> None:
    item = {
        "ContactID": "c",
        "Name": "L",
        "ContactStatus": "ACTIVE",
        "SalesDefaultAccountCode": "260",
        "PurchasesDefaultAccountCode": "310",
        "AccountsReceivableTaxType": "EXEMPTOUTPUT",
        "Discount": Decimal("7.5"),
        "BrandingTheme": {"BrandingThemeID": "t-1", "Name": "Own"},
        "SalesTrackingCategories": [
            {"TrackingCategoryName": "Region", "TrackingOptionName": "West"},
            {"TrackingCategoryName": "Team"},
            "Region",
        ],
    }
    found = decode.contact(item, "Contacts[0]")
    assert (found.account_code, found.tax_type, found.branding_theme) == ("260", "EXEMPTOUTPUT", "t-1")
    assert (found.discount, found.tracking) == (Decimal("7.5"), (Tracking(category="Region", option="West"),))


@pytest.mark.parametrize(
    "nothing",
    [
        {},
        {"Discount": None, "BrandingTheme": None, "SalesTrackingCategories": None, "SalesDefaultAccountCode": ""},
        {"BrandingTheme": {"BrandingThemeID": "00000000-0000-0000-0000-000000000000"}, "SalesTrackingCategories": []},
    ],
)
def test_a_contact_without_defaults_has_none(nothing: dict[str, Any]) -> None:
    found = decode.contact({"ContactID": "c", "Name": "L", "ContactStatus": "ACTIVE", **nothing}, "Contacts[0]")
    assert found == HeldContact(id=XeroId("c"), name="L", number=None, active=True)


def test_the_tax_number_of_a_contact_is_read() -> None:
    found = decode.contact(
        {"ContactID": "c", "Name": "L", "ContactStatus": "ACTIVE", "TaxNumber": "GB 123 4567 82"}, "Contacts[0]"
    )
    assert found.tax_number == "GB 123 4567 82"


@pytest.mark.parametrize(
    ("told", "reverse"),
    [
        ({"ReportTaxType": "ECOUTPUTSERVICES"}, True),
        ({"ReportTaxType": "DRCHARGESUPPLY"}, True),
        ({"ReportTaxType": "OUTPUT", "Name": "EU Reverse Charge"}, True),
        ({"ReportTaxType": "OUTPUT"}, False),
        ({"ReportTaxType": "REVERSECHARGES"}, False),
    ],
)
def test_sales_of_reverse_charge_are_told_by_what_they_report_as_or_by_their_name(
    told: dict[str, Any], reverse: bool
) -> None:
    (rate,) = organisation(rates=[RATE | told]).tax_rates
    assert rate.reverse_charge is reverse


@given(st.dates(min_value=date(1900, 1, 1)), st.sampled_from(["+0000", "+1300", "-0500", ""]))
def test_a_date_of_xeros_is_a_calendar_day_whatever_its_offset(day: date, offset: str) -> None:
    milliseconds = (day - date(1970, 1, 1)).days * 86_400_000
    assert day_or_none({"Date": f"/Date({milliseconds}{offset})/"}, "Date", "Invoices[0]") == day
    assert day_or_none({"Date": f"{day.isoformat()}T00:00:00"}, "Date", "Invoices[0]") == day


@pytest.mark.parametrize("text", ["tomorrow", "/Date(x)/", "2026-13-45", "/Date(999999999999999)/"])
def test_a_date_that_is_none_is_named(text: str) -> None:
    with pytest.raises(WorldFailed) as failed:
        day_or_none({"Date": text}, "Date", "Invoices[0]")
    assert "Invoices[0].Date is no date" in path_of(failed)


def test_every_time_zone_that_the_sdk_lists_is_known_and_exists() -> None:
    assert {member.value for member in TimeZone} <= set(IANA)
    assert all(zone(name).key == key for name, key in IANA.items())


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("NEWZEALANDSTANDARDTIME", "Pacific/Auckland"),
        ("AUS Eastern Standard Time", "Australia/Sydney"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("UTC-02", "Etc/GMT+2"),
        ("MARSSTANDARDTIME", "UTC"),
        ("", "UTC"),
    ],
)
def test_a_zone_is_found_however_it_is_written_and_utc_is_the_rule_for_others(name: str, key: str) -> None:
    assert zone(name).key == key
