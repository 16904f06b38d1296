"""One call of the portal's page: who is signed in, and what the body says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sandbox.connect.accounts import Account
from sandbox.http import Request, Response, json_response
from sandbox.portal.house import House
from sandbox.xero.world import XeroWorld

Json = dict[str, Any]


class Refusal(Exception):
    """The portal answers with a status of its 400s and one sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status

    @property
    def response(self) -> Response:
        return json_response(self.status, {"error": str(self)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    house: House
    request: Request
    account: Account | None

    @property
    def signed_in(self) -> Account:
        """Raises `Refusal`(401) when nobody is."""
        if self.account is None:
            raise Refusal(401, "Nobody is signed in.")
        return self.account

    @property
    def xero(self) -> XeroWorld:
        """Raises `Refusal`(404) on a stage without it."""
        if self.house.xero is None:
            raise Refusal(404, "There is no Xero on this stage.")
        return self.house.xero

    @property
    def body(self) -> Json:
        """The JSON object that came; nothing at all is an empty one. Raises `Refusal`(400)."""
        try:
            sent = json.loads(self.request.body) if self.request.body else {}
        except ValueError:
            raise Refusal(400, "The body is not JSON.") from None
        if not isinstance(sent, dict):
            raise Refusal(400, "The body is not a JSON object.")
        return sent

    def text(self, name: str) -> str:
        """A text that the body must have. Raises `Refusal`(400)."""
        value = self.body.get(name)
        if not isinstance(value, str) or not value.strip():
            raise Refusal(400, f"{name} is missing.")
        return value

    def moment(self, name: str) -> datetime | None:
        """A day, or a moment, that the body may have; a day begins in UTC. Raises `Refusal`(400)."""
        value = self.body.get(name)
        if value in (None, ""):
            return None
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            raise Refusal(400, f"{name} is no date.") from None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    def own(self, collection: str, id_: str) -> Json:
        """What the account may see; anything else does not exist for it, as at the platform. Raises `Refused`(404)."""
        state = self.house.connect.state
        with state.lock:
            return state.visible_one(collection, id_, self.signed_in)
