"""One turn of an installation: what is heard of is taken in, then what was left open, then one batch of what is due."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace

from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.cloudblue.marketplace import Marketplace
from connect_ext.storage import intents, links, progress
from connect_ext.sync.by_hand.returning import after_a_look
from connect_ext.sync.by_hand.undoing import carry_on
from connect_ext.sync.connection.heeding import heed, pause_without_access, standing_pause
from connect_ext.sync.connection.tokens import ANOTHER_REFRESHES, Access, NotConnected, access
from connect_ext.sync.customers.following import follow_customers
from connect_ext.sync.draining.batch import claim, run_batch
from connect_ext.sync.gathering.facts import remember_short_code
from connect_ext.sync.intake.calendar import begin_periods
from connect_ext.sync.intake.intake import take_in
from connect_ext.sync.intake.usage import expand
from connect_ext.sync.runtime import Runtime, new_worker
from connect_ext.sync.sending.ended import settle_run
from connect_ext.sync.sending.follow_ups import follow
from connect_ext.sync.sending.posting import STOPS_EVERYTHING, Poster
from connect_ext.sync.sending.recover import recover
from connect_ext.work.budget import Purpose
from connect_ext.work.failure import Failure, WorldFailed
from connect_ext.work.outcome import Failed
from connect_ext.xero.failures import TOKEN_EXPIRED

logger = logging.getLogger("connect_ext.drain")


@dataclass(slots=True, kw_only=True)
class Turn:
    """One worker's turns. What it reads of an organisation is kept for the run only. Several threads may take turns
    of different installations at once."""

    runtime: Runtime
    marketplace: Marketplace
    worker: str = field(default_factory=new_worker)
    organisations: dict[TenantId, Organisation] = field(default_factory=dict)
    without_usage: set[InstallationId] = field(default_factory=set)
    refreshing: set[InstallationId] = field(default_factory=set)
    """Whose connection another worker was renewing a moment ago."""

    def take(self, installation_id: InstallationId) -> bool:
        """True when something moved. A failure stops this installation's turn and nobody else's."""
        taken = self._expand(installation_id) + take_in(self.runtime, installation_id)
        # Only now: a cancellation or renewal that was told of just before ends or takes the place of a period.
        if begin_periods(self.runtime, installation_id):
            taken += take_in(self.runtime, installation_id)
        try:
            found = access(self.runtime, installation_id, Purpose.WORK)
        except WorldFailed as failed:
            if failed.failure is ANOTHER_REFRESHES:
                self.refreshing.add(installation_id)
                return taken > 0
            logger.warning("access.failed installation=%s code=%s", installation_id, failed.failure.code)
            pause_without_access(self.runtime, installation_id, failed.failure)
            return taken > 0
        if isinstance(found, NotConnected) or self._paused(found):
            return taken > 0
        known = self.organisations.get(found.tenant_id)
        rates = known.tax_rates if known else None
        poster = Poster(runtime=self.runtime, access=found, worker=self.worker, tax_rates=rates)
        try:
            return self._post_for(installation_id, poster) or taken > 0
        except (intents.LeaseLost, links.LinkConflict):
            # Another worker, or a person who links customers, was faster; what is left is claimed again when its
            # lease has run out.
            logger.warning("lease.lost installation=%s worker=%s", installation_id, self.worker)
            return True

    def _paused(self, found: Access) -> bool:
        return standing_pause(self.runtime, found.authorisation.client_id, found.tenant_id) is not None

    def _expand(self, installation_id: InstallationId) -> int:
        """Once a run for an installation whose usage Connect does not give: the next drain asks again."""
        if installation_id in self.without_usage:
            return 0
        expanded = expand(self.runtime, lambda: self.marketplace.for_installation(installation_id), installation_id)
        if expanded.failure is not None:
            self.without_usage.add(installation_id)
        return expanded.taken

    def _post_for(self, installation_id: InstallationId, poster: Poster) -> bool:
        recovered = recover(poster, installation_id)
        if self._stops(poster, recovered.failure):
            return recovered.resolved > 0
        followed = follow(poster, installation_id, lambda: self._organisation(poster.access))
        moved = recovered.resolved + followed.looked_at > 0
        if self._stops(poster, followed.failure) or self._stops(poster, carry_on(poster, installation_id)):
            return moved
        if self._stops(poster, follow_customers(poster, installation_id)):
            return moved
        claimed = claim(poster, installation_id)
        if not claimed:
            return moved
        try:
            organisation = self._organisation(poster.access)
            reader = self.marketplace.for_installation(installation_id)
        except WorldFailed as failed:
            outcomes = dict.fromkeys(claimed, Failed(failure=failed.failure))
            settle_run(self.runtime, self.worker, outcomes, claimed, poster.access.tenant_name)
            heed(self.runtime, poster.access, failed.failure)
            return True
        poster = replace(poster, tax_rates=organisation.tax_rates)
        failure = run_batch(poster, reader, organisation, installation_id, claimed)
        if failure is not None:
            heed(self.runtime, poster.access, failure)
        with self.runtime.database.transaction() as tx:
            if not progress.has_more(tx, installation_id, now := self.runtime.clock()):
                progress.end(tx, installation_id, now)
        logger.info("batch.done installation=%s tasks=%d", installation_id, len(claimed))
        return True

    def _stops(self, poster: Poster, failure: Failure | None) -> bool:
        """Heeds a failure, and tells whether nothing more can be done in this turn."""
        if failure is None:
            return False
        heed(self.runtime, poster.access, failure)
        return failure.kind in STOPS_EVERYTHING or failure.code == TOKEN_EXPIRED

    def _organisation(self, found: Access) -> Organisation:
        if found.tenant_id not in self.organisations:
            self.organisations[found.tenant_id] = found.organisation.facts()
            after_a_look(self.runtime, found.authorisation.installation_id, self.organisations[found.tenant_id])
        remember_short_code(self.runtime, found, self.organisations[found.tenant_id])
        return self.organisations[found.tenant_id]
