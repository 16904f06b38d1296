"""Whose extension this is: asked of the platform once per process, with the owner's own key."""

from __future__ import annotations

from connect.client import ConnectClient

from connect_ext.cloudblue.ownership import owner_of


class Owners:
    """Remembers the owner of each environment; it never changes hands while a process lives."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    def of(self, owner_client: ConnectClient, extension_id: str, environment_id: str) -> str:
        """The owning account's id. Raises `WorldFailed`, and then it is asked again."""
        named = (owner_client.endpoint, environment_id)
        if named not in self._known:
            self._known[named] = owner_of(owner_client, extension_id, environment_id)
        return self._known[named]
