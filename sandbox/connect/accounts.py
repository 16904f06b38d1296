"""Who calls: accounts of the marketplace and what each of their keys may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sandbox.connect.ids import secret


class Role(StrEnum):
    VENDOR = "vendor"
    DISTRIBUTOR = "distributor"
    RESELLER = "reseller"


class Scope(StrEnum):
    USER = "user"
    INSTALLATION = "installation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`tier_account` and `marketplace` are those under which the account orders; a vendor has neither."""

    id: str
    name: str
    role: Role
    user_id: str
    user_name: str
    tier_account: str = ""
    marketplace: str = ""

    @property
    def api_key(self) -> str:
        return secret(self.id)

    @property
    def reference(self) -> dict[str, Any]:
        return {"id": self.id, "name": self.name, "role": self.role.value}

    @property
    def by(self) -> dict[str, Any]:
        return {"id": self.user_id, "name": self.user_name}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The bearer of one key. A user's key has no installation."""

    account: Account
    scope: Scope
    installation_id: str = ""
