"""A person's edits of an order, and choice of what it gives back, as JSON with its task, and back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from connect_ext.books.money import Amount, Currency
from connect_ext.books.prices.edits import Edits, FeeEdit
from connect_ext.books.settings.one_order import Chosen, CreditChoice
from connect_ext.books.settings.settings import PriceSource


def to_json(edits: Edits) -> dict[str, Any]:
    return {str(number): _to_json(edit) for number, edit in edits.items()}


def _to_json(edit: FeeEdit) -> dict[str, Any]:
    price = edit.price
    return {
        "description": edit.description,
        "quantity": None if edit.quantity is None else str(edit.quantity),
        "price": None if price is None else {"amount": str(price.value), "currency": price.currency},
        "source": edit.source.value if edit.source else None,
        "discount": str(edit.discount),
        "account_code": edit.account_code,
        "tax_type": edit.tax_type,
    }


def from_json(data: Mapping[str, Any] | None) -> dict[int, FeeEdit]:
    return {int(number): _edit(found) for number, found in (data or {}).items()}


def _edit(found: Mapping[str, Any]) -> FeeEdit:
    price = found["price"]
    return FeeEdit(
        description=found["description"],
        quantity=None if found["quantity"] is None else Decimal(found["quantity"]),
        price=Amount(value=Decimal(price["amount"]), currency=Currency(price["currency"])) if price else None,
        source=PriceSource(found["source"]) if found["source"] else None,
        discount=Decimal(found["discount"]),
        account_code=found.get("account_code", ""),
        tax_type=found.get("tax_type", ""),
    )


def chosen_to_json(chosen: Chosen) -> dict[str, str]:
    return {"choice": chosen.choice.value, "by": chosen.by}


def chosen_from_json(data: Mapping[str, str] | None) -> Chosen | None:
    return Chosen(choice=CreditChoice(data["choice"]), by=data["by"]) if data else None
