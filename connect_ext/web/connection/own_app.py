"""The installation's own app at Xero. Its secrets are written only: no answer ever has one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from urllib.parse import urljoin

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from connect_ext.storage.own_apps import Kept
from connect_ext.sync.connection import own_app
from connect_ext.sync.connection.own_app import Given, NotSaved, Verdict
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.problem_details import Refusal
from connect_ext.web.door.shapes import Out

router = APIRouter(prefix="/connection/own-app", tags=["Connection"])

WORD = r"^[A-Za-z0-9_-]+$"
PRINTED = r"^[!-~]+$"
WHY_NOT = {
    NotSaved.SECRET_MISSING: "Give the client secret that belongs to this client id.",
    NotSaved.PROVIDERS: "This is the app that is used without an own one. Give the client id of your own.",
}


class KeptOut(Out):
    since: datetime = Field(..., description="When it was given.")
    by: str = Field(..., description="The user who gave it.", example="UR-000-000-001")


class OwnAppOut(Out):
    client_id: str = Field(..., description="Empty: the provider's app is used.", example="1A2B3C4D5E6F")
    secret: KeptOut | None = Field(..., description="null: none is kept that can be used. It is never shown.")
    webhook_key: KeptOut | None = Field(..., description="null: none is kept that can be used. It is never shown.")
    redirect_uri: str = Field(..., description="What the app at Xero must have as a redirect URI.")
    webhook_url: str = Field(..., description="Where the app at Xero may post its webhooks.")
    unsure: str = Field(default="", description="After a save: why Xero could not be asked about it, as a clause.")


class OwnAppIn(BaseModel):
    client_id: str = Field(..., min_length=1, max_length=100, regex=WORD, example="1A2B3C4D5E6F")
    secret: str | None = Field(
        default=None, min_length=1, max_length=200, regex=PRINTED, description="null: the one that is kept."
    )
    webhook_key: str | None = Field(
        default=None, min_length=1, max_length=200, regex=PRINTED, description="null: the one that is kept, if any."
    )

    class Config:
        extra = "forbid"

    def given(self) -> Given:
        return Given(client_id=self.client_id, secret=self.secret, webhook_key=self.webhook_key)


class TriedOut(Out):
    good: bool | None = Field(..., description="Whether Xero takes the app; null: it could not be asked.")
    sentence: str = Field(..., example="Xero takes this client id and secret.")


@router.get("", response_model=OwnAppOut)
def read_own_app(caller: Annotated[Caller, Depends(caller)]) -> OwnAppOut:
    return _shown(caller)


@router.put("", response_model=OwnAppOut, dependencies=[Depends(one_at_a_time(Wait.APP))])
def save_own_app(given: OwnAppIn, caller: Annotated[Caller, Depends(caller)]) -> OwnAppOut:
    """Refused where Xero does not take it. A connection through another app ends, and work pauses until somebody
    connects again."""
    verdict = _judged(own_app.save(caller.app.runtime, caller.installation_id, given.given(), caller.user_id))
    if verdict.sure and not verdict.good:
        raise Refusal(422, "app_refused", f"Nothing was saved: {verdict.why}.")
    return _shown(caller, unsure="" if verdict.sure else verdict.why)


@router.post("/test", response_model=TriedOut, dependencies=[Depends(one_at_a_time(Wait.APP))])
def try_own_app(given: OwnAppIn, caller: Annotated[Caller, Depends(caller)]) -> TriedOut:
    """Asks Xero whether it takes the app. Nothing is saved, and nobody has to consent."""
    verdict = _judged(own_app.try_out(caller.app.runtime, caller.installation_id, given.given()))
    if not verdict.sure:
        return TriedOut(good=None, sentence=f"Xero could not be asked now: {verdict.why}.")
    good = "Xero takes this client id and secret."
    return TriedOut(good=verdict.good, sentence=good if verdict.good else f"{verdict.why}.")


@router.delete("", response_model=OwnAppOut, dependencies=[Depends(one_at_a_time(Wait.APP))])
def remove_own_app(caller: Annotated[Caller, Depends(caller)]) -> OwnAppOut:
    """The provider's app is used from now on. A connection through the own one ends, as when another is saved."""
    if not own_app.remove(caller.app.runtime, caller.installation_id, caller.user_id):
        raise Refusal(409, "no_own_app", "This installation has no Xero app of its own.")
    return _shown(caller)


def _judged(found: Verdict | NotSaved) -> Verdict:
    if isinstance(found, NotSaved):
        raise Refusal(422, found.value, WHY_NOT[found])
    return found


def _shown(caller: Caller, unsure: str = "") -> OwnAppOut:
    runtime = caller.app.runtime
    found = own_app.find(runtime, caller.installation_id)
    redirect_uri = runtime.xero_app.redirect_uri
    return OwnAppOut(
        client_id=found.client_id if found else "",
        secret=_kept(found.secret) if found else None,
        webhook_key=_kept(found.webhook_key) if found else None,
        redirect_uri=redirect_uri,
        webhook_url=urljoin(redirect_uri, f"webhook/{caller.installation_id}"),
        unsure=unsure,
    )


def _kept(secret: Kept | None) -> KeptOut | None:
    if secret is None or secret.value is None:
        return None
    return KeptOut(since=secret.since, by=secret.by)
