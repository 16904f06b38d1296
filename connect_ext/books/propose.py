"""An order and the facts about it become a proposal, a reason for none, or every problem at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from connect_ext.books.billed_party import billed_party
from connect_ext.books.classify import line_amount_types
from connect_ext.books.dating import invoice_dates, wanted_day
from connect_ext.books.document import Contact, Invoice, LineItem
from connect_ext.books.ids import contact_key, invoice_key
from connect_ext.books.line_text import Telling
from connect_ext.books.lines import LeftOut, LinesOutcome, PricedLines, Sale
from connect_ext.books.locks import Documents, waits_for
from connect_ext.books.money import Currency
from connect_ext.books.order import Order, Party
from connect_ext.books.price import choose
from connect_ext.books.problem import Code, Problem, problem
from connect_ext.books.proposal import Facts, NothingToInvoice, Proposal
from connect_ext.books.reference import invoice_number, mark, order_url, reference
from connect_ext.books.settings import NumberSource

CONTACT_NAME_LENGTH = 255


def propose(order: Order, facts: Facts) -> Proposal | NothingToInvoice | tuple[Problem, ...]:
    """What the books should say about `order`. Reads nothing but its arguments."""
    party = billed_party(order, facts.settings.billed_party, facts.account)
    if isinstance(party, Problem):
        return (party,)
    outcomes = _outcomes(order, party, facts)
    priced = [outcome for outcome in outcomes if isinstance(outcome, PricedLines)]
    left_out = [outcome for outcome in outcomes if isinstance(outcome, LeftOut)]
    free = tuple(covered for outcome in left_out for covered in outcome.covers)
    if len(left_out) == len(outcomes):
        return NothingToInvoice(reason=_nothing(order, [outcome.why for outcome in left_out]), covers=free)
    problems = _distinct(
        [found for outcome in outcomes if isinstance(outcome, tuple) for found in outcome]
        + _problems_of_the_document(order, party, _currencies(order, outcomes, facts), facts)
    )
    if problems:
        return problems
    invoice = _invoice(order, party, priced, facts)
    waits = waits_for(Documents(invoice=invoice), order, facts)
    return Proposal(
        order=order,
        contact=_contact(party),
        invoice=invoice,
        remarks=(*_remarks(outcomes, facts), *([waits.why] if waits else [])),
        waived=(*(covered for outcome in priced for covered in outcome.waived), *free),
        waits=waits,
    )


def _outcomes(order: Order, party: Party, facts: Facts) -> list[LinesOutcome]:
    """Fee by fee: what one bills is billed when the next one is looked at."""
    sale = Sale(order=order, party=party, facts=facts, telling=_telling(order, facts))
    further_marks = (mark(order, number) for number in count(len(order.fees) + 1))
    outcomes, covered = list[LinesOutcome](), facts.asset.coverage
    for fee in order.fees:
        outcome = sale.lines_of(fee, covered, further_marks)
        outcomes.append(outcome)
        if not isinstance(outcome, tuple):
            covered = covered.plus(*outcome.covers)
    return outcomes


def _telling(order: Order, facts: Facts) -> Telling:
    day, wanted = invoice_dates(order, facts).date, wanted_day(order, facts)
    redated = day != wanted and facts.organisation.is_locked(wanted)
    return Telling(dated=day, redated=redated, trimmed=facts.settings.trim_description)


def _remarks(outcomes: list[LinesOutcome], facts: Facts) -> tuple[str, ...]:
    told = [remark for outcome in outcomes if not isinstance(outcome, tuple) for remark in outcome.remarks]
    return (*told, *([facts.asset.remark] if facts.asset.remark else []))


def _distinct(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(found for place, found in enumerate(problems) if found not in problems[:place])


def _nothing(order: Order, remarks: Sequence[str]) -> str:
    if not order.fees:
        return f"Nothing to invoice: {order.request_id} has no items."
    return f"Nothing to invoice: {'; '.join(remarks)}."


def _currencies(order: Order, outcomes: list[LinesOutcome], facts: Facts) -> list[Currency]:
    """Of every fee that should have a line, also of those with a problem: all problems are found at once."""
    wanted = [fee for fee, outcome in zip(order.fees, outcomes, strict=True) if not isinstance(outcome, LeftOut)]
    prices = [choose(facts.quotes.get(fee.number, ())) for fee in wanted]
    return sorted({price.currency for price in prices if price})


def _problems_of_the_document(order: Order, party: Party, currencies: list[Currency], facts: Facts) -> list[Problem]:
    organisation, settings = facts.organisation, facts.settings
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
    if settings.branding_theme and settings.branding_theme not in {theme.id for theme in organisation.themes}:
        found.append(problem(Code.THEME_UNKNOWN, organisation=organisation.name))
    found.extend(_problems_of_the_contact(party, facts))
    return found


def _problems_of_the_contact(party: Party, facts: Facts) -> list[Problem]:
    held = facts.held_contact
    if held is None:
        return [] if contact_name(party.name) else [problem(Code.CONTACT_NAME_MISSING, subject=party.id)]
    if not held.active:
        return [problem(Code.CONTACT_ARCHIVED, name=held.name, subject=party.name or party.id)]
    return []


def _contact(party: Party) -> Contact:
    return Contact(
        key=contact_key(party.id),
        number=party.id,
        name=contact_name(party.name),
        first_name=party.first_name,
        last_name=party.last_name,
        email=party.email,
        phone=party.phone,
        tax_number=party.tax_id,
        address=party.address,
    )


def contact_name(name: str) -> str:
    """A name that Xero takes: at most 255, no `<` or `>`, no double spaces
    (https://developer.xero.com/documentation/api/accounting/contacts)."""
    return " ".join(name.replace("<", " ").replace(">", " ").split())[:CONTACT_NAME_LENGTH].rstrip()


def _invoice(order: Order, party: Party, priced: list[PricedLines], facts: Facts) -> Invoice:
    settings = facts.settings
    lines: tuple[LineItem, ...] = tuple(line for outcome in priced for line in outcome.lines)
    numbered = settings.invoice_number_from is NumberSource.MARKETPLACE
    currency: Currency = priced[0].price.currency
    dates = invoice_dates(order, facts)
    return Invoice(
        key=invoice_key(order.key),
        contact=contact_key(party.id),
        number=invoice_number(settings.number_template, order) if numbered else None,
        reference=reference(settings.reference, order),
        url=order_url(facts.portal_url, order),
        date=dates.date,
        due_date=dates.due_date,
        currency=currency,
        branding_theme=settings.branding_theme,
        lines=lines,
        line_amount_types=line_amount_types(settings, facts.organisation),
    )
