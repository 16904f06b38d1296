"""Customers as a file: whom each is billed to, its rules and its switch; out, and back in as a whole or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from connect_ext.books.documents.held import Link
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.ids import TierAccountId, XeroId, contact_key
from connect_ext.books.mapping.contact_card import ContactCard
from connect_ext.books.mapping.mapping import CustomerRule, Mappings
from connect_ext.books.prices.price_table import CellProblem, Sheet
from connect_ext.books.problems.problem import Screen
from connect_ext.storage import contact_links, customer_switches, installations, links, mappings, proposed
from connect_ext.sync.by_hand.returning import let_go_on
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.mapping.file_rows import FileRow, repeated, rows_of
from connect_ext.sync.mapping.mapping_customers import CustomerMap
from connect_ext.sync.mapping.mapping_items import note, unusable_codes
from connect_ext.sync.runtime import Runtime

TITLES = ("Customer", "Name", "Contact id", "Contact", "Account", "Tax type", "Auto-sync")
SWITCH = {"on": True, "off": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerChanges:
    """What a file says otherwise than it is; `contacts` None: unlinked."""

    contacts: Mapping[TierAccountId, ContactCard | None]
    rules: tuple[CustomerRule, ...]
    switches: Mapping[TierAccountId, bool]

    @property
    def count(self) -> int:
        return len({*self.contacts, *(rule.customer for rule in self.rules), *self.switches})


def customer_cells(
    found: CustomerMap, rules: Mappings, switches: Mapping[TierAccountId, bool]
) -> Iterator[Sequence[str]]:
    """In the order of `TITLES`; the same file says nothing new."""
    for one in sorted(found.customers, key=lambda one: (one.party.name.casefold(), one.party.id)):
        id_ = one.party.id
        linked, rule = found.linked.get(id_), rules.customers.get(id_, CustomerRule(customer=id_))
        card = found.contacts.get(linked) if linked else None
        switch = switches.get(id_)
        word = "" if switch is None else "on" if switch else "off"
        contact = card.name if card else ""
        yield (id_, one.party.name, linked or "", contact, rule.account_code, rule.tax_type, word)


def check_customers(
    sheet: Sheet,
    found: CustomerMap,
    rules: Mappings,
    organisation: Organisation,
    switches: Mapping[TierAccountId, bool],
) -> tuple[CustomerChanges, tuple[CellProblem, ...]]:
    """The changes, or every problem of every row. A column that is not there leaves everything as it is; an empty
    cell of *Contact id* and *Contact* unlinks, one of *Account* or *Tax type* is as for others."""
    read = rows_of(sheet, TITLES, {"Customer"})
    checking = _Checking(
        found=found,
        rules=rules,
        organisation=organisation,
        before=switches,
        known=frozenset(one.party.id for one in found.customers),
        named=_by_name(found),
    )
    problems = [*read.problems, *repeated(read.rows, ["Customer"])]
    for row in read.rows:
        problems.extend(checking.problems_of(row))
    if problems:
        nothing = CustomerChanges(contacts={}, rules=(), switches={})
        return nothing, tuple(sorted(problems, key=lambda one: one.row))
    return checking.changes(read.rows), ()


def _by_name(found: CustomerMap) -> Mapping[str, Sequence[ContactCard]]:
    named = defaultdict[str, list[ContactCard]](list)
    for card in found.contacts.values():
        if card.active:
            named[card.name].append(card)
    return named


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checking:
    found: CustomerMap
    rules: Mappings
    organisation: Organisation
    before: Mapping[TierAccountId, bool]
    known: frozenset[TierAccountId]
    named: Mapping[str, Sequence[ContactCard]]
    """Active ones, by name."""

    def problems_of(self, row: FileRow) -> Iterator[CellProblem]:
        if row.text("Customer") not in self.known:
            fix = "Write the id as Connect has it, such as TA-1-2-3."
            yield row.wrong("Customer", "There is no such customer.", fix)
        card = self.contact(row)
        if isinstance(card, CellProblem):
            yield card
        for title, account, tax in (("Account", row.text("Account"), ""), ("Tax type", "", row.text("Tax type"))):
            if why := unusable_codes(account, tax, self.organisation):
                yield row.wrong(title, why, "Choose another one, or leave the cell empty.")
        switch = row.text("Auto-sync").casefold()
        if switch and switch not in SWITCH:
            yield row.wrong("Auto-sync", "This is neither on nor off.", "Write on or off, or leave the cell empty.")

    def contact(self, row: FileRow) -> ContactCard | CellProblem | None:
        """By its id, else by its exact name among active ones; None where both cells are empty."""
        id_, name = row.text("Contact id"), row.text("Contact")
        customer = TierAccountId(row.text("Customer"))
        if id_ and id_ == self.found.linked.get(customer):
            return self.found.contacts.get(XeroId(id_)) or ContactCard(id=XeroId(id_), name=name, active=False)
        if id_:
            card = self.found.contacts.get(XeroId(id_))
            if card is None or not card.active:
                why = "The contact is archived." if card else "There is no such contact."
                return row.wrong("Contact id", why, "Write the id of an active contact, or its name under Contact.")
            return card
        if not name:
            return None
        named = self.named.get(name, ())
        if len(named) != 1:
            why = "Several contacts have this name." if named else "No active contact has this name."
            return row.wrong("Contact", why, "Write the contact's id under Contact id.")
        return named[0]

    def changes(self, rows: Sequence[FileRow]) -> CustomerChanges:
        contacts, rules, switches = dict[TierAccountId, ContactCard | None](), list[CustomerRule](), {}
        for row in rows:
            id_ = TierAccountId(row.text("Customer"))
            card = self.contact(row)
            names_one = bool({"Contact", "Contact id"} & row.cells.keys())
            if names_one and not isinstance(card, CellProblem) and _other(card, self.found.linked.get(id_)):
                contacts[id_] = card
            former = self.rules.customers.get(id_, CustomerRule(customer=id_))
            said = replace(
                former,
                account_code=row.cells.get("Account", former.account_code),
                tax_type=row.cells.get("Tax type", former.tax_type),
            )
            rules += [said] if said != former else []
            switch = SWITCH.get(row.text("Auto-sync").casefold())
            if switch is not None and self.before.get(id_) is not switch:
                switches[id_] = switch
        return CustomerChanges(contacts=contacts, rules=tuple(rules), switches=switches)


def _other(card: ContactCard | None, linked: XeroId | None) -> bool:
    return (card.id if card else None) != linked


def save_customers(runtime: Runtime, access: Access, changes: CustomerChanges, user_id: str) -> int:
    """All of it in one transaction; returns how many customers say something else now."""
    own = (access.authorisation.installation_id, access.tenant_id)
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, own[0])
        switched = changes.switches
        for id_, card in changes.contacts.items():
            if card is None:
                contact_links.remove(tx, *own, id_)
            else:
                link = Link(key=contact_key(id_), xero_id=card.id, number=card.number or None)
                links.relink(tx, *own, link, now=now)
        for rule in changes.rules:
            mappings.save_customer(tx, *own, rule, now)
        for on in (True, False):
            customer_switches.switch(tx, own[0], [id_ for id_, one in switched.items() if one is on], now, on=on)
        customer_switches.leave_to_a_person(tx, own[0], [id_ for id_, on in switched.items() if not on], now)
        if changes.count:
            proposed.forget_estimates(tx, own[0])
            for screen in (Screen.MAPPING, Screen.CUSTOMERS):
                let_go_on(tx, own[0], screen, now)
            told = f"A file changed the contact, the rules or the switch of {changes.count} customers."
            note(tx, runtime, own[0], "customers.uploaded", told, user_id)
    return changes.count
