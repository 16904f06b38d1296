"""Settings as JSON and back. What another version wrote is read as far as it is understood; the rest is the default."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from connect_ext.books.documents.organisation import PaymentTerms, TermKind
from connect_ext.books.documents.policies import CancellationFee, CancellationRule, ReductionRule
from connect_ext.books.ids import ProductId, XeroId
from connect_ext.books.money import Currency
from connect_ext.books.orders.order import SkuClass
from connect_ext.books.settings.rates import DatedRate
from connect_ext.books.settings.settings import PriceSource, Settings
from connect_ext.storage import contact_defaults_json, holds_json

Word = TypeVar("Word", bound=StrEnum)

DEFAULTS = Settings()

WORDS = (
    "reductions",
    "cancellation",
    "refund_lines",
    "recurring_source",
    "invoice_target",
    "sent_as",
    "document_date",
    "line_amounts",
    "proration_display",
    "description_from",
    "locked_period",
    "suggestions",
    "new_contacts",
    "changed_contacts",
    "notify",
)
TEXTS = ("number_template", "credit_number_template", "price_column", "price_parameter")
NUMBERS = ("reduction_days", "cancellation_days", "closing_day", "new_contacts_seen", "auto_sync_hour")
SWITCHES = (
    "trim_description",
    "several_products_per_item",
    "cost_column_confirmed",
    "auto_sync_new_customers",
    "email_invoices",
)
"""Settings that are stored under their own name, by what they are."""


def to_json(settings: Settings) -> dict[str, Any]:
    return {
        "price_sources": [source.value for source in settings.price_sources],
        "prices_with_tax": sorted(source.value for source in settings.prices_with_tax),
        "markup": {source.value: str(percent) for source, percent in settings.markup.items()},
        "currency_rates": [_rate_to_json(rate) for rate in settings.currency_rates],
        "billed_party": settings.billed_party.value,
        "invoice_number_from": settings.invoice_number_from.value,
        "reference": settings.reference,
        "accounts": {sku_class.value: code for sku_class, code in settings.accounts.items()},
        "fallback_account": settings.fallback_account,
        "tax_type": settings.tax_type,
        "tax_types_by_country": dict(settings.tax_types_by_country),
        "branding_theme": settings.branding_theme,
        "show_zero_lines": settings.show_zero_lines,
        "auto_sync": settings.auto_sync.value,
        "holds": holds_json.to_json(settings.holds),
        "contact_defaults": contact_defaults_json.to_json(settings.contact_defaults),
        "price_parameters": dict(settings.price_parameters),
        "start_date": settings.start_date.isoformat() if settings.start_date else None,
        "cancellation_fee": _fee_to_json(settings.cancellation_fee),
        "in_arrears": sorted(settings.in_arrears),
        "reductions_by_product": _words_to_json(settings.reductions_by_product),
        "cancellations_by_product": _words_to_json(settings.cancellations_by_product),
        "due": None if settings.due is None else {"days": settings.due.days, "kind": settings.due.kind.value},
        **{name: getattr(settings, name).value for name in WORDS},
        **{name: getattr(settings, name) for name in (*TEXTS, *NUMBERS, *SWITCHES)},
        "yearly_accounts": {sku_class.value: code for sku_class, code in settings.yearly_accounts.items()},
    }


def _words_to_json(chosen: Mapping[ProductId, StrEnum]) -> dict[str, str]:
    return {product: word.value for product, word in chosen.items()}


def _fee_to_json(fee: CancellationFee) -> dict[str, Any]:
    return {
        "rule": fee.rule.value,
        "value": str(fee.value),
        "currency": fee.currency,
        "account": fee.account,
        "tax_type": fee.tax_type,
    }


def from_json(data: Mapping[str, Any]) -> Settings:
    """Never raises: unknown keys are skipped, missing and unknown values are the defaults."""
    theme = data.get("branding_theme")
    named: dict[str, Any] = {
        **{name: _word(data, name, getattr(DEFAULTS, name)) for name in WORDS},
        **{name: _text(data, name, getattr(DEFAULTS, name)) for name in TEXTS},
        **{name: _number(data, name, getattr(DEFAULTS, name)) for name in NUMBERS},
        **{name: data.get(name) is True for name in SWITCHES},
    }
    return Settings(
        price_sources=_price_sources(data.get("price_sources")),
        prices_with_tax=frozenset(
            PriceSource(str(one)) for one in _list(data, "prices_with_tax") if _is_word(PriceSource, one)
        ),
        markup={
            PriceSource(source): percent
            for source, text in _texts(data, "markup").items()
            if _is_word(PriceSource, source) and (percent := _decimal(text)) is not None
        },
        currency_rates=tuple(rate for one in _list(data, "currency_rates") if (rate := _rate(one)) is not None),
        billed_party=_word(data, "billed_party", DEFAULTS.billed_party),
        invoice_number_from=_word(data, "invoice_number_from", DEFAULTS.invoice_number_from),
        reference=_text(data, "reference", DEFAULTS.reference),
        accounts={SkuClass(key): code for key, code in _texts(data, "accounts").items() if _is_word(SkuClass, key)},
        fallback_account=_text(data, "fallback_account", DEFAULTS.fallback_account),
        tax_type=_text(data, "tax_type", DEFAULTS.tax_type),
        tax_types_by_country=_texts(data, "tax_types_by_country"),
        branding_theme=XeroId(theme) if isinstance(theme, str) else None,
        show_zero_lines=data.get("show_zero_lines") is True,
        auto_sync=_word(data, "auto_sync", DEFAULTS.auto_sync),
        holds=holds_json.from_json(data.get("holds")),
        contact_defaults=contact_defaults_json.from_json(data.get("contact_defaults")),
        price_parameters={ProductId(product): name for product, name in _texts(data, "price_parameters").items()},
        start_date=_day(data.get("start_date")),
        yearly_accounts={
            SkuClass(key): code for key, code in _texts(data, "yearly_accounts").items() if _is_word(SkuClass, key)
        },
        cancellation_fee=_fee(data.get("cancellation_fee")),
        in_arrears=frozenset(ProductId(one) for one in _list(data, "in_arrears") if isinstance(one, str)),
        reductions_by_product=_by_product(data, "reductions_by_product", ReductionRule),
        cancellations_by_product=_by_product(data, "cancellations_by_product", CancellationRule),
        due=_terms(data.get("due")),
        **named,
    )


def _fee(value: object) -> CancellationFee:
    """None where any part of it is not understood: a fee is money."""
    default = DEFAULTS.cancellation_fee
    if not isinstance(value, Mapping):
        return default
    amount = _decimal(_text(value, "value", "0"))
    if amount is None:
        return default
    currency = _text(value, "currency", "")
    return CancellationFee(
        rule=_word(value, "rule", default.rule),
        value=amount,
        currency=Currency(currency) if currency else None,
        account=_text(value, "account", ""),
        tax_type=_text(value, "tax_type", ""),
    )


def _rate_to_json(rate: DatedRate) -> dict[str, str]:
    return {
        "source": rate.source,
        "target": rate.target,
        "since": rate.since.isoformat(),
        "rate": str(rate.rate),
    }


def _rate(value: object) -> DatedRate | None:
    """None where any part of it is not understood: a rate is money."""
    said = value if isinstance(value, Mapping) else {}
    rate, since = _decimal(_text(said, "rate", "")), _day(_text(said, "since", ""))
    source, target = _text(said, "source", ""), _text(said, "target", "")
    if rate is None or since is None or not source or not target:
        return None
    return DatedRate(source=Currency(source), target=Currency(target), since=since, rate=rate)


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _terms(value: object) -> PaymentTerms | None:
    kind, days = (value.get("kind"), value.get("days")) if isinstance(value, Mapping) else (None, None)
    if not isinstance(kind, str) or not _is_word(TermKind, kind) or not isinstance(days, int):
        return None
    return PaymentTerms(days=days, kind=TermKind(kind))


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _list(data: Mapping[str, Any], key: str) -> list[object]:
    value = data.get(key)
    return value if isinstance(value, list) else []


def _number(data: Mapping[str, Any], key: str, default: int) -> int:
    value = data.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def _price_sources(value: object) -> tuple[PriceSource, ...]:
    """A list of none but unknown sources is empty, not the default: nobody chose to be priced from that."""
    if not isinstance(value, list):
        return DEFAULTS.price_sources
    return tuple(PriceSource(name) for name in value if _is_word(PriceSource, name))


def _is_word(words: type[StrEnum], value: object) -> bool:
    return any(value == word.value for word in words)


def _word(data: Mapping[str, Any], key: str, default: Word) -> Word:
    value = data.get(key)
    return next((word for word in type(default) if word.value == value), default)


def _by_product(data: Mapping[str, Any], key: str, words: type[Word]) -> dict[ProductId, Word]:
    told = _texts(data, key)
    return {ProductId(product): words(text) for product, text in told.items() if _is_word(words, text)}


def _text(data: Mapping[str, Any], key: str, default: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else default


def _texts(data: Mapping[str, Any], key: str) -> dict[str, str]:
    value = data.get(key)
    if not isinstance(value, Mapping):
        return {}
    return {name: text for name, text in value.items() if isinstance(text, str)}
