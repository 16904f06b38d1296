"""A connected installation as the tests of mappings ask about it: its way in, its mappings, its journal."""

from __future__ import annotations

from typing import Any

from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.ids import InstallationId
from connect_ext.books.mapping.mapping import Mappings
from connect_ext.storage import contact_links, journal, mappings
from connect_ext.sync.connection.tokens import Access, access
from connect_ext.sync.gathering.facts import read_facts
from sandbox.xero import HARBOUR
from tests.world import World


class Mapped:
    """One installation of a world, Southern's unless told."""

    def __init__(self, world: World, installation_id: InstallationId | None = None) -> None:
        self.world = world
        self.installation_id = installation_id or world.ready()
        found = access(world.app.runtime, self.installation_id)
        assert isinstance(found, Access)
        self.access = found

    @property
    def organisation(self) -> Organisation:
        return read_facts(self.world.app.runtime, self.access)

    @property
    def mappings(self) -> Mappings:
        with self.world.app.runtime.database.transaction() as tx:
            return mappings.load(tx, self.installation_id, self.access.tenant_id)

    @property
    def linked(self) -> dict[str, str]:
        with self.world.app.runtime.database.transaction() as tx:
            found = contact_links.all_of(tx, self.installation_id, self.access.tenant_id)
        return {str(customer): str(contact) for customer, contact in found.items()}

    @property
    def events(self) -> list[str]:
        """Of the journal, the oldest first."""
        return [entry.event for entry in self._journal()]

    def sentence(self, event: str) -> str:
        return next(entry.sentence for entry in self._journal() if entry.event == event)

    def contact(self, name: str, **fields: Any) -> str:
        """The id of a new contact, made by a person in Xero."""
        made = self.world.xero.person(HARBOUR).write("PUT", "Contacts", {"Contacts": [{"Name": name, **fields}]})
        contact_id: str = made["Contacts"][0]["ContactID"]
        return contact_id

    def item(self, code: str, **fields: Any) -> None:
        """A new item, made by a person in Xero."""
        self.world.xero.person(HARBOUR).write("PUT", "Items", {"Items": [{"Code": code, **fields}]})

    def _journal(self) -> list[journal.JournalEntry]:
        with self.world.app.runtime.database.transaction() as tx:
            return list(reversed(journal.page(tx, self.installation_id, limit=100)))
