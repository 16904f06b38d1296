"""An order and the facts about it become a proposal, a reason for none, or every problem at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import count

from connect_ext.books.booking.billed_party import billed_party
from connect_ext.books.booking.contact_of import contact_of, problems_of_the_contact
from connect_ext.books.booking.own_defaults import problems_of_the_theme, theme_of
from connect_ext.books.booking.reverse_charge import problems_of_reverse_charge
from connect_ext.books.charging.charges import NoCharge
from connect_ext.books.charging.line_text import Telling
from connect_ext.books.crediting.decrease import renewed_with_less
from connect_ext.books.crediting.give_back import Giving
from connect_ext.books.crediting.given_back import NOTHING_GIVEN, GivenBack, chosen_by
from connect_ext.books.crediting.returned import Returned
from connect_ext.books.documents.document import Invoice, LineItem
from connect_ext.books.documents.reference import invoice_number, mark, order_url, reference
from connect_ext.books.documents.standing import fallen_credits, without
from connect_ext.books.facts.proposal import Facts, NothingToInvoice, Proposal
from connect_ext.books.ids import DocumentKey, contact_key, invoice_key
from connect_ext.books.mapping.classify import line_amount_types
from connect_ext.books.money import Amount, Currency
from connect_ext.books.orders.order import Order, OrderType, Party
from connect_ext.books.placing.dating import invoice_dates, wanted_day
from connect_ext.books.placing.placing import placed
from connect_ext.books.prices.price import choose
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.books.proposing.ending import ending
from connect_ext.books.proposing.lines import LeftOut, LinesOutcome, PricedLines, Sale, name_of
from connect_ext.books.proposing.usage_lines import usage_line
from connect_ext.books.proposing.usage_proposal import of_usage
from connect_ext.books.proposing.without_lines import written_with
from connect_ext.books.settings.one_order import settings_for
from connect_ext.books.settings.settings import NumberSource


def propose(order: Order, facts: Facts) -> Proposal | NothingToInvoice | tuple[Problem, ...]:
    """What the books should say about `order`. Reads nothing but its arguments."""
    found = _proposed(order, facts)
    if order.usage is not None and not isinstance(found, tuple):
        found = of_usage(found, order, order.usage, facts)
    return placed(found, facts) if isinstance(found, Proposal) else found


def _proposed(order: Order, facts: Facts) -> Proposal | NothingToInvoice | tuple[Problem, ...]:
    party = billed_party(order, facts.settings.billed_party, facts.account)
    if isinstance(party, Problem):
        return (party,)
    facts = replace(facts, settings=settings_for(facts.settings, order.product_id, facts.chosen))
    facts, fallen = _without_fallen_credits(facts)
    further_marks = (mark(order, number) for number in count(len(order.fees) + 1))
    outcomes = _outcomes(order, party, facts, further_marks)
    back = _given_back(order, party, facts, outcomes, further_marks)
    problems = [found for outcome in (*outcomes, back) if isinstance(outcome, tuple) for found in outcome]
    back = NOTHING_GIVEN if isinstance(back, tuple) else chosen_by(facts.chosen, back)
    priced = [outcome for outcome in outcomes if isinstance(outcome, PricedLines)]
    if not (problems or priced or back.makes_documents):
        return _nothing(order, outcomes, back, facts, fallen)
    problems += _problems_of_the_document(order, party, _currencies(order, outcomes, facts), facts)
    problems += problems_of_reverse_charge((line for one in priced for line in one.lines), party, facts)
    if problems:
        return _distinct(problems)
    proposal = Proposal(
        order=order,
        contact=contact_of(party),
        invoice=_invoice(order, party, priced, back, facts) if priced else None,
        credit_notes=back.notes,
        changes=back.changes,
        released=back.released | fallen,
        remarks=(*_remarks(outcomes, facts), *back.remarks),
        warnings=back.warnings,
        follow_ups=back.follow_ups,
    )
    named = dict.fromkeys(line.item_code for line in proposal.lines if line.item_code)
    items = tuple(facts.new_items[code] for code in named if code in facts.new_items)
    return replace(proposal, items=items, waived=written_with(proposal.keys[0], outcomes, back, facts.today))


def _without_fallen_credits(facts: Facts) -> tuple[Facts, frozenset[DocumentKey]]:
    """What was credited and is not credited any more is billed again (money §5)."""
    fallen = fallen_credits(facts.asset.coverage, facts.asset.standing)
    coverage = without(facts.asset.coverage, fallen)
    return replace(facts, asset=replace(facts.asset, coverage=coverage)), fallen


def _outcomes(order: Order, party: Party, facts: Facts, further_marks: Iterator[str]) -> list[LinesOutcome]:
    """Fee by fee: what one bills is billed when the next one is looked at. A cancellation is about the whole asset."""
    if order.type is OrderType.CANCELLATION:
        return ending(order, party, facts, further_marks)
    sale = Sale(order=order, party=party, facts=facts, telling=_telling(order, facts))
    outcomes, covered = list[LinesOutcome](), facts.asset.coverage
    for fee in order.fees:
        outcome = usage_line(sale, fee) if order.usage else sale.lines_of(fee, covered, further_marks)
        outcomes.append(outcome)
        if not isinstance(outcome, tuple):
            covered = covered.plus(*outcome.covers)
    return [*outcomes, *_overlapping(order, facts, outcomes)]


def _overlapping(order: Order, facts: Facts, outcomes: Sequence[LinesOutcome]) -> Iterator[LinesOutcome]:
    """A renewal may begin within days that are billed, charge the rest of its term, and have less than is billed of
    them: these give back by the same rules as where it charges nothing."""
    for fee, outcome in zip(order.fees, outcomes, strict=True):
        if isinstance(outcome, PricedLines):
            less = renewed_with_less(fee, order, facts, facts.asset.coverage)
            if isinstance(less, NoCharge):
                yield LeftOut(why=f"{name_of(fee)}: {less.why}")
            elif less is not None:
                yield less


def _telling(order: Order, facts: Facts) -> Telling:
    day, wanted = invoice_dates(order, facts).date, wanted_day(order, facts)
    redated = day != wanted and facts.organisation.is_locked(wanted)
    return Telling(dated=day, redated=redated, trimmed=facts.settings.trim_description)


def _given_back(
    order: Order, party: Party, facts: Facts, outcomes: Sequence[LinesOutcome], further_marks: Iterator[str]
) -> GivenBack | tuple[Problem, ...]:
    """Once all charges of the order are known: they may bear what it gives back."""
    priced = [outcome for outcome in outcomes if isinstance(outcome, PricedLines)]
    charges = sum((line.line_amount - line.tax_inside for outcome in priced for line in outcome.lines), Decimal(0))
    giving = Giving(
        order=order,
        facts=facts,
        contact=contact_key(party.id),
        charged=Amount(value=charges, currency=priced[0].price.currency) if priced else None,
        today=facts.today,
        marks=further_marks,
    )
    return giving.outcome([outcome for outcome in outcomes if isinstance(outcome, Returned)])


def _remarks(outcomes: list[LinesOutcome], facts: Facts) -> tuple[str, ...]:
    told = [remark for outcome in outcomes if not isinstance(outcome, tuple) for remark in outcome.remarks]
    return (*told, *([facts.asset.remark] if facts.asset.remark else []))


def _distinct(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(found for place, found in enumerate(problems) if found not in problems[:place])


def _nothing(
    order: Order,
    outcomes: Sequence[LinesOutcome],
    back: GivenBack,
    facts: Facts,
    fallen: frozenset[DocumentKey],
) -> NothingToInvoice:
    """The reason why the order asks for no document, and what it covers all the same."""
    whys = [outcome.why for outcome in outcomes if isinstance(outcome, LeftOut)]
    what = "credit" if order.type is OrderType.CANCELLATION else "invoice"
    reason = f"Nothing to {what}: {'; '.join((*whys, *back.remarks)) or 'it costs nothing'}."
    if not outcomes:
        reason = f"Nothing to invoice: {order.request_id} has no items."
    covers = written_with(invoice_key(order.key), outcomes, back, facts.today)
    return NothingToInvoice(reason=reason, covers=covers, released=back.released | fallen)


def _currencies(order: Order, outcomes: list[LinesOutcome], facts: Facts) -> list[Currency]:
    """Of every fee that should have a line, also of those with a problem: all problems are found at once."""
    priced = [outcome for outcome in outcomes if isinstance(outcome, PricedLines)]
    # What is added over several terms costs what each of them costs.
    of_terms = {one.rate.currency for outcome in priced for one in outcome.covers if one.rate}
    made = of_terms | {outcome.price.currency for outcome in priced}
    if order.type is OrderType.CANCELLATION:
        return sorted(made)
    # What a renewal gives back stands behind what its fees charge.
    wanted = [fee for fee, outcome in zip(order.fees, outcomes, strict=False) if isinstance(outcome, tuple)]
    prices = [choose(facts.quotes.get(fee.number, ())) for fee in wanted]
    return sorted(made | {price.currency for price in prices if price})


def _problems_of_the_document(order: Order, party: Party, currencies: list[Currency], facts: Facts) -> list[Problem]:
    organisation = facts.organisation
    found: list[Problem] = []
    if len(currencies) > 1:
        found.append(
            problem(Code.PRICES_IN_SEVERAL_CURRENCIES, subject=order.request_id, currencies=", ".join(currencies))
        )
    found.extend(
        problem(
            Code.CURRENCY_NOT_ENABLED,
            subject=order.request_id,
            currency=currency,
            organisation=organisation.name,
            base=organisation.base_currency,
        )
        for currency in currencies
        if currency not in organisation.currencies
    )
    if currencies:
        found.extend(problems_of_the_theme(facts))
    found.extend(problems_of_the_contact(party, facts))
    return found


def _invoice(order: Order, party: Party, priced: list[PricedLines], back: GivenBack, facts: Facts) -> Invoice:
    settings = facts.settings
    lines: tuple[LineItem, ...] = (*(line for outcome in priced for line in outcome.lines), *back.lines)
    numbered = settings.invoice_number_from is NumberSource.MARKETPLACE
    currency: Currency = priced[0].price.currency
    dates = invoice_dates(order, facts)
    return Invoice(
        key=invoice_key(order.key),
        contact=contact_key(party.id),
        number=invoice_number(settings.number_template, order, facts.reissue) if numbered else None,
        reference=reference(settings.reference, order),
        url=order_url(facts.portal_url, order),
        date=dates.date,
        due_date=dates.due_date,
        currency=currency,
        branding_theme=theme_of(facts),
        lines=lines,
        line_amount_types=line_amount_types(settings, facts.organisation),
    )
