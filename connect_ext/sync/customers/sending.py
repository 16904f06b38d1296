"""One contact is changed in Xero: written down, sent once, and found out about like all else that is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.engine import Connection

from connect_ext.books.booking.contact_change import ContactChange, words_of
from connect_ext.books.ids import InstallationId, TenantId, details_key
from connect_ext.books.mapping.contact_card import ContactCard
from connect_ext.storage import contact_changes, contact_links, intents, journal
from connect_ext.storage.contact_changes import Looked, WantedChange
from connect_ext.sync.sending.posting import IN_FLIGHT, Poster
from connect_ext.sync.sending.results import Result
from connect_ext.work.changed_contact import ChangeState
from connect_ext.work.failure import Failure, FailureKind
from connect_ext.work.intent import Call, Intent, IntentDraft, IntentPart
from connect_ext.work.outcome import NeedsPerson
from connect_ext.work.task import Actor
from connect_ext.xero.contact_changes import change_body, changed_contact
from connect_ext.xero.kept import kept_contact

AGAIN = timedelta(minutes=2)
"""After a failure that may pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """As Xero shows it now, and what of it is to change."""

    picture: Mapping[str, Any]
    card: ContactCard
    change: ContactChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Whoever works, for one installation in its organisation."""

    poster: Poster
    installation_id: InstallationId

    @property
    def now(self) -> datetime:
        return self.poster.runtime.clock()

    @property
    def own(self) -> tuple[InstallationId, TenantId]:
        return self.installation_id, self.poster.access.tenant_id

    def settle(
        self, wanted: WantedChange, state: ChangeState, looked: Looked, *, due_at: datetime | None = None
    ) -> None:
        with self.poster.runtime.database.transaction() as tx:
            contact_changes.settle(tx, *self.own, wanted, state, looked=looked, due_at=due_at)

    def later(self, wanted: WantedChange, looked: Looked, wait: timedelta) -> None:
        self.settle(wanted, wanted.state, looked, due_at=self.now + wait)

    def propose(self, wanted: WantedChange, looked: Looked, *, event: str = "contact.change_proposed") -> None:
        where = self.poster.access.tenant_name
        words = words_of(looked.differences)
        sentence = (
            f"{wanted.party.name or wanted.party.id} has changed its details in the marketplace ({wanted.request_id}): "
            f"the {words} of its contact “{looked.contact}” in {where} would change. {looked.reason}"
        )
        with self.poster.runtime.database.transaction() as tx:
            if contact_changes.settle(tx, *self.own, wanted, ChangeState.PROPOSED, looked=looked):
                self.record(tx, wanted, event, sentence.strip())

    def record(self, tx: Connection, wanted: WantedChange, event: str, sentence: str) -> None:
        by = {"user": wanted.user_id} if wanted.user_id else {}
        entry = journal.JournalEntry(
            at=self.now,
            actor=Actor.PERSON if wanted.user_id else Actor.PRODUCT,
            event=event,
            sentence=sentence,
            data={"customer": wanted.party.id, "request": wanted.request_id, **by},
        )
        journal.add(tx, self.installation_id, entry)


def send(desk: Desk, wanted: WantedChange, contact: Contact, looked: Looked) -> Failure | None:
    """Whatever comes of it is written down; the failure is returned where it is not known yet."""
    key = details_key(wanted.party.id)
    try:
        posted = desk.poster.post(_draft(desk, wanted, contact))
    except intents.DocumentInFlight:
        desk.later(wanted, looked, IN_FLIGHT)
        return None
    if isinstance(posted, Failure):
        if posted.kind is FailureKind.ATTENTION:
            _refused(desk, wanted, looked, f"{posted.evidence.rstrip('.')}.")
            return None
        desk.later(wanted, looked, AGAIN)
        return posted
    result = posted.results.get(key)
    if result is None:
        desk.later(wanted, looked, IN_FLIGHT)
    elif isinstance(result.outcome, NeedsPerson):
        _refused(desk, wanted, looked, " ".join(one.sentence for one in result.outcome.problems))
    else:
        _done(desk, wanted, contact, looked, result)
    return None


def done_already(desk: Desk, wanted: WantedChange, contact: Contact) -> None:
    """The contact says it: because we have sent it and heard no answer, or because somebody has written it there."""
    with desk.poster.runtime.database.transaction() as tx:
        sent = [one for one in intents.latest(tx, *desk.own, [details_key(wanted.party.id)]) if _for(one, wanted)]
    looked = replace(wanted.looked, contact=contact.card.name)
    if sent:
        _settle_done(desk, wanted, looked, contact.card, _said(contact.picture, sent[-1].draft))
    else:
        desk.settle(wanted, ChangeState.DONE, looked)


def _for(intent: Intent, wanted: WantedChange) -> bool:
    return intent.written_at >= wanted.asked_at


def _draft(desk: Desk, wanted: WantedChange, contact: Contact) -> IntentDraft:
    key = details_key(wanted.party.id)
    with desk.poster.runtime.database.transaction() as tx:
        generation = intents.next_generation(tx, *desk.own, [key])
    part = IntentPart(key=key, task_ids=(), target=contact.card.id, before=contact.picture)
    return IntentDraft(
        installation_id=desk.installation_id,
        tenant_id=desk.poster.access.tenant_id,
        call=Call.UPDATE_CONTACTS,
        parts=(part,),
        body=change_body(contact.picture, contact.change),
        generation=generation,
    )


def _refused(desk: Desk, wanted: WantedChange, looked: Looked, why: str) -> None:
    desk.propose(wanted, replace(looked, reason=f"Xero has not taken it: {why}"), event="contact.change_refused")


def _done(desk: Desk, wanted: WantedChange, contact: Contact, looked: Looked, result: Result) -> None:
    runtime, answered = desk.poster.runtime, result.picture or {}
    known = kept_contact(answered)
    runtime.contacts.remember(desk.poster.access.authorisation.id, [known] if known else [], desk.now)
    sent = changed_contact(change_body(contact.picture, contact.change))
    says = {name: answered[name] for name in sent if name in answered}
    _settle_done(desk, wanted, looked, contact.card, says)


def _said(picture: Mapping[str, Any], draft: IntentDraft) -> dict[str, Any]:
    return {name: picture[name] for name in changed_contact(draft.body) if name in picture}


def _settle_done(desk: Desk, wanted: WantedChange, looked: Looked, card: ContactCard, says: Mapping[str, Any]) -> None:
    """`says` is what Xero holds now of what was sent: the next change of the marketplace is compared with that."""
    desk.poster.runtime.lists.contacts.forget(desk.poster.access)
    sentence = (
        f"The contact “{card.name}” in {desk.poster.access.tenant_name} follows what the marketplace says "
        f"({wanted.request_id}): {words_of(looked.differences) or 'its details'}."
    )
    with desk.poster.runtime.database.transaction() as tx:
        contact_links.renew(tx, *desk.own, card.id, says)
        if contact_changes.settle(tx, *desk.own, wanted, ChangeState.DONE, looked=replace(looked, reason="")):
            desk.record(tx, wanted, "contact.changed", sentence)
