"""Suggestions of what belongs together, each with the evidence for it; nothing here is applied (money §11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar

from connect_ext.books.ids import ProductItemId, TierAccountId, XeroId
from connect_ext.books.mapping.alike import plain_code, plain_email, plain_name, plain_tax_number
from connect_ext.books.mapping.contact_card import ContactCard
from connect_ext.books.mapping.item import HeldItem
from connect_ext.books.mapping.known import KnownCustomer, KnownItem

Found = TypeVar("Found")
Key = Callable[[Found], str]


class Strength(IntEnum):
    """How much the best evidence says; less is stronger."""

    TAX_NUMBER = 1
    EMAIL = 2
    ACCOUNT_NUMBER = 3
    CODE = 4
    CODE_NEARLY = 5
    NAME = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSuggestion:
    contact: ContactCard
    strength: Strength
    evidence: tuple[str, ...]
    """Whole sentences, the strongest first; the last one says so when the contact is archived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSuggestion:
    item: HeldItem
    strength: Strength
    evidence: tuple[str, ...]


def suggest_contacts(
    customers: Sequence[KnownCustomer], cards: Sequence[ContactCard]
) -> Mapping[TierAccountId, tuple[ContactSuggestion, ...]]:
    """The contacts that may be each customer, archived ones too: the strongest evidence first, active ones before
    archived ones, then by name. A customer without any is not named."""
    by_tax = _by(cards, lambda card: plain_tax_number(card.tax_number))
    by_email = _by(cards, lambda card: plain_email(card.email))
    by_number = _by(cards, lambda card: plain_code(card.account_number))
    by_name = _by(cards, lambda card: plain_name(card.name))
    known = {card.id: card for card in cards}
    suggested = {}
    for customer in customers:
        party, evidence = customer.party, defaultdict[XeroId, list[tuple[Strength, str]]](list)
        for card in by_tax.get(plain_tax_number(party.tax_id), ()):
            evidence[card.id].append((Strength.TAX_NUMBER, f"Both have the tax number {card.tax_number}."))
        for card in by_email.get(plain_email(party.email), ()):
            evidence[card.id].append((Strength.EMAIL, f"Both have the e-mail address {card.email}."))
        for number in dict.fromkeys((party.id, customer.external_id)):
            for card in by_number.get(plain_code(number), ()):
                sentence = f"The contact's account number is the customer's id {number}."
                evidence[card.id].append((Strength.ACCOUNT_NUMBER, sentence))
        for card in by_name.get(plain_name(party.name), ()):
            evidence[card.id].append((Strength.NAME, _same_name(party.name, card.name)))
        if evidence:
            suggested[party.id] = tuple(sorted((_of(known[id_], said) for id_, said in evidence.items()), key=_rank))
    return suggested


def suggest_items(
    wanted: Sequence[KnownItem], items: Sequence[HeldItem]
) -> Mapping[ProductItemId, tuple[ItemSuggestion, ...]]:
    """The Xero items that may be each product item, only such as a line may name: the strongest evidence first, then
    by code. A product item without any is not named."""
    usable = [item for item in items if item.mappable]
    by_code = _by(usable, lambda item: plain_code(item.code))
    by_name = _by(usable, lambda item: plain_name(item.name))
    suggested = {}
    for one in wanted:
        found: dict[str, ItemSuggestion] = {}
        for item in by_code.get(plain_code(one.mpn), ()):
            exact = item.code == one.mpn
            nearly = f"The item code {item.code} is the MPN {one.mpn} but for case and separators."
            sentence = f"The item code is the MPN {one.mpn}." if exact else nearly
            strength = Strength.CODE if exact else Strength.CODE_NEARLY
            found[item.code] = ItemSuggestion(item=item, strength=strength, evidence=(sentence,))
        for item in by_name.get(plain_name(one.name), ()):
            sentence, before = _same_name(one.name, item.name), found.get(item.code)
            evidence = (*before.evidence, sentence) if before else (sentence,)
            strength = before.strength if before else Strength.NAME
            found[item.code] = ItemSuggestion(item=item, strength=strength, evidence=evidence)
        if found:
            suggested[one.id] = tuple(sorted(found.values(), key=lambda one: (one.strength, one.item.code)))
    return suggested


def _by(all_: Iterable[Found], key: Key[Found]) -> Mapping[str, list[Found]]:
    """By a key; what has none can be found by none."""
    found = defaultdict[str, list[Found]](list)
    for one in all_:
        if text := key(one):
            found[text].append(one)
    return found


def _of(card: ContactCard, said: list[tuple[Strength, str]]) -> ContactSuggestion:
    archived = () if card.active else ("The contact is archived: restore it in Xero before it is linked.",)
    return ContactSuggestion(
        contact=card, strength=said[0][0], evidence=(*dict.fromkeys(sentence for _, sentence in said), *archived)
    )


def _rank(one: ContactSuggestion) -> tuple[int, bool, str, str]:
    return one.strength, not one.contact.active, one.contact.name, one.contact.id


def _same_name(here: str, there: str) -> str:
    if here == there:
        return f"Both are named “{here}”."
    return f"“{here}” and “{there}” are the same name but for case, accents and legal form."
