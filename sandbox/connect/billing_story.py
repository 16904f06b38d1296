"""The sentences in which a story tells of what comes after an order: billing periods and usage."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sandbox.connect import billing, subscriptions, usage_decisions, usage_files
from sandbox.connect.accounts import Account
from sandbox.connect.events import USAGE_EVENT, tell
from sandbox.connect.order_story import id_of
from sandbox.connect.state import State
from sandbox.connect.usage_files import NewUsageFile, UsageLine

Json = dict[str, Any]


class BillingStory:
    """Answers copies."""

    state: State

    def bill_next_on(self, asset_id: str, next_date: datetime, anniversary_day: int) -> None:
        """The vendor's product decides on which day of the month the subscription's periods begin."""
        with self.state.lock:
            subscriptions.align(self.state, asset_id, next_date, anniversary_day)

    def bill(
        self,
        asset_id: str,
        type_: str = "vendor",
        *,
        period: tuple[datetime, datetime] | None = None,
        seen_by: Iterable[Account] | None = None,
    ) -> Json:
        """The billing request of the asset's next period, by vendor or provider; `period` is for one out of turn."""
        with self.state.lock:
            seers = None if seen_by is None else [account.id for account in seen_by]
            return copy.deepcopy(billing.bill(self.state, asset_id, type_, period=period, seen_by=seers))

    def make_usage_file(
        self,
        product: Json | str,
        records: Sequence[UsageLine],
        *,
        currency: str = "",
        schema: str = "tr",
        period: tuple[date, date] | None = None,
        name: str = "",
        seen_by: Iterable[Account] | None = None,
    ) -> Json:
        """The vendor posts and submits a usage file; currency and period are the marketplace's and last month's."""
        new = NewUsageFile(
            product_id=id_of(product), lines=tuple(records), schema=schema, currency=currency, period=period,
            name=name, seen_by=None if seen_by is None else [account.id for account in seen_by],
        )  # fmt: skip
        with self.state.lock:
            return copy.deepcopy(usage_files.post(self.state, new))

    def accept_usage_file(self, file_id: str, note: str = "") -> Json:
        """The seller accepts what was submitted; its chunk is then ready to be billed."""
        with self.state.lock:
            return copy.deepcopy(usage_decisions.accept(self.state, file_id, note))

    def reject_usage_file(self, file_id: str, note: str) -> Json:
        with self.state.lock:
            return copy.deepcopy(usage_decisions.reject(self.state, file_id, note))

    def close_usage_file(self, file_id: str) -> Json:
        """Whoever bills an accepted file is done with it."""
        with self.state.lock:
            return copy.deepcopy(usage_decisions.close(self.state, file_id))

    def usage_records(self, file_id: str) -> list[Json]:
        with self.state.lock:
            return copy.deepcopy(usage_files.records_of(self.state, file_id))

    def tell_usage_again(self, file_id: str) -> None:
        """The event of the file's present status comes once more."""
        with self.state.lock:
            record = self.state.record(usage_files.FILES, file_id)
            tell(self.state, USAGE_EVENT, record, record.value["status"])
