"""What is left to set up, found out from what there is and not from what somebody has clicked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from connect_ext.books.orders.order import SkuClass
from connect_ext.books.settings.settings import Settings


class SetupStep(StrEnum):
    """In the order in which people take them."""

    CONNECT = "connect"
    RULES = "rules"
    """How orders become invoices."""
    MAPPING = "mapping"
    FIRST_SYNC = "first_sync"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupFacts:
    connected: bool
    settings: Settings
    mapped: bool
    """A customer or a product has its counterpart in Xero."""
    waits_for_mapping: int
    """Orders that somebody can release by mapping something."""
    made: bool
    """A document is in Xero."""


def steps_done(facts: SetupFacts) -> dict[SetupStep, bool]:
    """Every step, and whether it is done. A connection that broke is no step: it has been done once."""
    return {
        SetupStep.CONNECT: facts.connected,
        SetupStep.RULES: _has_accounts(facts.settings),
        SetupStep.MAPPING: (facts.mapped or facts.made) and facts.waits_for_mapping == 0,
        SetupStep.FIRST_SYNC: facts.made,
    }


def _has_accounts(settings: Settings) -> bool:
    """Each kind of charge has an account to go to: the one choice without which nothing can be invoiced."""
    return bool(settings.fallback_account) or all(settings.accounts.get(sku_class) for sku_class in SkuClass)
