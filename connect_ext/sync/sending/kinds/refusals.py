"""Xero's validation errors as a problem: most are a person's to read, some have a remedy of their own.

The words are Xero's, who may change them at any time: then the general problem is raised, with the words.
"""

from __future__ import annotations

from connect_ext.books.ids import DocumentKey
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.work.failure import PLAN_LIMIT, Failure

FOR_THE_WHOLE = "Xero refused it: "

REMEDIES: tuple[tuple[tuple[str, ...], Code], ...] = (
    (("# must be unique",), Code.NUMBER_TAKEN),
    # Somebody has closed the period between our look at the organisation and the call.
    (("lock date",), Code.DATE_LOCKED),
    (("limit of invoices you can approve",), Code.PLAN_LIMIT),
    (("not subscribed to currency",), Code.CURRENCY_REFUSED),
    (("taxtype", "tax type", "tax rate"), Code.TAX_REFUSED),
    (("account code", "account id", "account must be valid", "account with code"), Code.ACCOUNT_REFUSED),
    (("item code", "itemcode"), Code.ITEM_REFUSED),
    (("tracking",), Code.TRACKING_REFUSED),
    (("branding theme", "brandingtheme"), Code.THEME_REFUSED),
    (("contact",), Code.CONTACT_REFUSED),
)
"""The first row of which a word stands in the message. A tax type is named beside its account, so it comes before.

https://developer.xero.com/documentation/api/accounting/invoices, and what others have met
"""


def refusal(key: DocumentKey, messages: tuple[str, ...]) -> Problem:
    """Of one document, in Xero's words."""
    message = " ".join(messages)
    said = message.lower()
    code = next((code for words, code in REMEDIES if any(word in said for word in words)), Code.REFUSED_BY_XERO)
    return problem(code, subject=subject(key), message=message)


def refused_alone(key: DocumentKey, failure: Failure) -> Problem:
    """Of a document that was the only one of a call which was refused as a whole."""
    message = f"{failure.evidence.removeprefix(FOR_THE_WHOLE)}."
    if failure.code == PLAN_LIMIT:
        return problem(Code.PLAN_LIMIT, subject=subject(key), message=message)
    return refusal(key, (message,))


def subject(key: DocumentKey) -> str:
    """The order, or the party, that a document is of."""
    return key.partition(":")[2].partition(":")[0]
