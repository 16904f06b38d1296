"""The part of the catalogue about what an organisation does besides keeping books: e-mails, taxes of its country."""

from __future__ import annotations

from connect_ext.books.problems.codes import Code, Remedy, Screen

OF_ORGANISATION: dict[Code, Remedy] = {
    Code.EMAIL_NOT_SENT: Remedy(
        sentence="Invoice {invoice} was not e-mailed: {why}.",
        advice="Open the invoice in Xero and e-mail it from there.",
        screen=Screen.XERO,
    ),
    Code.EMAIL_UNANSWERED: Remedy(
        sentence="Xero did not answer whether invoice {invoice} was e-mailed; it is not tried again.",
        advice="Look at the history of the invoice in Xero; if no e-mail is there, send it from there.",
        screen=Screen.XERO,
    ),
    Code.TAX_AUTOMATIC: Remedy(
        sentence="{organisation} works out United States sales tax by itself: the tax of {subject} is not decided.",
        advice=(
            "Choose in Settings the tax type for customers of the United States: the one of your sales, or none where "
            "you are exempt. Ask your accountant if you are not sure."
        ),
        screen=Screen.SETTINGS,
    ),
    Code.TAX_NUMBER_MISSING: Remedy(
        sentence="{customer} has no tax number, which {name} ({tax_type}) needs: the customer owes the tax.",
        advice=(
            "Enter the tax number at the customer's contact in Xero, and in Connect for its next orders; or choose "
            "under Mapping the tax type for customers without one; then press Sync."
        ),
        screen=Screen.MAPPING,
    ),
}
