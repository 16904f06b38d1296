"""The catalogue of problems: for each code what is wrong, what a person can do, and where."""

from __future__ import annotations

from connect_ext.books.problems.codes import Code, Remedy, Screen
from connect_ext.books.problems.credit_remedies import OF_CREDITS
from connect_ext.books.problems.hold_remedies import OF_HOLDS
from connect_ext.books.problems.mapping_remedies import OF_MAPPING
from connect_ext.books.problems.organisation_remedies import OF_ORGANISATION
from connect_ext.books.problems.refusal_remedies import OF_REFUSALS

__all__ = ["CATALOGUE", "Code", "Remedy", "Screen"]

CATALOGUE: dict[Code, Remedy] = {
    **OF_MAPPING,
    **OF_CREDITS,
    **OF_ORGANISATION,
    **OF_REFUSALS,
    **OF_HOLDS,
    Code.UNREADABLE: Remedy(
        sentence="{subject} could not be read: at {path}, {why}.",
        advice=(
            "Ask your provider to correct it, or invoice it by hand; send its id to support if it looks right to you."
        ),
        screen=Screen.ORDERS,
    ),
    Code.PRICE_MISSING: Remedy(
        sentence="No price for {subject}: {tried}.",
        advice=(
            "Add a price that is valid on the service start to your own price table, or have a price list "
            "with this item attached to the listing; check in Settings that the source is asked; then press "
            "Sync."
        ),
        screen=Screen.PRICES,
    ),
    Code.PRICES_IN_SEVERAL_CURRENCIES: Remedy(
        sentence="The prices of {subject} are in several currencies ({currencies}); an invoice has one.",
        advice="Give all items of the order a price in one currency in your own price table.",
        screen=Screen.PRICES,
    ),
    Code.QUANTITY_UNUSABLE: Remedy(
        sentence="{subject} has a price but its quantity is “{quantity}”, which cannot be billed.",
        advice="Ask your provider to correct the order, or set the item's price to 0 if it is billed by usage.",
        screen=Screen.PRICES,
    ),
    Code.BILLED_PARTY_MISSING: Remedy(
        sentence="{subject} names no {party}, the party that you bill.",
        advice="Choose another billed party in Settings, or ask your provider to complete the order.",
        screen=Screen.SETTINGS,
    ),
    Code.BILLED_PARTY_UNCLEAR: Remedy(
        sentence="{subject} has two reseller tiers, and it is not known which of them this account is.",
        advice="Choose the billed party in Settings: customer or tier 1.",
        screen=Screen.SETTINGS,
    ),
    Code.CURRENCY_NOT_ENABLED: Remedy(
        sentence="{subject} is priced in {currency}, which {organisation} has not enabled in Xero.",
        advice="Add the currency in Xero under Settings → Currencies, or use prices in {base}.",
        screen=Screen.XERO,
    ),
    Code.PRICE_TOO_LARGE: Remedy(
        sentence="The amount {amount} of {subject} is larger than Xero accepts on a line.",
        advice="Check the price and the quantity of the item.",
        screen=Screen.PRICES,
    ),
    Code.USAGE_ONLY_COST: Remedy(
        sentence="Usage file {subject} says what {item} costs you, not what you sell it for.",
        advice="Add a price for each unit of the item to your own price table; then press Sync.",
        screen=Screen.PRICES,
    ),
    Code.USAGE_NOT_FOR_PARTY: Remedy(
        sentence="{subject} has amounts for other tiers only, and none for {party}, the party that you bill.",
        advice="Choose another billed party in Settings, or ask your provider for a usage file with that tier.",
        screen=Screen.SETTINGS,
    ),
    Code.ACCOUNT_MISSING: Remedy(
        sentence="No revenue account is chosen for {sku_class} items, such as {subject}.",
        advice=(
            "Choose one in Settings (licence = recurring, usage = pay per use, custom = one-time), or a "
            "fallback account."
        ),
        screen=Screen.SETTINGS,
    ),
    Code.ACCOUNT_UNUSABLE: Remedy(
        sentence="Account {account} for {subject} {why} in {organisation}.",
        advice="Choose another account in Settings.",
        screen=Screen.SETTINGS,
    ),
    Code.TAX_RULE_MISSING: Remedy(
        sentence="{customer} is in {country}, outside the organisation's country, and no tax type is set for it.",
        advice="Choose the tax rate for customers in {country} in Settings; it then applies to all of them.",
        screen=Screen.SETTINGS,
    ),
    Code.TAX_TYPE_UNUSABLE: Remedy(
        sentence="Tax type {tax_type} for {subject} {why} in {organisation}.",
        advice="Choose another tax type in Settings.",
        screen=Screen.SETTINGS,
    ),
    Code.THEME_UNKNOWN: Remedy(
        sentence="The invoice theme chosen in Settings no longer exists in {organisation}.",
        advice="Choose a theme in Settings.",
        screen=Screen.SETTINGS,
    ),
    Code.DATE_LOCKED: Remedy(
        sentence="Xero refused {subject}, since its date was locked meanwhile: {message}",
        advice=(
            "Press Sync: it is then dated on the first open day, or parked, as Settings say. Only if the lock was set "
            "too late by mistake, ask the person who closes your books to set it back."
        ),
        screen=Screen.XERO,
    ),
    Code.TAX_COUNTRY_UNKNOWN: Remedy(
        sentence="{customer} has no country in Connect, so it is not known which tax its invoices carry.",
        advice=(
            "Complete the customer's country in Connect for its next orders; for this one choose in Settings "
            "the tax rate of country ZZ, which stands for “not known”."
        ),
        screen=Screen.SETTINGS,
    ),
    Code.REFUSED_BY_XERO: Remedy(
        sentence="Xero refused {subject}: {message}",
        advice="Correct what Xero names, then press Sync.",
        screen=Screen.ORDERS,
    ),
    Code.ANSWER_UNCLEAR: Remedy(
        sentence="Xero's answer for {subject} could not be understood: {evidence}.",
        advice=(
            "Search Xero's invoices for {subject}. If it is there, leave it and press Sync; do not enter it by hand."
        ),
        screen=Screen.ORDERS,
    ),
    Code.DOCUMENT_DIFFERS: Remedy(
        sentence="Xero holds a document marked as {subject}, but it differs: {difference}.",
        advice=(
            "If the document in Xero is right, or was deleted or voided on purpose, leave it so: nothing is "
            "sent again by itself. If two exist for this order, delete the wrong one while it is a draft, "
            "then press Sync."
        ),
        screen=Screen.XERO,
    ),
    Code.RECONNECT: Remedy(
        sentence="Xero no longer accepts the connection of {organisation}: {why}.",
        advice="Press Connect to Xero and allow access again; waiting orders go on by themselves.",
        screen=Screen.CONNECTION,
    ),
    Code.AMOUNT_DIFFERS: Remedy(
        sentence="Xero holds other amounts on {subject} than were sent: {difference}.",
        advice=(
            "Compare the lines. While the invoice is a draft, correct it in Xero and press Sync; if it is "
            "approved or in a lodged return, ask your accountant first."
        ),
        screen=Screen.XERO,
    ),
    Code.GAVE_UP: Remedy(
        sentence="{subject} failed {attempts} times in a row, the last time with: {evidence}.",
        advice="Press Sync to try again; if it fails again, send this message to support.",
        screen=Screen.ORDERS,
    ),
    Code.XERO_WARNS: Remedy(
        sentence="Xero took {subject}, and warns: {message}",
        advice="Look at the invoice in Xero; if it is right, there is nothing to do.",
        screen=Screen.XERO,
    ),
    Code.NOT_AS_SHOWN: Remedy(
        sentence="{subject} has changed since it was shown, so nothing was sent: {difference}.",
        advice="Look at what Xero will receive now; if it is right, press Sync again.",
        screen=Screen.ORDERS,
    ),
    Code.NUMBER_TAKEN: Remedy(
        sentence="The number that {subject} would have is taken: {message}",
        advice=(
            "If a document in Xero is the one for this order, ignore the order; else put the request id into the "
            "number's template in Settings, which no two orders share, and press Sync."
        ),
        screen=Screen.SETTINGS,
    ),
    Code.MARKETPLACE_REFUSED: Remedy(
        sentence="Connect does not show what {subject} needs: {evidence}.",
        advice=("Check that the extension is still installed and its permissions were not reduced; then press Sync."),
        screen=Screen.ORDERS,
    ),
    Code.NEVER_BILLED: Remedy(
        sentence="{subject} changes {item} of {asset} from {old} to {new} on {day}, which nothing made here bills.",
        advice="Sync its purchase first if that is here; else invoice the difference by hand and ignore this order.",
        screen=Screen.ORDERS,
    ),
    Code.EARLIER_ORDER_IGNORED: Remedy(
        sentence="{subject} changes {item}: {held} were held, {billed} are billed here, since {ignored} was ignored.",
        advice="Invoice or credit the difference in Xero by hand; then ignore this order, too.",
        screen=Screen.ORDERS,
    ),
    Code.INVOICE_FALLEN: Remedy(
        sentence="{subject} changes {item} on days that were billed on {invoice}, which is {status} in Xero.",
        advice=(
            "Invoice by hand in Xero what nothing there bills any more, with what this order adds; "
            "then ignore this order."
        ),
        screen=Screen.ORDERS,
    ),
    Code.QUANTITIES_DISAGREE: Remedy(
        sentence="{subject} changes no quantity, but says that there are {said} {item}; {held} are known here.",
        advice=(
            "Press Check Changes: an order may be missing. If {said} is wrong, or the difference is in the books "
            "already, ignore this order; else invoice or credit it in Xero by hand first."
        ),
        screen=Screen.ORDERS,
    ),
    Code.BEFORE_GO_LIVE: Remedy(
        sentence="{subject} was approved on {approved}, before this extension began on {start}.",
        advice=(
            "If it is not in Xero yet, press Sync. If it was invoiced there by hand, say that it is billed "
            "elsewhere: later changes and periods are then billed from there on."
        ),
        screen=Screen.ORDERS,
    ),
    Code.OUR_MISTAKE: Remedy(
        sentence="{subject} could not be processed because of an error in this extension: {where}.",
        advice="Send this message to support. The order is kept: press Sync once the error is mended.",
        screen=Screen.ORDERS,
    ),
}
