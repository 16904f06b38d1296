"""Where an operator's shell is: the runner's own variables name the environment, the product's own configure it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from connect.client import ConnectClient

from connect_ext.app import App, app_for, database_for, owner_client
from connect_ext.config import DEVELOPMENT, NotConfigured
from connect_ext.storage.database import Database

PLATFORM = "api.cnct.info"
"""What the runner itself takes where nothing is said."""
USER_AGENT = "connect-extension-xero operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`database` is there as soon as its variable is good, whatever else is missing."""

    app: App | NotConfigured
    database: Database | None
    environment: Environment | None
    """None where the runner's API_KEY or ENVIRONMENT_ID is not set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """One of Connect's environments, and a client of the extension's owner."""

    id: str
    owner: ConnectClient

    @property
    def extension_id(self) -> str:
        """As the runner makes it of the environment's id (connect.eaas.runner.helpers.get_current_environment)."""
        return f"SRVC-{self.id.removeprefix('ENV-')[:-3]}"


def place_of(environ: Mapping[str, str], *, development: bool) -> Place:
    """The product's variables are those of the process: the platform hands its own only to the runner."""
    type_ = DEVELOPMENT if development else None
    database = database_for({}, type_)
    return Place(
        app=app_for({}, type_),
        database=database if isinstance(database, Database) else None,
        environment=_environment(environ),
    )


def _environment(environ: Mapping[str, str]) -> Environment | None:
    id_ = environ.get("ENVIRONMENT_ID", "")
    if not id_ or not environ.get("API_KEY"):
        return None
    address = environ.get("API_ADDRESS") or environ.get("SERVER_ADDRESS") or PLATFORM
    return Environment(id=id_, owner=owner_client(f"https://{address}/public/v1", USER_AGENT))
