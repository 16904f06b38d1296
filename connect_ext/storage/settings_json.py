"""Settings as JSON and back. What another version wrote is read as far as it is understood; the rest is the default."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from connect_ext.books.ids import XeroId
from connect_ext.books.order import SkuClass
from connect_ext.books.settings import PriceSource, Settings

Word = TypeVar("Word", bound=StrEnum)

DEFAULTS = Settings()


def to_json(settings: Settings) -> dict[str, Any]:
    return {
        "price_sources": [source.value for source in settings.price_sources],
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
    }


def from_json(data: Mapping[str, Any]) -> Settings:
    """Never raises: unknown keys are skipped, missing and unknown values are the defaults."""
    theme = data.get("branding_theme")
    return Settings(
        price_sources=_price_sources(data.get("price_sources")),
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
    )


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


def _text(data: Mapping[str, Any], key: str, default: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else default


def _texts(data: Mapping[str, Any], key: str) -> dict[str, str]:
    value = data.get(key)
    if not isinstance(value, Mapping):
        return {}
    return {name: text for name, text in value.items() if isinstance(text, str)}
