"""A world in which every call of ours goes through weather, and in which a process can die at any call or commit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from connect_ext import app as composition
from connect_ext.app import App
from connect_ext.storage.columns import metadata
from sandbox.http import Request, Response, Unanswered, json_response
from sandbox.xero import CLIENT_SECRET
from tests.faults.moments import Moment, reached
from tests.faults.weather import Weather
from tests.world import World

TOKEN = "/connect/token"
SORRY = json_response(503, {"error_code": "SRV_001", "errors": ["Service unavailable."]})
TOO_MANY = json_response(429, {"error_code": "LMT_001", "errors": ["Request was throttled."]})
NOT_JSON = Response(status=502, headers={"content-type": "text/html"}, body=b"<html>Bad gateway</html>")
MARKETPLACE_TROUBLES: tuple[Response | None, ...] = (None, SORRY, TOO_MANY, NOT_JSON)
"""None is a connection that breaks."""


class StormyWorld(World):
    """Its database is emptied first, so that one schedule after the other can have it."""

    def __init__(self, database_url: str) -> None:
        super().__init__(database_url)
        self.weather = Weather(self.xero, self.clock)
        self.marketplace_troubles: list[Response | None] = []
        """Each is spent on one call to the marketplace."""
        self.secrets = {CLIENT_SECRET, self.marketplace.owner_key, *self.config.encryption_keys}
        with self.app.runtime.database.transaction() as tx:
            for table in reversed(metadata.sorted_tables):
                tx.execute(delete(table))

    def another_app(self) -> App:
        """What another process has: nothing in common but the database and the two vendors. It works for one
        organisation at a time, on the thread that fate knows, since fate does not reach any other."""
        chance = self.app.runtime.chance
        return App(self.config, wire=self.wire, clock=self.clock, chance=chance, rest=self._rest, at_once=1)

    def _rest(self, wait: timedelta) -> None:
        """Who waits dies as well as who works, and whoever else there is goes on meanwhile."""
        self.weather.pass_time(wait)
        reached(Moment.REST)

    def connections_are_gone(self) -> None:
        """Of a process that died, or whose database did."""
        engine = self.app.runtime.database._engine
        assert engine is not None
        engine.dispose()

    def _xero(self, request: Request) -> Response:
        self._note_transaction(request)
        write = request.method in ("PUT", "POST") and request.path != TOKEN
        reached(Moment.SEND if write else Moment.ASK)
        answer = self.weather.carry(request)
        if request.path == TOKEN and answer.status == 200:
            self._learn(answer)
        reached(Moment.SENT if write else Moment.TOLD)
        return answer

    def _learn(self, answer: Response) -> None:
        tokens: dict[str, Any] = answer.json() if answer.body.startswith(b"{") else {}
        self.secrets |= {str(value) for name, value in tokens.items() if name in ("access_token", "refresh_token")}

    def _connect(self, request: Request) -> Response:
        self._note_transaction(request)
        reached(Moment.ASK)
        if self.marketplace_troubles:
            trouble = self.marketplace_troubles.pop()
            if trouble is None:
                raise Unanswered("the marketplace is out of reach")
            return trouble
        answer = self.marketplace.handle(request)
        reached(Moment.TOLD)
        return answer

    def close(self) -> None:
        """As every world, but for its database, which the next one has."""
        self.wait()
        composition._apps.pop(self.config)
        assert self.inside_transactions == [], "a call was made inside a transaction"
        assert self.xero.violations == [], "Xero's description objects"
