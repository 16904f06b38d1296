"""The part of the catalogue of problems that is about what Xero refuses in plain words; `catalogue` has the rest."""

from __future__ import annotations

from connect_ext.books.problems.codes import Code, Remedy, Screen

REFUSED = "Xero refused {subject}: {message}"

OF_REFUSALS: dict[Code, Remedy] = {
    Code.PLAN_LIMIT: Remedy(
        sentence="Xero refused {subject}, since the plan of the organisation approves no more invoices: {message}",
        advice=(
            "Choose a larger plan in Xero, or let Settings make drafts; then press Sync. The limit ends with the month."
        ),
        screen=Screen.XERO,
    ),
    Code.ACCOUNT_REFUSED: Remedy(
        sentence=REFUSED,
        advice=(
            "The account was archived or changed in Xero a moment ago, or is none for sales. Restore it there, or "
            "choose another one in Settings or under Mapping; then press Sync."
        ),
        screen=Screen.SETTINGS,
    ),
    Code.TAX_REFUSED: Remedy(
        sentence=REFUSED,
        advice="Choose a tax rate in Settings that this account may carry in Xero; then press Sync.",
        screen=Screen.SETTINGS,
    ),
    Code.CURRENCY_REFUSED: Remedy(
        sentence=REFUSED,
        advice="Add the currency in Xero under Settings → Currencies, which some plans lack; then press Sync.",
        screen=Screen.XERO,
    ),
    Code.CONTACT_REFUSED: Remedy(
        sentence=REFUSED,
        advice="Restore the contact in Xero, or map the customer to another one; then press Sync.",
        screen=Screen.CUSTOMERS,
    ),
    Code.ITEM_REFUSED: Remedy(
        sentence=REFUSED,
        advice="Map the product to another item, or to an account only; then press Sync.",
        screen=Screen.MAPPING,
    ),
    Code.TRACKING_REFUSED: Remedy(
        sentence=REFUSED,
        advice="Choose another tracking option under Mapping, or restore it in Xero; then press Sync.",
        screen=Screen.MAPPING,
    ),
    Code.THEME_REFUSED: Remedy(
        sentence=REFUSED,
        advice="Choose another invoice theme in Settings; then press Sync.",
        screen=Screen.SETTINGS,
    ),
    Code.LOST_TOO_OFTEN: Remedy(
        sentence=(
            "{subject} was sent {times} times; each time the answer was lost, and Xero shows nothing of it afterwards."
        ),
        advice=(
            "Look in Xero whether it works for other invoices now; then press Sync. If it happens again, send this "
            "message to support; do not enter the order by hand before it is ended here."
        ),
        screen=Screen.ORDERS,
    ),
}
