"""Front door for events and schedules: write it down, answer in milliseconds; the schedule works it off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from connect.eaas.core.decorators import event, schedulable, variables
from connect.eaas.core.extension import EventsApplicationBase
from connect.eaas.core.responses import BackgroundResponse, ScheduledExecutionResponse

from connect_ext.app import App, app_for, database_for, utc_now, waker_of
from connect_ext.books.ids import InstallationId
from connect_ext.cloudblue.account_requests import ACCEPTED, read_account_request
from connect_ext.cloudblue.asset_requests import notice_of_asset_request
from connect_ext.cloudblue.request_search import ASSET_REQUEST_STATUSES
from connect_ext.cloudblue.usage_notices import USAGE_CHUNK_STATUSES, USAGE_FILE_STATUSES, notice_of_usage_file
from connect_ext.config import NotConfigured, declared_variables
from connect_ext.storage.database import UNREACHABLE, Database
from connect_ext.sync.by_hand.returning import after_news_of_prices
from connect_ext.sync.customers.wanted import hear_of_change
from connect_ext.sync.intake.receive import NoticeReader, receive
from connect_ext.sync.schedule.installations import record_installation
from connect_ext.sync.schedule.waking import Waker
from connect_ext.work.failure import WorldFailed

TRY_AGAIN = 60
"""Seconds until the platform brings an event again that we could not keep."""


RENEW, TRANSFER = "asset_renew_request_processing", "asset_transfer_request_processing"
SHOWN_BY_A_REAL_ACCOUNT: tuple[str, ...] = ()
"""Those of the two above that are in the platform's list of a multi-account extension: one it does not know stops the
runner. Until then Check Changes finds their requests."""

Handler = TypeVar("Handler", bound=Callable[..., BackgroundResponse])


def event_once_shown(name: str) -> Callable[[Handler], Handler]:
    """Declares the handler of an event that is known to exist; else it stays a plain method."""

    def declared(handler: Handler) -> Handler:
        if name in SHOWN_BY_A_REAL_ACCOUNT:
            event(name, statuses=list(ASSET_REQUEST_STATUSES))(handler)
        return handler

    return declared


@variables(declared_variables())
class XeroEvents(EventsApplicationBase):
    """What the platform calls. Method names are none of the instance's own attributes: the runner looks them up."""

    @event("asset_purchase_request_processing", statuses=list(ASSET_REQUEST_STATUSES))
    def on_purchase(self, request: dict[str, Any]) -> BackgroundResponse:
        return self._keep_notice(request)

    @event("asset_change_request_processing", statuses=list(ASSET_REQUEST_STATUSES))
    def on_change(self, request: dict[str, Any]) -> BackgroundResponse:
        return self._keep_notice(request)

    @event("asset_adjustment_request_processing", statuses=list(ASSET_REQUEST_STATUSES))
    def on_adjustment(self, request: dict[str, Any]) -> BackgroundResponse:
        return self._keep_notice(request)

    @event("asset_suspend_request_processing", statuses=list(ASSET_REQUEST_STATUSES))
    def on_suspend(self, request: dict[str, Any]) -> BackgroundResponse:
        return self._keep_notice(request)

    @event("asset_resume_request_processing", statuses=list(ASSET_REQUEST_STATUSES))
    def on_resume(self, request: dict[str, Any]) -> BackgroundResponse:
        return self._keep_notice(request)

    @event("asset_cancel_request_processing", statuses=list(ASSET_REQUEST_STATUSES))
    def on_cancel(self, request: dict[str, Any]) -> BackgroundResponse:
        return self._keep_notice(request)

    @event_once_shown(RENEW)
    def on_renew(self, request: dict[str, Any]) -> BackgroundResponse:
        return self._keep_notice(request)

    @event_once_shown(TRANSFER)
    def on_transfer(self, request: dict[str, Any]) -> BackgroundResponse:
        return self._keep_notice(request)

    @event("usage_file_request_processing", statuses=list(USAGE_FILE_STATUSES))
    def on_usage_file(self, request: dict[str, Any]) -> BackgroundResponse:
        return self._keep_notice(request, notice_of_usage_file)

    @event("part_usage_file_request_processing", statuses=list(USAGE_CHUNK_STATUSES))
    def on_usage_chunk(self, request: dict[str, Any]) -> BackgroundResponse:
        return self._keep_notice(request, notice_of_usage_file)

    @event("tier_account_update_request_processing", statuses=[ACCEPTED])
    def on_customer(self, request: dict[str, Any]) -> BackgroundResponse:
        found = read_account_request(request)
        if found is None:
            return BackgroundResponse.skip("It does not say who has changed.")
        app = app_for(self.config, self._environment_type())
        if isinstance(app, NotConfigured):
            return self._not_configured(app)
        try:
            hear_of_change(app.runtime, InstallationId(self.installation["id"]), found)
        except UNREACHABLE:
            return self._database_unreachable()
        return BackgroundResponse.done()

    @event("pricelist_version_changed", statuses=["active", "expired"])
    def on_price_list(self, _request: dict[str, Any]) -> BackgroundResponse:
        return self._hear_of_prices()

    @event("listing_processing", statuses=["listed", "unlisted"])
    def on_listing(self, _request: dict[str, Any]) -> BackgroundResponse:
        return self._hear_of_prices()

    @event("product_changed", statuses=["published", "endofsale"])
    def on_product(self, _request: dict[str, Any]) -> BackgroundResponse:
        return self._hear_of_prices()

    @event("installation_status_change", statuses=["installed", "uninstalled"])
    def on_installation(self, request: dict[str, Any]) -> BackgroundResponse:
        """What follows from it is worked off after the answer, and by the next drain or settings save if this process
        ends before: nothing of a new installation happens without the schedule, and who has left leaves no tokens."""
        try:
            database = self._database()
            if isinstance(database, NotConfigured):
                return self._not_configured(database)
            installation = record_installation(database, request, utc_now())
        except UNREACHABLE:
            return self._database_unreachable()
        if installation.installed:
            self._waker().wake(self.client)
        else:
            self._disconnect_left_behind()
        return BackgroundResponse.done()

    @schedulable("Sync due orders", "Works off everything that is due; runs every five minutes.")
    def sync_due_orders(self, _schedule: dict[str, Any]) -> ScheduledExecutionResponse:
        app = app_for(self.config, self._environment_type())
        if isinstance(app, NotConfigured):
            return ScheduledExecutionResponse.fail(app.sentence)
        try:
            batches = app.tick(self.client, self.context.extension_id)
        except UNREACHABLE:
            self.logger.error("database.unreachable")
            return ScheduledExecutionResponse.fail("The database cannot be reached.")
        self.logger.info("drain.done batches=%d", batches)
        return ScheduledExecutionResponse.done()

    def _keep_notice(self, request: dict[str, Any], read: NoticeReader = notice_of_asset_request) -> BackgroundResponse:
        try:
            database = self._database()
            if isinstance(database, NotConfigured):
                return self._not_configured(database)
            installation_id = InstallationId(self.installation["id"])
            if not receive(database, read(installation_id, request, utc_now())):
                record_installation(database, self.installation, utc_now())
        except UNREACHABLE:
            return self._database_unreachable()
        except WorldFailed as failed:
            # The notice is kept; the installation will be known from its own event or from a call of its users.
            self.logger.warning("installation.unreadable code=%s", failed.failure.code)
        self._waker().wake_if_owed(self.client)
        return BackgroundResponse.done()

    def _hear_of_prices(self) -> BackgroundResponse:
        """No order waits for a price that is there by now. Prices themselves are read when an order needs them."""
        try:
            database = self._database()
            if isinstance(database, NotConfigured):
                return self._not_configured(database)
            after_news_of_prices(database, InstallationId(self.installation["id"]), utc_now())
        except UNREACHABLE:
            return self._database_unreachable()
        return BackgroundResponse.done()

    def _disconnect_left_behind(self) -> None:
        """Without the variables of Xero the first drain that has them does it."""
        app = app_for(self.config, self._environment_type())
        if isinstance(app, App):
            app.disconnect_left_behind_in_background()

    def _waker(self) -> Waker:
        context = self.context
        return waker_of(self.client.endpoint, context.extension_id, context.environment_id)

    def _database(self) -> Database | NotConfigured:
        return database_for(self.config, self._environment_type())

    def _environment_type(self) -> str | None:
        return self.context.environment_type if self.context else None

    def _not_configured(self, found: NotConfigured) -> BackgroundResponse:
        """The platform keeps the event for us: it brings it again."""
        self.logger.error(found.sentence)
        return BackgroundResponse.slow_process_reschedule()

    def _database_unreachable(self) -> BackgroundResponse:
        self.logger.error("database.unreachable")
        return BackgroundResponse.reschedule(TRY_AGAIN)
