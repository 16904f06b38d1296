"""What auto-sync leaves to a person (money §14), in the words of the catalogue."""

from __future__ import annotations

from connect_ext.books.problems.codes import Code, Remedy, Screen

OF_HOLDS: dict[Code, Remedy] = {
    Code.HELD_CREDIT: Remedy(
        sentence="{subject} gives money back ({amount} in all), and auto-sync leaves that to a person.",
        advice="Look at what Xero will receive; if it is right, press Sync.",
        screen=Screen.ORDERS,
    ),
    Code.HELD_LARGE: Remedy(
        sentence="{subject} comes to {amount}, more than three times the customer's last document of {last}.",
        advice="Look at its quantities and prices; if they are right, press Sync.",
        screen=Screen.ORDERS,
    ),
    Code.HELD_ABOVE: Remedy(
        sentence="{subject} comes to {amount}, more than the {limit} that auto-sync sends by itself.",
        advice="Look at its quantities and prices; if they are right, press Sync.",
        screen=Screen.ORDERS,
    ),
    Code.HELD_FIRST: Remedy(
        sentence="{subject} is among the first {count} documents, which auto-sync leaves to a person.",
        advice="Look at what Xero will receive; if it is right, press Sync.",
        screen=Screen.ORDERS,
    ),
    Code.HELD_NEW_CUSTOMER: Remedy(
        sentence="{subject} is the first order of {customer}, and auto-sync leaves that to a person.",
        advice="Look at the contact and at what Xero will receive; if both are right, press Sync.",
        screen=Screen.ORDERS,
    ),
    Code.HELD_PRICE_CHANGED: Remedy(
        sentence="{subject} sells {item} at {price}, and the customer's last price for it was {last}.",
        advice="Look at the prices of the item; if the new one is right, press Sync.",
        screen=Screen.ORDERS,
    ),
    Code.HELD_LOW_MARGIN: Remedy(
        sentence="{subject} sells {item} at {price}, which is not above its cost of {cost}.",
        advice="Look at the prices of the item; if it is meant to earn nothing, press Sync.",
        screen=Screen.ORDERS,
    ),
}
