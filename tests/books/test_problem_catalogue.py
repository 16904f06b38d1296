"""Every problem that can be raised reads as whole sentences; the raising calls are read from the source."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import connect_ext.books
from connect_ext.books.booking.similar import similar
from connect_ext.books.by_hand.go_live import GoLive, before_go_live
from connect_ext.books.by_hand.holds import History, holds, new_contact
from connect_ext.books.by_hand.price_holds import price_holds
from connect_ext.books.charging.unchanged import disagreements
from connect_ext.books.coverage.stretch import CoverageState
from connect_ext.books.crediting.refunds import Attention, IssueCredit, refunds
from connect_ext.books.documents.compare import intended
from connect_ext.books.documents.emailing import NotEmailed, emailing, not_emailed
from connect_ext.books.documents.held import Held
from connect_ext.books.documents.policies import CancellationFee, FeeRule, HoldRules, ReductionRule
from connect_ext.books.documents.posted import posted
from connect_ext.books.facts.proposal import Account
from connect_ext.books.ids import DocumentKey, OrderKey
from connect_ext.books.mapping.tracking import TrackingRule
from connect_ext.books.orders.order import Address, Order, OrderType
from connect_ext.books.orders.reading import NoOrder, Stated
from connect_ext.books.planning.numbers import taken
from connect_ext.books.planning.plan import plan
from connect_ext.books.problems.catalogue import CATALOGUE, Screen
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.books.problems.refusal_remedies import OF_REFUSALS
from connect_ext.books.settings.settings import BilledParty
from connect_ext.books.subscription.asset import KnownOrder
from tests.books.builders import (
    AUD,
    CONTACT,
    OURS,
    THEME,
    TODAY,
    USD,
    a_fee,
    a_held_contact,
    a_party,
    a_price,
    a_rate,
    a_reseller,
    an_account,
    an_item,
    an_order,
    an_organisation,
    as_held,
    facts,
    no_price,
    problems_of,
    proposed,
    some_settings,
    the_invoice,
)
from tests.books.day_builders import a_stretch, covering
from tests.books.little_books import LittleBooks, an_order_on
from tests.books.mapping_builders import a_card, a_mapping, mappings
from tests.books.refund_builders import a_billed, a_held_invoice
from tests.books.test_changes import a_change, a_fallen_invoice, bought, changed, knowing, seats
from tests.books.test_holds import a_credit, an_amount
from tests.books.test_price_holds import known_prices
from tests.books.usage_builders import a_usage_order, a_use, used

SOURCE = Path(connect_ext.books.__path__[0]).parent


def the_gone_contact() -> tuple[Problem, ...]:
    proposal = proposed()
    found = plan(proposal, Held(gone=frozenset({proposal.contact.key})), "Harbour Cloud")
    return tuple(one for one in found if isinstance(one, Problem))


def the_other_amount() -> tuple[Problem, ...]:
    invoice = the_invoice(proposed())
    found = posted(intended(invoice, CONTACT), as_held(invoice, subtotal=Decimal(99)), None, "INV-1")
    return (found,) if isinstance(found, Problem) else ()


def the_refund(status: str) -> tuple[Problem, ...]:
    (found,) = refunds([a_billed(a_held_invoice(status=status), picture=None)], "PR-9")
    assert isinstance(found, Attention | IssueCredit)
    told = found.problem if isinstance(found, Attention) else found.remark
    return (told,) if told else ()


def problems_of_reduction(facts: dict[str, Any] | None = None, **settings: Any) -> tuple[Problem, ...]:
    found = replace(sold(**settings), facts=facts or {}).ask(
        an_order_on(OrderType.CHANGE, 2, "10 Jan", seats("2", "1"))
    )
    return found if isinstance(found, tuple) else ()


def problems_of_cancellation(**settings: Any) -> tuple[Problem, ...]:
    found = sold(**settings).ask(cancel())
    return found if isinstance(found, tuple) else ()


def cancel(on: str = "10 Jan") -> Order:
    return an_order_on(OrderType.CANCELLATION, 2, on, a_fee())


def sold(**settings: Any) -> LittleBooks:
    told = LittleBooks(settings=settings)
    told.made(an_order_on(OrderType.SALES, 1, "1 Jan", a_fee()))
    return told


def not_sent(found: object) -> tuple[Problem, ...]:
    return (found.problem,) if isinstance(found, NotEmailed) else ()


UNANSWERED = emailing(None, None, name="INV-1", by_us=False, unanswered=True, confirmed=0)
AUTOMATIC = an_organisation(country="AU", tax_rates=(replace(a_rate(), automatic=True),))
REVERSED = an_organisation(tax_rates=(replace(a_rate(), reverse_charge=True),))
NUMBERED = replace(the_invoice(proposed()), number="4711")
TWIN = replace(NUMBERED, key=DocumentKey("invoice:PR-2"))
UTC = ZoneInfo("UTC")
A_CENT = History(last={AUD: Decimal("0.01")})
ABROAD = a_party(address=Address(country="NZ"))
RAISED: dict[Code, Callable[[], tuple[Problem, ...]]] = {
    Code.PRICE_MISSING: lambda: problems_of(about=facts(no_price())),
    Code.PRICES_IN_SEVERAL_CURRENCIES: lambda: problems_of(
        an_order(a_fee(1), a_fee(2)), facts(by_fee={1: (a_price(),), 2: (a_price(currency=USD),)})
    ),
    Code.QUANTITY_UNUSABLE: lambda: problems_of(an_order(a_fee(quantity="unlimited"))),
    Code.BILLED_PARTY_MISSING: lambda: problems_of(an_order(customer=None)),
    Code.BILLED_PARTY_UNCLEAR: lambda: problems_of(
        an_order(tier1=a_reseller("TA-1"), tier2=a_reseller("TA-2")),
        facts(account=Account(role="reseller", tier_account_id=OURS)),
    ),
    Code.CURRENCY_NOT_ENABLED: lambda: problems_of(about=facts(a_price(currency=USD))),
    Code.PRICE_TOO_LARGE: lambda: problems_of(about=facts(a_price("10000000000"))),
    Code.USAGE_ONLY_COST: lambda: problems_of(a_usage_order(schema="cr"), facts(no_price())),
    Code.USAGE_NOT_FOR_PARTY: lambda: problems_of(a_usage_order(used(a_use(tier=1)), schema="tr"), facts()),
    Code.ACCOUNT_MISSING: lambda: problems_of(about=facts(settings=some_settings(fallback_account=""))),
    Code.ACCOUNT_UNUSABLE: lambda: problems_of(
        about=facts(organisation=an_organisation(accounts=(an_account(active=False),)))
    ),
    Code.TAX_RULE_MISSING: lambda: problems_of(an_order(customer=ABROAD)),
    Code.TAX_TYPE_UNUSABLE: lambda: problems_of(about=facts(organisation=an_organisation(tax_rates=()))),
    Code.TAX_AUTOMATIC: lambda: problems_of(about=facts(organisation=AUTOMATIC)),
    Code.NUMBER_TAKEN: lambda: tuple(taken([("PR-1", NUMBERED), ("PR-2", TWIN)], []).values())[:1],
    Code.TAX_NUMBER_MISSING: lambda: problems_of(about=facts(organisation=REVERSED)),
    Code.EMAIL_NOT_SENT: lambda: (not_emailed("INV-1", "its contact has no e-mail address"),),
    Code.EMAIL_UNANSWERED: lambda: not_sent(UNANSWERED),
    Code.TAX_COUNTRY_UNKNOWN: lambda: problems_of(an_order(customer=a_party(address=Address()))),
    Code.ITEM_UNUSABLE: lambda: problems_of(about=facts(mappings=mappings(a_mapping("SEAT")), items={})),
    Code.RULED_ACCOUNT_UNUSABLE: lambda: problems_of(
        about=facts(mappings=mappings(a_mapping("SEAT", account_code="999")))
    ),
    Code.RULED_TAX_UNUSABLE: lambda: problems_of(about=facts(mappings=mappings(a_mapping("SEAT", tax_type="MOON")))),
    Code.CONTACT_SIMILAR: lambda: problems_of(
        about=facts(similar=similar([a_party()], [a_card(email=a_party().email)])[a_party().id])
    ),
    Code.TRACKING_UNUSABLE: lambda: problems_of(
        about=facts(mappings=mappings(tracking=(TrackingRule(category="Region", option="South"),)), categories=())
    ),
    Code.THEME_UNKNOWN: lambda: problems_of(
        about=facts(organisation=an_organisation(themes=()), settings=some_settings(branding_theme=THEME))
    ),
    Code.CONTACT_ARCHIVED: lambda: problems_of(about=facts(held_contact=a_held_contact(active=False))),
    Code.CONTACT_GONE: the_gone_contact,
    Code.AMOUNT_DIFFERS: the_other_amount,
    Code.REFUND_UNCLEAR: lambda: the_refund("DRAFT"),
    Code.CREDIT_STAYS_OPEN: lambda: the_refund("PAID"),
    Code.CONTACT_NAME_MISSING: lambda: problems_of(an_order(customer=a_party(name=""))),
    Code.REDUCTION_ASKS: lambda: problems_of_reduction(reductions=ReductionRule.ASK),
    Code.BILLED_ELSEWHERE: lambda: problems_of(
        a_change(seats("5", "3")), knowing(coverage=covering(a_stretch(state=CoverageState.BILLED_ELSEWHERE)))
    ),
    Code.CANCELLATION_ASKS: problems_of_cancellation,
    Code.CANCELLED_UNBILLED: lambda: problems_of(cancel(), facts()),
    Code.COMMITMENT_UNKNOWN: lambda: problems_of_cancellation(
        cancellation_fee=CancellationFee(rule=FeeRule.COMMITTED_PERIODS)
    ),
    Code.COMMITMENT_ASKS: lambda: problems_of_reduction(facts={"commitments": {an_item().id: 12}}),
    Code.AFTER_THE_END: lambda: problems_of(
        a_change(number=3), knowing(bought(), KnownOrder(order=cancel("5 Jan"), ignored=False))
    ),
    Code.NEVER_BILLED: lambda: problems_of(a_change(), facts()),
    Code.INVOICE_FALLEN: lambda: problems_of(a_change(), knowing(fallen=(a_fallen_invoice(),))),
    Code.QUANTITIES_DISAGREE: lambda: disagreements(
        NoOrder(
            key=OrderKey("PR-9"),
            type=None,
            asset_id=None,
            reason="",
            stated=Stated(effective_at=bought().order.effective_at + timedelta(days=9), fees=(a_fee(quantity="9"),)),
        ),
        [bought().order],
    ),
    Code.EARLIER_ORDER_IGNORED: lambda: problems_of(
        a_change(seats("8", "10"), number=3), knowing(bought(), changed(on="5 Jan", number=2, ignored=True))
    ),
    Code.HELD_CREDIT: lambda: holds(a_credit(), an_amount(), History(), HoldRules(first_documents=0)),
    Code.HELD_LARGE: lambda: holds(proposed(), an_amount(), A_CENT, HoldRules(first_documents=0)),
    Code.HELD_ABOVE: lambda: holds(proposed(), an_amount(), History(), HoldRules(above={AUD: Decimal(1)})),
    Code.HELD_FIRST: lambda: holds(proposed(), an_amount(), History(), HoldRules()),
    Code.BEFORE_GO_LIVE: lambda: tuple(
        filter(None, [before_go_live(GoLive(start=TODAY, zone=UTC), datetime(2020, 5, 1, tzinfo=UTC), an_order().key)])
    ),
    Code.HELD_PRICE_CHANGED: lambda: price_holds(proposed(), known_prices(), HoldRules(price_changes=True)),
    Code.HELD_LOW_MARGIN: lambda: price_holds(proposed(), known_prices(), HoldRules(low_margins=True)),
    Code.CONTACT_DEFAULT_UNUSABLE: lambda: problems_of(about=facts(held_contact=a_held_contact(account_code="999"))),
    Code.HELD_NEW_CONTACT: lambda: tuple(filter(None, [new_contact("PR-1", "Harbour", 0, some_settings())])),
    Code.HELD_NEW_CUSTOMER: lambda: holds(proposed(), an_amount(), History(), HoldRules(first_of_customer=True)),
}


def words_of(code: Code) -> set[str]:
    texts = CATALOGUE[code].sentence + CATALOGUE[code].advice
    return {name for _, name, _, _ in Formatter().parse(texts) if name}


def calls() -> Iterator[tuple[str, Code | None, set[str]]]:
    """Every call of `problem(...)` in the product: where it stands, its code if named there, its words."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "problem":
                first = node.args[0]
                code = Code[first.attr] if isinstance(first, ast.Attribute) else None
                where = f"{path.relative_to(SOURCE)}:{node.lineno}"
                yield where, code, {keyword.arg for keyword in node.keywords if keyword.arg}


def named_codes() -> set[Code]:
    """Every `Code.X` outside the catalogue itself."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        if path.name != "problem.py":
            nodes = ast.walk(ast.parse(path.read_text()))
            found |= {
                Code[node.attr]
                for node in nodes
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Code"
            }
    return found


CHOSEN_THERE = {
    "work/outcome.py": {Code.ANSWER_UNCLEAR, Code.MARKETPLACE_REFUSED},
    "sync/sending/kinds/refusals.py": {*OF_REFUSALS, Code.NUMBER_TAKEN, Code.DATE_LOCKED, Code.REFUSED_BY_XERO}
    - {Code.LOST_TOO_OFTEN},
}
"""By file, the codes between which a call chooses."""


def test_every_code_has_a_remedy_and_every_remedy_a_code() -> None:
    assert set(CATALOGUE) == set(Code)


def test_every_code_is_raised_somewhere() -> None:
    assert set(Code) - named_codes() == set()


def test_the_numbers_of_the_codes_are_all_different() -> None:
    assert len({code.value for code in Code}) == len(Code.__members__)


@pytest.mark.parametrize(("where", "code", "given"), list(calls()), ids=[call[0] for call in calls()])
def test_every_place_that_raises_a_problem_gives_all_the_words_of_its_sentence(
    where: str, code: Code | None, given: set[str]
) -> None:
    codes = CHOSEN_THERE[where.partition(":")[0]] if code is None else {code}
    for possible in codes:
        assert words_of(possible) - given == set()


@pytest.mark.parametrize("code", list(RAISED))
def test_every_problem_of_the_books_reads_as_whole_sentences(code: Code) -> None:
    (found,) = [one for one in RAISED[code]() if one.code is code]
    for text in (found.sentence, found.advice):
        assert not set("{}") & set(text)
        assert text[0] == text[0].upper()
        assert text.endswith(".")
        assert "  " not in text
        assert ".." not in text


@pytest.mark.parametrize("code", list(RAISED))
def test_every_problem_says_on_which_screen_it_is_fixed(code: Code) -> None:
    (found,) = [one for one in RAISED[code]() if one.code is code]
    assert found.screen is CATALOGUE[code].screen
    assert found.screen in Screen


def test_every_code_that_the_books_raise_is_raised_here() -> None:
    books = {code for where, code, _ in calls() if where.startswith("books/")}
    assert books == set(RAISED)


@pytest.mark.parametrize("code", list(Code))
def test_a_sentence_shows_each_of_its_words(code: Code) -> None:
    words = {name: f"<{name}>" for name in words_of(code)}
    found = problem(code, **words)
    shown = found.sentence + found.advice
    assert [name for name in words if f"<{name}>" not in shown] == []


def test_a_missing_word_is_a_bug_and_no_half_sentence() -> None:
    with pytest.raises(KeyError):
        _ = problem(Code.PRICE_MISSING, subject="MPN-SEAT").sentence


def test_problems_are_values() -> None:
    one = problem(Code.THEME_UNKNOWN, organisation="Harbour Cloud")
    assert one == problem(Code.THEME_UNKNOWN, organisation="Harbour Cloud")
    assert one != replace(one, data={"organisation": "Another"})


def test_a_fixed_tier_that_is_missing_is_named_in_the_sentence() -> None:
    (found,) = problems_of(about=facts(settings=some_settings(billed_party=BilledParty.TIER2)))
    assert "tier2" in found.sentence
