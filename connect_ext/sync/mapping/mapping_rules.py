"""A person maps kinds of fees, sets tracking and the fallback item, and rules for one customer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.ids import InstallationId
from connect_ext.books.mapping.mapping import CustomerRule, FeeMapping
from connect_ext.books.mapping.tracking import TrackingRule, why_untrackable
from connect_ext.books.problems.problem import Screen
from connect_ext.storage import installations, mappings, proposed
from connect_ext.sync.by_hand.returning import let_go_on
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.mapping.mapping_items import NotMapped, note, unusable_codes, unusable_item
from connect_ext.sync.runtime import Runtime


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A person's way into one organisation's rules."""

    runtime: Runtime
    access: Access
    organisation: Organisation
    installation_id: InstallationId
    user_id: str

    def save_fees(self, fees: Sequence[FeeMapping]) -> NotMapped | None:
        """In place of all that were. Raises `WorldFailed`."""
        codes = sorted({fee.item_code for fee in fees if fee.item_code})
        held = self.access.organisation.items_by_code(codes) if codes else ()
        of_items = (unusable_item(fee.item_code, held, self.organisation) for fee in fees)
        of_codes = (unusable_codes(fee.account_code, fee.tax_type, self.organisation) for fee in fees)
        if why := _first((*of_items, *of_codes)):
            return NotMapped(why=why)
        named = ", ".join(fee.kind.value for fee in fees) or "none"
        with self.runtime.database.transaction() as tx:
            installations.one_at_a_time(tx, self.installation_id)
            mappings.save_fees(tx, self.installation_id, self.access.tenant_id, fees, self.runtime.clock())
            proposed.forget_estimates(tx, self.installation_id)
            let_go_on(tx, self.installation_id, Screen.MAPPING, self.runtime.clock())
            sentence = f"The fees with a mapping of their own are now: {named}."
            note(tx, self.runtime, self.installation_id, "fees.mapped", sentence, self.user_id)
        return None

    def save_choices(self, fallback_item: str, tracking: Sequence[TrackingRule]) -> NotMapped | None:
        """The item of whatever has none, and the tracking of every line. Raises `WorldFailed`."""
        held = self.access.organisation.items_by_code([fallback_item]) if fallback_item else ()
        if why := unusable_item(fallback_item, held, self.organisation):
            return NotMapped(why=why)
        if tracking and (why := self._untrackable(tracking)):
            return NotMapped(why=why)
        own = (self.installation_id, self.access.tenant_id)
        categories = " and ".join(f"“{rule.category}”" for rule in tracking) or "nothing"
        with self.runtime.database.transaction() as tx:
            mappings.save_choices(tx, *own, fallback_item, tracking, self.runtime.clock())
            proposed.forget_estimates(tx, self.installation_id)
            let_go_on(tx, self.installation_id, Screen.MAPPING, self.runtime.clock())
            sentence = f"The fallback item is now {fallback_item or 'none'}; lines are tracked by {categories}."
            note(tx, self.runtime, self.installation_id, "mapping.chosen", sentence, self.user_id)
        return None

    def _untrackable(self, tracking: Sequence[TrackingRule]) -> str | None:
        known, name = self.access.organisation.tracking_categories(), self.organisation.name
        chosen = [(rule.category, option) for rule in tracking for option in (rule.option, *rule.options.values())]
        reasons = ((option, why_untrackable(category, option, known)) for category, option in chosen if option)
        return _first(f"The tracking option “{option}” {why} in {name}." if why else None for option, why in reasons)

    def save_customer(self, rule: CustomerRule) -> NotMapped | None:
        """What holds for one customer; a rule that says nothing takes it away."""
        if why := unusable_codes(rule.account_code, rule.tax_type, self.organisation):
            return NotMapped(why=why)
        with self.runtime.database.transaction() as tx:
            mappings.save_customer(tx, self.installation_id, self.access.tenant_id, rule, self.runtime.clock())
            proposed.forget_estimates(tx, self.installation_id)
            for screen in (Screen.MAPPING, Screen.CUSTOMERS):
                let_go_on(tx, self.installation_id, screen, self.runtime.clock())
            account, tax = rule.account_code or "as for others", rule.tax_type or "as for others"
            new = "; where it is linked to none, it gets a contact of its own" if rule.new_contact else ""
            sentence = f"{rule.customer}: account {account}, tax type {tax}{new}."
            note(tx, self.runtime, self.installation_id, "customer.ruled", sentence, self.user_id)
        return None


def _first(reasons: Iterable[str | None]) -> str | None:
    return next((why for why in reasons if why), None)
