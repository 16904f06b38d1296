from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from connect_ext.books.booking.price_terms import PriceTerms, in_the_books
from connect_ext.books.charging.usage import names_its_prices, price_sources, priced_quantity
from connect_ext.books.documents.document import Invoice, LineAmountTypes, LineItem
from connect_ext.books.facts.proposal import Facts, NothingToInvoice
from connect_ext.books.ids import UsageRecordId
from connect_ext.books.money import Amount, Currency, amount_figures, round_amount
from connect_ext.books.orders.order import Fee, Order, PartyRole
from connect_ext.books.prices.edits import FeeEdit, edited_order, edited_quotes
from connect_ext.books.problems.problem import Code
from connect_ext.books.proposing.propose import propose
from connect_ext.books.settings.settings import BilledParty, NumberSource, PriceSource
from tests.books.builders import (
    AUD,
    JPY,
    TODAY,
    USD,
    a_party,
    a_price,
    a_reseller,
    an_account,
    an_order,
    an_organisation,
    facts,
    no_price,
    nothing_of,
    problems_of,
    proposed,
    some_settings,
)
from tests.books.usage_builders import KEY, a_usage_order, a_use, in_dollars, usage_proposal, used

USAGE = PriceSource.USAGE
CENT = Decimal("0.01")
TIERS = (a_use(1, "10", tier=0), a_use(2, "7", tier=1), a_use(3, "5", tier=2))


def the_invoice(*fees: Fee) -> Invoice:
    found = usage_proposal(*fees).invoice
    assert found is not None
    return found


def codes(order: Order, about: Facts) -> list[Code]:
    return [found.code for found in problems_of(order, about)]


def test_an_item_is_one_line_with_the_sum_of_its_records() -> None:
    invoice = the_invoice(used(a_use(1, "12.50"), a_use(2, "0.25", "1")))
    (line,) = invoice.lines

    assert (line.quantity, line.unit_amount, line.line_amount) == (Decimal(6), Decimal("2.1250"), Decimal("12.75"))
    assert (line.account_code, line.tax_type, line.mark) == ("200", "OUTPUT", f"{KEY}/1")
    assert line.description == f"Harbour Mail: Storage, 2026-10-01 to 2026-10-31, 6 GB {KEY}/1"
    assert line.covers == ()
    assert (invoice.currency, invoice.key, invoice.reference) == (USD, f"invoice:{KEY}", KEY)


def test_its_explanation_names_file_schema_records_and_account() -> None:
    (line,) = the_invoice(used(a_use(1, "11.7162"), a_use(2, "1", "1"))).lines

    assert line.explanation == (
        "Usage file UF-2026-11-1111-2222 “October”, schema pr: 2 records of MPN-1, 2026-10-01 to 2026-10-31, "
        "12.7162 USD, as the file says; account 200 for usage items, tax type OUTPUT."
    )


def test_only_the_sum_is_rounded() -> None:
    (line,) = the_invoice(used(*(a_use(number, "0.004") for number in range(5)))).lines

    assert line.line_amount == Decimal("0.02")


@pytest.mark.parametrize("quantity", ["3", "0.123456", None, "0"])
def test_an_amount_that_no_unit_comes_to_stands_once(quantity: str | None) -> None:
    amount = "10000000.01" if quantity == "0.123456" else "100000.01"
    (line,) = the_invoice(used(a_use(1, amount, quantity))).lines

    assert line.quantity * line.unit_amount == line.line_amount or line.quantity == 3
    assert line.line_amount == Decimal(amount)


def test_the_account_is_that_of_usage() -> None:
    settings = some_settings(accounts={"usage": "210", "licence": "200"})
    organisation = an_organisation(accounts=(an_account(), an_account("210")), currencies=frozenset({USD}))
    proposal = usage_proposal(settings=settings, organisation=organisation)

    assert [line.account_code for line in proposal.lines] == ["210"]


@pytest.mark.parametrize(
    ("billed", "amount"), [(BilledParty.CUSTOMER, 10), (BilledParty.TIER1, 7), (BilledParty.TIER2, 5)]
)
def test_of_a_tiered_file_only_the_records_of_the_billed_party_count(billed: BilledParty, amount: int) -> None:
    order = a_usage_order(used(*TIERS), schema="tr", tier2=a_reseller("TA-3"))
    about = in_dollars(order, PartyRole(billed.value), settings=some_settings(billed_party=billed))
    (line,) = proposed(order, about).lines

    assert line.line_amount == amount
    assert f"1 record of MPN-1 for {billed.value}," in line.explanation


def test_a_tiered_file_without_the_billed_partys_tier_asks() -> None:
    order = a_usage_order(used(TIERS[1]), schema="tr")
    (found,) = problems_of(order, in_dollars(order))

    assert found.code is Code.USAGE_NOT_FOR_PARTY
    assert found.sentence == f"{KEY} has amounts for other tiers only, and none for customer, the party that you bill."


def test_an_item_of_which_only_other_tiers_have_amounts_is_left_out() -> None:
    proposal = usage_proposal(used(TIERS[0]), used(TIERS[1], number=2, name="Traffic"), schema="tr")

    assert len(proposal.lines) == 1
    assert proposal.remarks == ("Traffic: the file has no amount of it for customer",)


def test_a_file_of_quantities_costs_what_our_price_sources_say() -> None:
    order = a_usage_order(used(a_use(1, None, "100"), a_use(2, None, "23.4567")), schema="qt")
    proposal = proposed(order, facts(a_price("0.05")))
    (line,) = proposal.lines

    assert (line.quantity, line.unit_amount, line.line_amount) == (
        Decimal("123.4567"),
        Decimal("0.05"),
        Decimal("6.17"),
    )
    assert line.description.startswith("Harbour Mail: Storage, 2026-10-01 to 2026-10-31, 123.4567 GB UF-")
    assert "2 records of MPN-1, 2026-10-01 to 2026-10-31, 123.4567 at 0.05 AUD each, from price list PL-1, st0p;" in (
        line.explanation
    )
    assert proposal.invoice is not None
    assert proposal.invoice.currency == AUD


def test_on_an_invoice_with_tax_in_its_amounts_the_files_amount_and_a_price_of_ours_are_told_without() -> None:
    with_tax = some_settings(line_amounts=LineAmountTypes.INCLUSIVE)
    as_told = usage_proposal(settings=with_tax).invoice
    priced = proposed(
        a_usage_order(used(a_use(1, None, "5")), schema="qt"), facts(a_price("2.50"), settings=with_tax)
    ).invoice
    for invoice, worth in ((as_told, "12.5 USD, as the file says;"), (priced, "5 at 2.5 AUD each, from price list")):
        assert invoice is not None
        (line,) = invoice.lines
        assert (line.quantity, line.unit_amount, line.line_amount) == (Decimal(5), Decimal("2.75"), Decimal("13.75"))
        assert (line.tax_inside, invoice.subtotal) == (Decimal("1.25"), Decimal("12.50"))
        assert worth in line.explanation


def test_a_quantity_that_cannot_be_kept_is_shown_as_arithmetic() -> None:
    order = a_usage_order(used(a_use(1, None, "123.45678")), schema="qt")
    (line,) = proposed(order, facts(a_price("0.05"))).lines

    assert (line.quantity, line.line_amount) == (Decimal(1), Decimal("6.17"))
    assert "2026-10-31, 123.45678 x 0.05 AUD UF-" in line.description


def test_quantities_without_a_price_are_a_problem() -> None:
    order = a_usage_order(used(a_use(1, None)), schema="qt")
    (found,) = problems_of(order, facts(no_price()))

    assert found.sentence == "No price for Storage (MPN-1): column st0p is empty."


def test_what_usage_costs_us_is_sold_only_at_a_price_of_our_own() -> None:
    order = a_usage_order(schema="cr")
    (found,) = problems_of(order, facts(no_price()))

    assert found.code is Code.USAGE_ONLY_COST
    assert found.sentence == "Usage file UF-2026-11-1111-2222 says what Storage costs you, not what you sell it for."
    assert proposed(order, facts(a_price("4"))).lines[0].line_amount == 20


def test_prices_are_asked_for_where_the_file_does_not_name_them() -> None:
    settings = some_settings()

    assert price_sources(an_order(), settings) == settings.price_sources
    assert price_sources(a_usage_order(schema="qt"), settings) == settings.price_sources
    assert price_sources(a_usage_order(schema="cr"), settings) == (PriceSource.OWN_TABLE,)
    named = {schema: names_its_prices(a_usage_order(schema=schema)) for schema in ("tr", "pr", "qt", "cr")}
    assert named == {"tr": True, "pr": True, "qt": False, "cr": False}
    assert not names_its_prices(an_order())


def test_a_correction_costs_what_the_usage_did() -> None:
    back = used(a_use(1, None, "-3"))
    order = a_usage_order(back, used(a_use(2, None, "10"), number=2), schema="qt")
    line, _ = proposed(order, facts(a_price("2"))).lines

    assert (line.quantity, line.unit_amount, line.line_amount) == (Decimal(3), Decimal(-2), Decimal(-6))
    assert priced_quantity(back) == 3


def test_charges_and_corrections_share_an_invoice_as_long_as_it_is_not_negative() -> None:
    proposal = usage_proposal(used(a_use(1, "-30", "-3")), used(a_use(2, "30"), number=2))

    assert proposal.invoice is not None
    assert [line.line_amount for line in proposal.invoice.lines] == [-30, 30]
    assert proposal.credit_notes == ()


def test_a_negative_sum_is_a_credit_note_to_the_billed_party() -> None:
    proposal = usage_proposal(used(a_use(1, "-30", "-3")), used(a_use(2, "10"), number=2))
    (note,) = proposal.credit_notes

    assert proposal.invoice is None
    assert (note.key, note.contact, note.contact_id) == (f"credit:{KEY}", proposal.contact.key, None)
    assert (note.credits, note.currency, note.currency_rate) == ((), USD, None)
    assert note.line_amount_types is LineAmountTypes.EXCLUSIVE
    figures = [(line.quantity, line.unit_amount, line.line_amount) for line in note.lines]
    assert figures == [tuple(map(Decimal, (3, 10, 30))), tuple(map(Decimal, (5, -2, -10)))]
    assert note.lines[0].account_code == "200"
    assert note.lines[0].mark == f"{KEY}/1"
    assert note.subtotal == 20
    assert proposal.keys == (note.key,)
    assert proposal.records == ("UR-1", "UR-2")


def test_a_negative_line_of_another_order_makes_no_credit_note() -> None:
    assert proposed(an_order(), facts(a_price("-1"))).credit_notes == ()


def test_a_credit_note_carries_the_marketplaces_number_too() -> None:
    settings = some_settings(invoice_number_from=NumberSource.MARKETPLACE)
    (note,) = usage_proposal(used(a_use(1, "-30")), settings=settings).credit_notes

    assert note.number == KEY


def test_a_record_is_billed_once() -> None:
    fee = used(a_use(1, "10"), a_use(2, "5"))
    proposal = usage_proposal(fee, billed_usage=frozenset({UsageRecordId("UR-1")}))

    assert [line.line_amount for line in proposal.lines] == [5]
    assert proposal.remarks == ("Storage: 1 of its 2 records billed already",)
    assert proposal.records == ("UR-2",)


def test_where_all_is_billed_there_is_nothing_to_invoice() -> None:
    order = a_usage_order()
    about = in_dollars(order, billed_usage=frozenset({UsageRecordId("UR-1")}))

    assert nothing_of(order, about) == "Nothing to invoice: Storage: all of its usage is billed already."
    found = propose(order, about)
    assert isinstance(found, NothingToInvoice)
    assert found.records == ()


def test_what_is_billed_already_need_not_be_for_the_billed_party_any_more() -> None:
    order = a_usage_order(used(*TIERS[:2]), schema="tr")
    about = in_dollars(order, billed_usage=frozenset({TIERS[0].id}))

    assert nothing_of(order, about) == "Nothing to invoice: Storage: the file has no amount of it for customer."


def test_usage_for_nothing_is_left_out_and_is_settled_with_the_rest() -> None:
    free = a_usage_order(used(a_use(1, "0")))
    found = propose(free, in_dollars(free))

    assert isinstance(found, NothingToInvoice)
    assert found.reason == "Nothing to invoice: Storage: its usage comes to 0."
    assert found.records == ("UR-1",)
    shown = proposed(free, in_dollars(free, settings=some_settings(show_zero_lines=True)))
    assert [line.line_amount for line in shown.lines] == [0]


def test_refused_records_are_remarks() -> None:
    order = a_usage_order(skipped=("UR-9 of Storage is rejected in Connect",))
    proposal = proposed(order, in_dollars(order))

    assert proposal.remarks == ("UR-9 of Storage is rejected in Connect",)


def test_all_problems_are_found_at_once() -> None:
    settings = some_settings(fallback_account="")
    order = a_usage_order(used(a_use(1, "99999999999")))

    assert codes(order, in_dollars(order, settings=settings, organisation=an_organisation())) == [
        Code.ACCOUNT_MISSING,
        Code.PRICE_TOO_LARGE,
        Code.CURRENCY_NOT_ENABLED,
    ]
    cost = a_usage_order(schema="cr")
    assert codes(cost, facts(no_price(), settings=settings)) == [Code.USAGE_ONLY_COST, Code.ACCOUNT_MISSING]


def edited(order: Order, edit: FeeEdit) -> LineItem:
    about = in_dollars(order)
    (line,) = proposed(
        edited_order(order, {1: edit}), replace(about, quotes=edited_quotes(about.quotes, {1: edit}))
    ).lines
    return line


def test_a_persons_edits_count_for_usage_too() -> None:
    order = a_usage_order(used(a_use(1, "12.50")))

    assert edited(order, FeeEdit(description="Disks")).description.startswith("Disks, 2026-10-01 to 2026-10-31, 5 GB ")
    assert edited(order, FeeEdit(quantity=Decimal(4))).line_amount == 10
    assert edited(order, FeeEdit(price=Amount(value=Decimal(3), currency=USD))).line_amount == 15
    discounted = edited(order, FeeEdit(discount=Decimal(10)))
    assert discounted.line_amount == Decimal("11.25")
    assert "5 at 2.25 USD each, from usage file UF-2026-11-1111-2222, 2.5 less 10 % by a person;" in (
        discounted.explanation
    )


def test_a_discount_on_usage_that_is_not_counted_is_one_on_the_whole() -> None:
    order = a_usage_order(used(a_use(1, "12.50", None)))
    line = edited(order, FeeEdit(discount=Decimal(10)))

    assert (line.quantity, line.line_amount) == (Decimal(1), Decimal("11.25"))
    assert "11.25 USD in all, from usage file" in line.explanation


def test_a_source_that_usage_is_not_priced_by_has_no_price() -> None:
    order = a_usage_order()
    about = in_dollars(order)
    quotes = edited_quotes(about.quotes, {1: FeeEdit(source=PriceSource.OWN_TABLE)})

    assert codes(order, replace(about, quotes=quotes)) == [Code.PRICE_MISSING]


def test_a_single_day_is_said_once() -> None:
    day = a_use(1, end=a_use().start)
    (line,) = the_invoice(used(day)).lines

    assert ", 2026-10-01, 5 GB " in line.description


@given(
    st.none() | st.decimals("-999999", "999999", places=6) | st.just(Decimal("1E-99")),
    st.decimals("-99999999", "99999999", places=6),
    st.sampled_from([AUD, JPY]),
)
@example(Decimal(3), Decimal("0.01"), AUD)
@example(Decimal(-2), Decimal("0.005"), AUD)
def test_a_given_amount_is_kept_whichever_way_xero_rounds(
    quantity: Decimal | None, amount: Decimal, currency: Currency
) -> None:
    figures = amount_figures(quantity, amount, currency)

    assert figures.amount == round_amount(amount, currency)
    assert figures.quantity > 0
    with localcontext(prec=60):
        for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN):
            assert (figures.quantity * figures.unit_amount).quantize(CENT, rounding=rounding) == figures.amount


def test_the_amounts_of_a_file_may_have_tax_in_them_and_are_marked_up_like_any_price() -> None:
    order = a_usage_order(used(a_use(1, "11", "5"), a_use(2, "22", "10")))
    chosen = some_settings(prices_with_tax=frozenset({USAGE}), markup={USAGE: Decimal(20)})
    about = in_dollars(order, settings=chosen)
    terms = PriceTerms(order=order, party=a_party(), facts=about, on=TODAY)
    quotes = in_the_books(about.quotes, (), terms)
    proposal = proposed(order, replace(about, quotes=quotes))
    (line,) = proposal.lines
    assert (line.quantity, line.unit_amount, line.line_amount) == (Decimal(15), Decimal("2.4"), Decimal(36))
    assert "36 USD, from usage file UF-2026-11-1111-2222, 33 with 10 % tax, 30 plus 20 %" in line.explanation
    by_a_person = edited_quotes(quotes, {1: FeeEdit(discount=Decimal(50))})
    assert proposed(order, replace(about, quotes=by_a_person)).lines[0].line_amount == 18
