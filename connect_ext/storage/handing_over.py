"""What an installation that is gone has left in an organisation, and how the next one of the same account gets it.

Statements only: `system` runs them, since they concern two installations.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, Table, Update, and_, func, null, select, update

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage.authorisation_tables import authorisations
from connect_ext.storage.coverage_tables import asset_terms, coverage
from connect_ext.storage.declined_offer_tables import declined_offers
from connect_ext.storage.follow_up_tables import follow_ups
from connect_ext.storage.mapping_tables import customer_rules, fee_mappings, item_mappings, mapping_choices
from connect_ext.storage.tables import installations, links
from connect_ext.storage.usage_tables import usage_coverage

KEYS: dict[Table, tuple[str, ...]] = {
    links: ("tenant_id", "document_key"),
    coverage: ("tenant_id", "document_key", "position"),
    usage_coverage: ("tenant_id", "record_id"),
    follow_ups: ("tenant_id", "document_key"),
    item_mappings: ("tenant_id", "product_item", "marketplace_id"),
    fee_mappings: ("tenant_id", "kind"),
    customer_rules: ("tenant_id", "customer"),
    mapping_choices: ("tenant_id",),
    asset_terms: ("asset_id",),
}
"""What is handed over, and what besides the installation tells a row apart."""


def former_of(account_id: str, tenant_id: TenantId, heir: InstallationId) -> Select[Any]:
    """Installations of the account that are gone, that were connected to the organisation and have documents there,
    with how many, the last one first; none whose offer the heir has declined."""
    connected = select(authorisations.c.id).where(
        authorisations.c.installation_id == installations.c.installation_id, authorisations.c.tenant_id == tenant_id
    )
    declined = select(declined_offers.c.former_id).where(
        declined_offers.c.installation_id == heir, declined_offers.c.former_id == installations.c.installation_id
    )
    own = (links.c.installation_id == installations.c.installation_id) & (links.c.tenant_id == tenant_id)
    gone = and_(installations.c.account_id == account_id, ~installations.c.installed, connected.exists())
    found = select(installations.c.installation_id, func.count().label("documents")).join(links, own)
    found = found.where(gone, installations.c.installation_id != heir, ~declined.exists())
    by = (installations.c.installation_id, installations.c.updated_at)
    return found.group_by(*by).order_by(installations.c.updated_at.desc(), installations.c.installation_id)


def statements(former: InstallationId, heir: InstallationId, tenant_id: TenantId) -> Iterator[Update]:
    """Moves every row, but for those of which the heir has its own by now. Orders stay where they were: the heir has
    its own of them, and documents are found by their names."""
    for table, key in KEYS.items():
        mine = table.alias("mine")
        same = and_(mine.c.installation_id == heir, *(mine.c[name] == table.c[name] for name in key))
        own = table.c.installation_id == former
        if "tenant_id" in table.c:
            own &= table.c.tenant_id == tenant_id
        without_task = {"task_id": null()} if "task_id" in table.c else {}
        taken = select(mine.c.installation_id).where(same).exists()
        yield update(table).where(own, ~taken).values(installation_id=heir, **without_task)
