"""The rules of one line: what may be left out, what must agree, which account and tax rate it may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import uuid4

from sandbox.xero.call import Call
from sandbox.xero.items import sales_price
from sandbox.xero.rendering import number
from sandbox.xero.state import Account, Line, LineAmountTypes, Status
from sandbox.xero.totals import line_amount, rounded, tax_of
from sandbox.xero.words import ACCOUNT_NEEDED, NEGATIVE_QUANTITY, NO_DISCOUNTS, TAX_TYPE_UNKNOWN, Json

LARGEST_AMOUNT = Decimal("9999999999.99")
LONGEST_DESCRIPTION = 4000
_MONEY = ("Quantity", "UnitAmount", "LineAmount", "DiscountRate", "DiscountAmount", "TaxAmount")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a line must know of its document."""

    call: Call
    status: Status
    kind: LineAmountTypes
    problems: list[str]
    discounts: bool


def read_lines(heading: Heading, sent: list[Json], before: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines sent with their LineItemID are kept and changed, missing ones go, new ones come **before** the kept.

    That order is how Xero behaves: https://github.com/XeroAPI/Xero-NetStandard/issues/374
    """
    known = {line.line_id: line for line in before}
    made: list[Line] = []
    kept: list[Line] = []
    for one in sent:
        line_id = str(one.get("LineItemID", "")).lower()
        if line_id and line_id not in known:
            heading.problems.append(f"Line item with LineItemID {line_id} does not exist on this document.")
        old = known.get(line_id)
        (kept if old else made).append(_line(heading, {**(_as_sent(old) if old else {}), **one}, old))
    return tuple(made + kept)


def reread(heading: Heading, before: tuple[Line, ...], *, keep_tax: bool) -> tuple[Line, ...]:
    """The same lines read again under a changed heading."""
    return tuple(
        _line(heading, {**_as_sent(line), "TaxAmount": line.tax_amount if keep_tax else None}, line) for line in before
    )


def _line(heading: Heading, sent: Mapping[str, Any], before: Line | None) -> Line:
    line_id = before.line_id if before else str(uuid4())
    sent = _with_item(heading, sent)
    description = sent.get("Description")
    if description is not None and len(description) > LONGEST_DESCRIPTION:
        heading.problems.append(f"Description must be {LONGEST_DESCRIPTION} characters or fewer")
    if not any(sent.get(name) is not None for name in _MONEY):
        return _text_only(heading, line_id, description)
    quantity, unit, amount = _amounts(heading, sent)
    account = _account(heading, sent.get("AccountCode"))
    tax_type, rate = _tax(heading, sent.get("TaxType"), account)
    return Line(
        line_id=line_id,
        description=description,
        quantity=quantity,
        unit_amount=unit,
        line_amount=amount,
        tax_type=tax_type,
        tax_amount=_tax_amount(heading, sent, amount, rate),
        account_code=account.code if account else None,
        item_code=sent.get("ItemCode"),
        discount_rate=_optional(sent, "DiscountRate"),
        discount_amount=_optional(sent, "DiscountAmount"),
        tracking=tuple(sent.get("Tracking") or ()),
    )


def _text_only(heading: Heading, line_id: str, description: str | None) -> Line:
    if not description:
        heading.problems.append("Description or amounts must be specified for a line item")
    zero = Decimal("0.00")
    return Line(
        line_id=line_id, description=description, quantity=zero, unit_amount=zero, line_amount=zero, tax_amount=zero
    )


def _with_item(heading: Heading, sent: Mapping[str, Any]) -> Mapping[str, Any]:
    """An item fills in what the line leaves out: https://developer.xero.com/documentation/api/accounting/invoices"""
    code = sent.get("ItemCode")
    if not code:
        return sent
    item = heading.call.books.items.find("code", code)
    if item is None:
        heading.problems.append(f"Item code '{code}' is not valid")
        return sent
    sales = item.details.get("SalesDetails") or {}
    defaults = {
        "Description": item.details.get("Description"),
        "UnitAmount": sales_price(item) if sent.get("LineAmount") is None else None,
        "AccountCode": sales.get("AccountCode"),
        "TaxType": sales.get("TaxType"),
    }
    return {**sent, **{name: value for name, value in defaults.items() if sent.get(name) is None and value is not None}}


def _amounts(heading: Heading, sent: Mapping[str, Any]) -> tuple[Decimal, Decimal, Decimal]:
    given, places = _optional(sent, "LineAmount"), heading.call.unit_places
    quantity = number(sent["Quantity"]) if sent.get("Quantity") is not None else Decimal(1)
    if quantity < 0:
        heading.problems.append(NEGATIVE_QUANTITY)
    unit = _optional(sent, "UnitAmount")
    if unit is None:
        unit = given / quantity if given is not None and quantity else Decimal(0)
    unit = rounded(unit, places)
    discount_rate, discount = _optional(sent, "DiscountRate"), _optional(sent, "DiscountAmount")
    if (discount_rate or discount) and not heading.discounts:
        heading.problems.append(NO_DISCOUNTS)
    if discount_rate and discount:
        heading.problems.append("Only one of DiscountRate and DiscountAmount may be specified")
    expected = line_amount(quantity, unit, discount_rate, discount)
    if given is not None and given != expected:
        heading.problems.append(f"The line total {given} does not match the expected line total {expected}")
    if abs(expected) > LARGEST_AMOUNT:
        heading.problems.append(f"The line total must not exceed {LARGEST_AMOUNT}")
    return quantity, unit, expected


def _account(heading: Heading, code: str | None) -> Account | None:
    if not code:
        if heading.status is not Status.DRAFT:
            heading.problems.append(ACCOUNT_NEEDED)
        return None
    account = heading.call.books.accounts.get(code)
    usable = account is not None and account.active and account.type != "BANK" and account.system in (None, "ROUNDING")
    if account is None or not usable:
        heading.problems.append(f"Account code '{code}' is not a valid code for this document.")
        return None
    return account


def _tax(heading: Heading, sent: str | None, account: Account | None) -> tuple[str | None, Decimal]:
    """The tax type of the line and its rate in percent; left out, the account's own default."""
    untaxed = heading.kind is LineAmountTypes.NO_TAX
    tax_type = sent or (account.tax_type if account and not untaxed else "NONE")
    if tax_type == "NONE" and (untaxed or account is None):
        return tax_type, Decimal(0)
    rate = heading.call.books.rates.get(tax_type)
    if rate is None or not rate.active:
        heading.problems.append(TAX_TYPE_UNKNOWN.format(tax_type))
    if account and (rate is None or account.account_class not in rate.applies_to):
        heading.problems.append(f"The TaxType code '{tax_type}' cannot be used with account code '{account.code}'.")
    return tax_type, rate.rate if rate else Decimal(0)


def _tax_amount(heading: Heading, sent: Mapping[str, Any], amount: Decimal, rate: Decimal) -> Decimal:
    override = _optional(sent, "TaxAmount")
    if override is None or heading.kind is LineAmountTypes.NO_TAX:
        return tax_of(amount, rate, heading.kind)
    if abs(override) > abs(amount):
        heading.problems.append("The tax amount cannot be greater than the line amount.")
    return rounded(override)


def _optional(sent: Mapping[str, Any], name: str) -> Decimal | None:
    value = sent.get(name)
    return None if value is None else number(value)


def _as_sent(line: Line) -> Json:
    """A kept line in Xero's names, without what follows from the rest."""
    shown: Json = {
        "Description": line.description,
        "AccountCode": line.account_code,
        "TaxType": line.tax_type,
        "ItemCode": line.item_code,
        "DiscountRate": line.discount_rate,
        "DiscountAmount": line.discount_amount,
        "Tracking": list(line.tracking),
    }
    if line.quantity or line.unit_amount:
        shown |= {"Quantity": line.quantity, "UnitAmount": line.unit_amount}
    return shown
