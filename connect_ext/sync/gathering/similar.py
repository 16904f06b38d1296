"""Whether Xero may have the new customers of a batch already, asked before contacts are made for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from connect_ext.books.booking.similar import similar
from connect_ext.books.ids import TierAccountId
from connect_ext.books.mapping.mapping import Mappings
from connect_ext.books.mapping.suggest import ContactSuggestion
from connect_ext.books.orders.order import Party
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.recent_lists import JUST_NOW
from connect_ext.sync.runtime import Runtime


def similar_contacts(
    runtime: Runtime, access: Access, parties: Sequence[Party], mappings: Mappings
) -> Mapping[TierAccountId, tuple[ContactSuggestion, ...]]:
    """For each party without a contact that nobody has looked at yet; no call where there is none. Who is not
    among the contacts of two minutes ago is new. Raises `WorldFailed`."""
    rules = mappings.customers
    asked = [party for party in parties if not (party.id in rules and rules[party.id].new_contact)]
    if not asked:
        return {}
    found = similar(asked, runtime.lists.contacts_of(access, runtime.clock()))
    # A hit stops an order: it must still be one.
    return similar(asked, runtime.lists.contacts_of(access, runtime.clock(), JUST_NOW)) if found else {}
