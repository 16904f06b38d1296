"""What the platform knows: objects by collection, each with the accounts that can see it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.clock import Clock
from sandbox.connect.accounts import Account, Actor, Scope
from sandbox.connect.ids import Ids, secret
from sandbox.connect.tasks import TaskQueue

Json = dict[str, Any]
Audience = frozenset[str]
EVERYONE: Audience = frozenset()


class Refused(Exception):
    """The platform answers with an error status and the words of it."""

    def __init__(self, status: int, code: str, *errors: str) -> None:
        super().__init__(f"{status} {code}: {'; '.join(errors)}")
        self.status, self.code, self.errors = status, code, errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    value: Json
    audience: Audience

    def seen_by(self, account: Account) -> bool:
        return self.audience == EVERYONE or account.id in self.audience


@dataclass(slots=True, kw_only=True)
class Environment:
    """One environment of the extension, and what its last handshakes declared."""

    id: str
    service_id: str
    owner: Account
    type: str = "development"
    values: dict[str, str] = field(default_factory=dict)
    declared: dict[str, Json] = field(default_factory=dict)
    subscriptions: dict[str, list[str]] | None = None
    schedulables: list[Json] = field(default_factory=list)
    ui_modules: Json = field(default_factory=dict)
    proxied: dict[str, str] = field(default_factory=dict)

    @property
    def variables(self) -> list[Json]:
        """The declared initial values, overridden by those an operator has set."""
        names = [*self.declared, *(name for name in self.values if name not in self.declared)]
        return [
            {
                "name": name,
                "value": self.values.get(name, self.declared.get(name, {}).get("initial_value", "")),
                "secure": bool(self.declared.get(name, {}).get("secure", True)),
            }
            for name in names
        ]


class State:
    """Everything the stand-in remembers. Take `lock` around any change; it may be taken twice."""

    def __init__(self, clock: Clock, environment: Environment, ids: Ids) -> None:
        self.clock = clock
        self.ids = ids
        self.environment = environment
        self.lock = threading.RLock()
        self.tasks = TaskQueue(clock)
        self.accounts: dict[str, Account] = {}
        self._records: dict[str, dict[str, Record]] = {}

    def now(self) -> str:
        return self.clock().isoformat(timespec="seconds")

    def put(self, collection: str, value: Json, audience: Iterable[str] = EVERYONE) -> Json:
        self._records.setdefault(collection, {})[value["id"]] = Record(value=value, audience=frozenset(audience))
        return value

    def get(self, collection: str, id_: str) -> Json:
        """The stored object itself. Raises Refused(404)."""
        return self.record(collection, id_).value

    def record(self, collection: str, id_: str) -> Record:
        found = self._records.get(collection, {}).get(id_)
        if found is None:
            raise Refused(404, "SYS_000", "Not found.")
        return found

    def all(self, collection: str) -> Iterator[Record]:
        yield from list(self._records.get(collection, {}).values())

    def drop(self, collection: str, id_: str) -> None:
        del self._records[collection][id_]

    def visible(self, collection: str, account: Account) -> list[Json]:
        """The stored objects themselves, to be written out while the lock is held; copies would cost too much."""
        return [record.value for record in self.all(collection) if record.seen_by(account)]

    def visible_one(self, collection: str, id_: str, account: Account) -> Json:
        """One stored object. What the account may not see does not exist for it: Refused(404)."""
        record = self.record(collection, id_)
        if not record.seen_by(account):
            raise Refused(404, "SYS_000", "Not found.")
        return record.value

    def installations(self) -> list[Json]:
        return [record.value for record in self.all("devops/installations")]

    def actor(self, key: str | None) -> Actor:
        """Who bears this key. Raises Refused(401)."""
        for account in self.accounts.values():
            if key == account.api_key:
                return Actor(account=account, scope=Scope.USER)
        for installation in self.installations():
            if key == secret(installation["id"]):
                account = self.accounts[installation["owner"]["id"]]
                return Actor(account=account, scope=Scope.INSTALLATION, installation_id=installation["id"])
        raise Refused(401, "AUTH_001", "Invalid API key.")
