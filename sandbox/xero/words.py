"""Xero's own words: how it refuses a whole request, and what it says about one element of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from sandbox.http import Response, json_response

Json = dict[str, Any]

NO_ID = "00000000-0000-0000-0000-000000000000"
NOT_MODIFIABLE = "{} not of valid status for modification"
HAS_PAYMENTS = "This document cannot be edited as it has a payment or credit note allocated to it."
VOID_WITH_PAYMENTS = (
    "The status VOIDED cannot be applied to the {} because it has payments or credit notes allocated to it."
)
NUMBER_TAKEN = "{} # must be unique."
CONTACT_NEEDED = "A Contact must be specified for this type of transaction"
CONTACT_UNKNOWN = "The contact with the specified contact details could not be found."
CONTACT_ARCHIVED = (
    "The contact with the specified contact details has been archived. "
    "The contact must be un-archived before creating new invoices or credit notes."
)
LINES_NEEDED = "One or more line items must be specified"
DUE_DATE_NEEDED = "The document DueDate field must be specified."
TAX_TYPE_UNKNOWN = "TaxType code {} does not exist or cannot be used for this type of transaction."
ACCOUNT_NEEDED = "Account code must be specified"
NEGATIVE_QUANTITY = "Quantity must not be less than zero"
NO_DISCOUNTS = "Discounts cannot be applied to credit notes."
NEGATIVE_TOTAL = "The document total must not be less than zero."
PERIOD_LOCKED = "The document date cannot be before the period lock date, currently set at"
YEAR_LOCKED = "The document date cannot be before the end of year lock date, currently set at"

ALLOCATION_TOO_LARGE = "Credit Note cannot be allocated as amount is greater than amount outstanding"
ALLOCATION_PAID_OFF = "The invoice you are trying to allocate to has already been paid off"
ALLOCATION_WRONG_TYPE = "Credit Note cannot be allocated to an incorrect invoice type"


class Refused(Exception):
    """The whole request is refused with this answer; nothing of it was kept."""

    def __init__(self, response: Response) -> None:
        super().__init__(f"refused with {response.status}")
        self.response = response


class Invalid(Exception):
    """One element of a request breaks these rules; its neighbours may still be good."""

    def __init__(self, *messages: str) -> None:
        super().__init__("; ".join(messages))
        self.messages = messages


def unauthorized(detail: str, headers: Mapping[str, str] | None = None) -> Refused:
    return Refused(json_response(401, _problem("Unauthorized", 401, detail), headers))


def token_expired(at: datetime) -> Refused:
    return unauthorized(f"TokenExpired: token expired at {at:%m/%d/%Y %H:%M:%S}")


def insufficient_scope() -> Refused:
    challenge = {"www-authenticate": 'Bearer error="insufficient_scope"'}
    return unauthorized("AuthorizationUnsuccessful", challenge)


def forbidden() -> Response:
    """What Xero says for a tenant that this user has not connected, has disconnected, or that is gone."""
    return json_response(403, _problem("Forbidden", 403, "AuthenticationUnsuccessful"))


def not_found() -> Refused:
    return Refused(
        Response(
            status=404,
            headers={"content-type": "text/plain; charset=utf-8"},
            body=b"The resource you're looking for cannot be found",
        )
    )


def bad_request(number: int, kind: str, message: str) -> Refused:
    return Refused(json_response(400, {"ErrorNumber": number, "Type": kind, "Message": message}))


def bad_query(message: str) -> Refused:
    return bad_request(16, "QueryParseException", message)


def bad_post_data(message: str) -> Refused:
    return bad_request(14, "PostDataInvalidException", message)


def internal_error() -> Response:
    return json_response(
        500, _problem("InternalServerError", 500, "An error occurred in Xero. Check the API Status page")
    )


def validation_exception(elements: Sequence[Json]) -> Json:
    return {
        "ErrorNumber": 10,
        "Type": "ValidationException",
        "Message": "A validation exception occurred",
        "Elements": list(elements),
    }


def validation_errors(messages: Sequence[str]) -> list[Json]:
    return [{"Message": message} for message in messages]


def _problem(title: str, status: int, detail: str) -> Json:
    return {
        "Type": None,
        "Title": title,
        "Status": status,
        "Detail": detail,
        "Instance": str(uuid4()),
        "Extensions": {},
    }
