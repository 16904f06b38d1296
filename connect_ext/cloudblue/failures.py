"""What each failure of Connect's API means: one table, and whatever it does not know needs a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from connect.client import ClientError
from requests.exceptions import ChunkedEncodingError, RequestException, Timeout
from requests.exceptions import ConnectionError as Unreachable

from connect_ext.cloudblue.json_path import Misread
from connect_ext.work.failure import Failure, FailureKind, WorldFailed

UNAUTHORISED = "connect-unauthorised"
REFUSED = "connect-refused"
NOT_FOUND = "connect-not-found"
BAD_REQUEST = "connect-bad-request"
LIMIT = "connect-limit"
OUTAGE = "connect-outage"
UNREACHABLE = "connect-unreachable"
UNCLEAR = "connect-unclear"

BY_STATUS = {
    400: (FailureKind.ATTENTION, BAD_REQUEST, "Connect did not accept"),
    401: (FailureKind.ATTENTION, UNAUTHORISED, "Connect refused the key for"),
    403: (FailureKind.ATTENTION, REFUSED, "Connect refused"),
    404: (FailureKind.ATTENTION, NOT_FOUND, "Connect does not know"),
    429: (FailureKind.RETRY, LIMIT, "Connect asks to slow down with"),
}
ERROR_CODE = re.compile(r"[A-Z]{1,12}_[0-9]{1,6}")
"""Connect's own short codes, such as VAL_001; anything else in an error may be personal data and is not repeated."""


@contextmanager
def connect_call(what: str) -> Iterator[None]:
    """Turns every failure of the Connect client inside into `WorldFailed`. `what` completes “Connect refused …”.

    The original is not chained: the platform stores our tracebacks, and its text repeats what the server said.
    """
    try:
        yield
    except (ClientError, RequestException) as error:
        raise WorldFailed(failure_of(error, what)) from None
    except Misread as misread:
        evidence = f"Connect's answer to {what} could not be read: at {misread.path}, {misread.why}"
        raise WorldFailed(Failure(kind=FailureKind.ATTENTION, code=UNCLEAR, evidence=evidence)) from None


def failure_of(error: ClientError | RequestException, what: str) -> Failure:
    """The failure that an error of the client means."""
    status = error.status_code if isinstance(error, ClientError) else None
    if status is None and isinstance(_origin(error), (Unreachable, Timeout, ChunkedEncodingError)):
        evidence = f"Connect could not be reached for {what} ({type(_origin(error)).__name__})"
        return Failure(kind=FailureKind.RETRY, code=UNREACHABLE, evidence=evidence)
    kind, code, words = _row(status)
    return Failure(kind=kind, code=code, evidence=f"{words} {what} ({_answer(error, status)})")


def _row(status: int | None) -> tuple[FailureKind, str, str]:
    if status is not None and status >= 500:
        return FailureKind.RETRY, OUTAGE, "Connect had an error of its own with"
    if status in BY_STATUS:
        return BY_STATUS[status]
    return FailureKind.ATTENTION, UNCLEAR, "Connect's answer could not be understood for"


def _answer(error: ClientError | RequestException, status: int | None) -> str:
    if status is None:
        return type(_origin(error)).__name__
    code = getattr(error, "error_code", None)
    known = isinstance(code, str) and ERROR_CODE.fullmatch(code)
    return f"{status} {code}" if known else str(status)


def _origin(error: ClientError | RequestException) -> BaseException:
    """The client wraps what the network said."""
    return error.__cause__ or error
