"""What pages send and are shown of mappings: items, fees, customers' rules, tracking."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, Field, validator

from connect_ext.books.mapping.item import CODE_LENGTH, DESCRIPTION_LENGTH, NAME_LENGTH, HeldItem
from connect_ext.books.mapping.mapping import FeeMapping, ItemMapping
from connect_ext.books.mapping.tracking import CATEGORIES_AT_MOST, TrackingBy, TrackingRule
from connect_ext.books.money import plain
from connect_ext.books.orders.order import FeeKind
from connect_ext.web.door.shapes import Out

AN_ID = r"^[A-Za-z0-9_.:-]{1,100}(?!\n)$"
"""Of the marketplace, whatever its kind."""
ONE_LINE = r"^\S(.*\S)?(?!\n)$"
ACCOUNT_LENGTH = 10
TAX_TYPE_LENGTH = 50
OPTION_LENGTH = 100
"""Of an option or a category of tracking (https://developer.xero.com/documentation/api/accounting/trackingcategories)."""
OPTIONS_AT_MOST = 500

Account = Field(default="", max_length=ACCOUNT_LENGTH, description="Empty: as for other lines.", example="200")
TaxType = Field(default="", max_length=TAX_TYPE_LENGTH, description="Empty: as for other lines.", example="OUTPUT")


class Strict(BaseModel):
    class Config:
        extra = "forbid"


class ItemMappingIn(Strict):
    """How a product item stands in Xero."""

    product: str = Field(..., regex=AN_ID, example="PRD-276-377-545")
    marketplace: str | None = Field(
        default=None, regex=AN_ID, description="Empty: on all that have no mapping of their own.", example="MP-12345"
    )
    item_code: str | None = Field(
        ..., max_length=CODE_LENGTH, regex=ONE_LINE, description="Null: account only, without an item.", example="SEAT"
    )
    account: str = Account
    tax_type: str = TaxType


class NewItemIn(Strict):
    """“Add product to Xero”: the parameters of the new item."""

    product: str = Field(..., regex=AN_ID, example="PRD-276-377-545")
    marketplace: str | None = Field(default=None, regex=AN_ID, example="MP-12345")
    code: str = Field(..., max_length=CODE_LENGTH, regex=ONE_LINE, example="SEAT")
    name: str = Field(..., max_length=NAME_LENGTH, regex=ONE_LINE, example="Mail seat")
    description: str = Field(default="", max_length=DESCRIPTION_LENGTH, example="One seat for a month")
    unit_price: Decimal | None = Field(
        default=None,
        ge=0,
        max_digits=15,
        decimal_places=4,
        description="In base currency, without tax.",
        example="10.5",
    )
    account: str = Field(default="", max_length=ACCOUNT_LENGTH, description="The item's own.", example="200")
    tax_type: str = Field(default="", max_length=TAX_TYPE_LENGTH, description="The item's own.", example="OUTPUT")
    with_first_order: bool = Field(
        default=False, description="Made with the first order that names it, as its preview shows, and not now."
    )


class MappingOut(Out):
    marketplace: str | None = Field(..., example="MP-12345")
    item_code: str | None = Field(..., description="Null: account only.", example="SEAT")
    account: str = Field(..., example="200")
    tax_type: str = Field(..., example="OUTPUT")
    usable: bool = Field(..., description="False: the item is gone, or no line may name it.", example=True)
    to_be_added: bool = Field(..., description="It is added to Xero with the first order that names it.")


class XeroItemOut(Out):
    code: str = Field(..., example="SEAT")
    name: str = Field(..., example="Mail seat")
    unit_price: str | None = Field(..., example="10.50")
    account: str = Field(..., example="200")
    mappable: bool = Field(..., description="False for stock and what is not for sale.", example=True)


class FeeBody(Strict):
    kind: FeeKind = Field(..., example="cancellation")
    item_code: str = Field(default="", max_length=CODE_LENGTH, description="Empty: as for others.", example="FEE")
    account: str = Account
    tax_type: str = TaxType


class FeesBody(Strict):
    """Of every kind that has a mapping of its own."""

    fees: list[FeeBody] = Field(..., max_items=len(FeeKind), description="Each kind once.")

    @validator("fees")
    def each_kind_once(cls, value: list[FeeBody]) -> list[FeeBody]:
        if len({fee.kind for fee in value}) < len(value):
            raise ValueError("name each kind of fee once")
        return value


class CustomerRuleBody(Strict):
    """What holds for one customer, whatever it buys; all empty takes the rule away."""

    account: str = Account
    tax_type: str = TaxType
    new_contact: bool = Field(
        default=False, description="It is none of the contacts that are suggested: one is made for it.", example=False
    )


class TrackingBody(Strict):
    category: str = Field(..., max_length=OPTION_LENGTH, regex=ONE_LINE, example="Region")
    by: TrackingBy = Field(default=TrackingBy.FIXED, example="marketplace")
    option: str = Field(
        default="",
        max_length=OPTION_LENGTH,
        description="Of a fixed rule, and of all that are not named.",
        example="South",
    )
    options: dict[str, str] = Field(
        default_factory=dict, description="By the id or name of a marketplace, product or customer.",
        example={"MP-12345": "South"},
    )  # fmt: skip

    @validator("options")
    def not_too_many_nor_too_long(cls, value: dict[str, str]) -> dict[str, str]:
        if len(value) > OPTIONS_AT_MOST or any(len(option) > OPTION_LENGTH for option in value.values()):
            raise ValueError(f"name at most {OPTIONS_AT_MOST} options of at most {OPTION_LENGTH} characters")
        return value


class ChoicesBody(Strict):
    fallback_item: str = Field(
        default="", max_length=CODE_LENGTH, description="The Xero item of whatever has none.", example="CLOUD"
    )
    tracking: list[TrackingBody] = Field(
        default_factory=list, max_items=CATEGORIES_AT_MOST, description="Of every line, by category."
    )

    @validator("tracking")
    def each_category_once(cls, value: list[TrackingBody]) -> list[TrackingBody]:
        if len({rule.category.casefold() for rule in value}) < len(value):
            raise ValueError("name each category once")
        return value


class CategoryOut(Out):
    name: str = Field(..., example="Region")
    options: list[str] = Field(..., description="The active ones.", example=["North", "South"])


class ChoicesOut(Out):
    fallback_item: str = Field(..., description="Empty: none.", example="CLOUD")
    tracking: list[TrackingBody] = Field(..., description="Of every line, by category.")
    categories: list[CategoryOut] = Field(..., description="What the organisation tracks by.")


def fee_of(body: FeeBody) -> FeeMapping:
    return FeeMapping(kind=body.kind, item_code=body.item_code, account_code=body.account, tax_type=body.tax_type)


def fee_body(fee: FeeMapping) -> FeeBody:
    return FeeBody(kind=fee.kind, item_code=fee.item_code, account=fee.account_code, tax_type=fee.tax_type)


def rule_of(body: TrackingBody) -> TrackingRule:
    return TrackingRule(category=body.category, by=body.by, option=body.option, options=dict(body.options))


def rule_body(rule: TrackingRule) -> TrackingBody:
    return TrackingBody(category=rule.category, by=rule.by, option=rule.option, options=dict(rule.options))


def mapping_out(mapping: ItemMapping, held: HeldItem | None, *, wanted: bool = False) -> MappingOut:
    wanted = wanted and held is None
    return MappingOut(
        marketplace=mapping.marketplace_id,
        item_code=mapping.item_code,
        account=mapping.account_code,
        tax_type=mapping.tax_type,
        usable=mapping.item_code is None or wanted or (held is not None and held.mappable),
        to_be_added=wanted,
    )


def xero_item(item: HeldItem) -> XeroItemOut:
    price = None if item.unit_price is None else plain(item.unit_price)
    return XeroItemOut(
        code=item.code, name=item.name, unit_price=price, account=item.account_code, mappable=item.mappable
    )
