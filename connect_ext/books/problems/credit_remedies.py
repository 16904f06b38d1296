"""The part of the catalogue about what an order gives back, or a person takes back; `catalogue` has the rest."""

from __future__ import annotations

from connect_ext.books.problems.codes import Code, Remedy, Screen

OF_CREDITS: dict[Code, Remedy] = {
    Code.REFUND_UNCLEAR: Remedy(
        sentence="What {subject} is to give back cannot be worked out from {invoice}: {why}.",
        advice=(
            "Look at {invoice} in Xero and give the amount back there by hand, on the invoice while it is a draft, "
            "else by a credit note; then ignore this order."
        ),
        screen=Screen.XERO,
    ),
    Code.CREDIT_STAYS_OPEN: Remedy(
        sentence="{amount} of the credit for {invoices} stays open: nothing is due on it to set it off against.",
        advice="Refund it in Xero, or apply it to a later invoice of the customer.",
        screen=Screen.XERO,
    ),
    Code.CANCELLATION_ASKS: Remedy(
        sentence="{subject} cancels {items}; a credit of what is billed of the days after it comes to {amount}.",
        advice=(
            "Choose for this order, or in Settings for all, what a cancellation gives back, and press Sync; or credit "
            "it in Xero by hand, if at all, and ignore this order."
        ),
        screen=Screen.SETTINGS,
    ),
    Code.BILLED_ELSEWHERE: Remedy(
        sentence="{subject} gives back days from {day} on that were billed before this extension did it.",
        advice="Credit in Xero by hand, if at all, what the order gives back and charges; then ignore this order.",
        screen=Screen.ORDERS,
    ),
    Code.CANCELLED_UNBILLED: Remedy(
        sentence="{subject} cancels {asset}, of which nothing made here is billed.",
        advice="Sync its purchase first if that is here; else credit it in Xero by hand and ignore this order.",
        screen=Screen.ORDERS,
    ),
    Code.COMMITMENT_UNKNOWN: Remedy(
        sentence="{subject} ends {item} early, and what is left of its commitment is not known: {why}.",
        advice="Choose another cancellation fee in Settings and press Sync; or do it in Xero by hand and ignore this.",
        screen=Screen.SETTINGS,
    ),
    Code.COMMITMENT_ASKS: Remedy(
        sentence=(
            "{subject} takes back {items}, committed to until before {day}, and no rule says what that gives back; a "
            "credit comes to {amount}."
        ),
        advice=(
            "Choose for this order, or in Settings for its product, what is given back, and press Sync; or do in Xero "
            "by hand what this order asks for, and ignore it."
        ),
        screen=Screen.SETTINGS,
    ),
    Code.REDUCTION_ASKS: Remedy(
        sentence="{subject} takes back {items}; a refund comes to {amount}.",
        advice=(
            "Choose for this order, or in Settings for all, what a reduction gives back, and press Sync; or do in Xero "
            "by hand what this order asks for, and ignore it."
        ),
        screen=Screen.SETTINGS,
    ),
    Code.AFTER_THE_END: Remedy(
        sentence="{subject} changes {asset}, which {cancellation} cancelled from {day} on.",
        advice="If it is right, do in Xero by hand what it asks for; then ignore this order.",
        screen=Screen.ORDERS,
    ),
    Code.UNDONE: Remedy(
        sentence="{subject} was undone by {who}: {what}.",
        advice="If it is to be invoiced after all, press Sync: a new invoice is made. If not, ignore this order.",
        screen=Screen.ORDERS,
    ),
    Code.FALLEN_IN_XERO: Remedy(
        sentence="{subject} is not billed any more: {what}.",
        advice="If it is to be invoiced after all, press Sync: a new document is made. If not, ignore this order.",
        screen=Screen.ORDERS,
    ),
    Code.CREDIT_ADRIFT: Remedy(
        sentence="{subject} gives back what is not billed any more: {what}, and {credit} still stands.",
        advice=(
            "Undo this order, which deletes or voids {credit}; once the invoice is sent again, press Sync. If the "
            "customer is to have the credit all the same, ignore this order."
        ),
        screen=Screen.ORDERS,
    ),
    Code.UNDO_UNFINISHED: Remedy(
        sentence="The undo of {subject}, asked for by {who}, did not come to its end: {what}.",
        advice=(
            "Look at its documents in Xero. Undo it again for the rest; or press Sync, and what is missing is made "
            "again; or ignore this order, and do the rest in Xero by hand."
        ),
        screen=Screen.ORDERS,
    ),
}
