"""What the journal's words mean to people: what an entry is about, how much it matters, what it does to the books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class About(StrEnum):
    """What an entry is about."""

    ORDERS = "orders"
    CONNECTION = "connection"
    MAPPING = "mapping"
    SETTINGS = "settings"


class Level(StrEnum):
    """How much it matters."""

    INFO = "info"
    """It went as it should; nobody has to do anything."""
    ACTION = "action"
    """A person has to do something."""
    ERROR = "error"
    """Something went wrong for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """`title` in a few words; `means` is a sentence about the books, empty where they have nothing to do with it."""

    title: str
    about: About = About.ORDERS
    level: Level = Level.INFO
    means: str = ""


IN_XERO_STAYS = "What is in Xero stays as it is."
LATER_ORDERS = "Orders that are sent from now on follow it; what is in Xero stays as it is."
WAITS_FOR_YOU = "Nothing is sent for it before somebody has acted."

HAPPENINGS: Mapping[str, Happening] = {
    "task.pending": Happening(title="Order is ready", means="Nothing of it is in Xero yet."),
    "task.waiting": Happening(title="Order waits", means="Nothing is lost: it goes on by itself when its time comes."),
    "task.running": Happening(title="Order is being sent"),
    "task.attention": Happening(title="Order needs you", level=Level.ACTION, means=WAITS_FOR_YOU),
    "task.held": Happening(
        title="Order is held for you",
        level=Level.ACTION,
        means="Nothing is wrong with it: a rule of your settings leaves it to a person.",
    ),
    "task.uncertain": Happening(
        title="Xero did not answer",
        means="Xero is read before anything is sent again, so nothing can be there twice.",
    ),
    "task.synced": Happening(title="Order synced", means="The books agree with this order."),
    "task.ignored": Happening(title="Order left out", means="It makes no document in Xero."),
    "task.failed": Happening(
        title="Gave up on an order", level=Level.ERROR, means="Nothing is lost: it can be synced again at any time."
    ),
    "tasks.returned": Happening(title="Orders go on", means="What they waited for is settled."),
    "tasks.judged": Happening(
        title="Start date applied", means="Orders from before the start date are left to a person."
    ),
    "orders.checked": Happening(title="Checked for changes", means="Nothing is sent to Xero by a check."),
    "sync.asked": Happening(title="Sync asked for", means="The orders become documents in Xero as soon as possible."),
    "sync.stopped": Happening(
        title="Sync stopped", means="What was begun is finished; the rest waits until asked for."
    ),
    "order.edited": Happening(title="Lines edited", means="The document is made with what was entered."),
    "order.repriced": Happening(title="Prices taken again", means="The document is made with the new prices."),
    "order.chosen": Happening(title="Choice made for an order", means="Its document is made by that choice."),
    "order.target": Happening(title="Invoice chosen for an order", means="Its lines go there."),
    "order.held": Happening(title="Order held", means="Nothing is sent for it until somebody releases it."),
    "order.released": Happening(title="Order released", means="It can be synced again."),
    "order.ignored": Happening(title="Order ignored", means="It makes no document in Xero until it is taken back."),
    "order.unignored": Happening(title="Order taken back", means="It can be synced again."),
    "order.already_in_xero": Happening(
        title="Already in Xero", means="It is linked to a document that was there before; nothing is sent."
    ),
    "order.billed_elsewhere": Happening(
        title="Billed elsewhere", means="Its days count as billed; nothing is sent for them."
    ),
    "order.never_send": Happening(title="Never to be sent", means="Its days are given away; nothing is sent for them."),
    "undo.asked": Happening(title="Undo asked for", means="What the order made in Xero is taken back."),
    "undo.done": Happening(title="Undone", means="What it had billed counts as not billed any more."),
    "undo.freed": Happening(title="Taken back in Xero", means="What it had billed counts as not billed any more."),
    "undo.stopped": Happening(title="Undo stopped", level=Level.ACTION, means=IN_XERO_STAYS),
    "credit.followed": Happening(title="Credit set off", means="Less is due on the invoice."),
    "coverage.released": Happening(
        title="Days are free again", level=Level.ACTION, means="They count as not billed until an order bills them."
    ),
    "usage.expanded": Happening(title="Usage file read", means="Each asset and currency in it is an order."),
    "contact.linked": Happening(title="Customer mapped", about=About.MAPPING, means=LATER_ORDERS),
    "contact.unlinked": Happening(title="Customer unmapped", about=About.MAPPING, means=IN_XERO_STAYS),
    "contact.adopted": Happening(
        title="Contact found in Xero", about=About.MAPPING, means="No second one was made for the customer."
    ),
    "contact.merged": Happening(
        title="Contacts merged in Xero", about=About.MAPPING, means="The customer is billed to the one that is left."
    ),
    "contact.outdated": Happening(
        title="Customer changed its details",
        about=About.MAPPING,
        level=Level.ACTION,
        means="Invoices are printed with what the contact in Xero says.",
    ),
    "contact.change_proposed": Happening(
        title="Customer changed its details",
        about=About.MAPPING,
        level=Level.ACTION,
        means="The contact in Xero stays as it is until somebody applies it under Mapping.",
    ),
    "contact.change_refused": Happening(
        title="Contact could not follow its customer",
        about=About.MAPPING,
        level=Level.ACTION,
        means="The contact in Xero stays as it is.",
    ),
    "contact.changed": Happening(
        title="Contact follows its customer",
        about=About.MAPPING,
        means="Invoices are printed with what the contact says now.",
    ),
    "contact.change_kept": Happening(title="Contact kept as it is", about=About.MAPPING, means=IN_XERO_STAYS),
    "contact.unused": Happening(
        title="Contact is not used", about=About.MAPPING, level=Level.ACTION, means="You may archive it in Xero."
    ),
    "customer.imported": Happening(title="Customer imported", about=About.MAPPING),
    "customer.ruled": Happening(title="Customer's rules changed", about=About.MAPPING, means=LATER_ORDERS),
    "item.wanted": Happening(
        title="Item to be added to Xero", about=About.MAPPING, means="Nothing is added before an order needs it."
    ),
    "item.mapped": Happening(title="Product mapped", about=About.MAPPING, means=LATER_ORDERS),
    "item.unmapped": Happening(title="Product unmapped", about=About.MAPPING, means=LATER_ORDERS),
    "item.asked": Happening(title="Item asked for", about=About.MAPPING),
    "item.added": Happening(title="Item added to Xero", about=About.MAPPING),
    "item.refused": Happening(
        title="Xero refused an item", about=About.MAPPING, level=Level.ACTION, means="Nothing was added to Xero."
    ),
    "item.unclear": Happening(
        title="Item may be in Xero",
        about=About.MAPPING,
        level=Level.ACTION,
        means="Look in Xero before adding it again.",
    ),
    "fees.mapped": Happening(title="Fees mapped", about=About.MAPPING, means=LATER_ORDERS),
    "settings.saved": Happening(title="Settings saved", about=About.SETTINGS, means=LATER_ORDERS),
    "prices.replaced": Happening(
        title="Price table replaced", about=About.SETTINGS, means="Orders whose prices are fixed already keep them."
    ),
    "connection.app": Happening(
        title="The own Xero app has changed",
        about=About.CONNECTION,
        means="Tokens of another app are of no use: whoever was connected through one has to connect again.",
    ),
    "connection.consented": Happening(title="Xero said yes", about=About.CONNECTION, means="Nothing is sent yet."),
    "connection.active": Happening(
        title="Connected to Xero", about=About.CONNECTION, means="Documents go to this organisation from now on."
    ),
    "connection.broken": Happening(
        title="Xero ended the connection",
        about=About.CONNECTION,
        level=Level.ERROR,
        means="Nothing is sent until somebody reconnects; orders are still taken in, and wait.",
    ),
    "connection.paused": Happening(
        title="Xero cannot be used now",
        about=About.CONNECTION,
        level=Level.ERROR,
        means="Orders are still taken in, and wait; nothing is lost.",
    ),
    "connection.dying": Happening(
        title="The connection is about to end",
        about=About.CONNECTION,
        level=Level.ACTION,
        means="Once it has ended, nothing is sent until somebody reconnects.",
    ),
    "connection.ended": Happening(
        title="Disconnected from Xero", about=About.CONNECTION, means="Nothing is sent any more. " + IN_XERO_STAYS
    ),
    "connection.tidied": Happening(title="Connection tidied up", about=About.CONNECTION),
    "consent.refused": Happening(
        title="Xero was left without a yes", about=About.CONNECTION, means="Nothing has changed."
    ),
    "consent.ended": Happening(title="Consent handed back", about=About.CONNECTION, means="Nothing has changed."),
}

SYNCED_WITH_WARNINGS = Happening(
    title="Order synced, look again",
    level=Level.ACTION,
    means="The document is in Xero, and something about it is worth another look.",
)
BY_FIRST_WORD: Mapping[str, About] = {
    "connection": About.CONNECTION,
    "consent": About.CONNECTION,
    "contact": About.MAPPING,
    "customer": About.MAPPING,
    "item": About.MAPPING,
    "fees": About.MAPPING,
    "settings": About.SETTINGS,
    "prices": About.SETTINGS,
}


def happening(event: str, *, warns: bool = False) -> Happening:
    """What an entry of this word is. `warns`: it came with problems that a person should see. What another version of
    the product wrote is told by its sentence alone."""
    if warns and event == "task.synced":
        return SYNCED_WITH_WARNINGS
    first = event.partition(".")[0]
    unknown = Happening(title="", about=BY_FIRST_WORD.get(first, About.ORDERS))
    return HAPPENINGS.get(event, unknown)
