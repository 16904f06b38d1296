"""A call that brought no answer, classified: was it too early to have done anything, or may it have happened?"""

from __future__ import annotations

import ssl

from urllib3 import exceptions as transport

from connect_ext.work.failure import Failure, FailureKind


def broken(error: Exception, *, write: bool) -> Failure:
    """What an exception of the transport means. Its text is never used: it names hosts, paths and headers."""
    error = _innermost(error)
    if _nothing_left(error):
        evidence = f"Xero could not be reached ({type(error).__name__})"
        return Failure(kind=FailureKind.RETRY, code="unreachable", evidence=evidence)
    if isinstance(error, transport.LocationValueError):
        evidence = "the configured address of Xero is no address"
        return Failure(kind=FailureKind.ATTENTION, code="bad_address", evidence=evidence)
    kind = FailureKind.UNCERTAIN if write else FailureKind.RETRY
    evidence = f"the connection broke before Xero's answer was here ({type(error).__name__})"
    return Failure(kind=kind, code="no_answer", evidence=evidence)


def too_large(*, write: bool) -> Failure:
    """An answer that we stopped reading."""
    kind = FailureKind.UNCERTAIN if write else FailureKind.ATTENTION
    return Failure(kind=kind, code="answer_too_large", evidence="Xero's answer was larger than we read")


def _innermost(error: Exception) -> Exception:
    """urllib3 wraps the reason when it counts retries, which another wire may do."""
    while isinstance(error, transport.MaxRetryError) and error.reason is not None:
        error = error.reason
    return error


def _nothing_left(error: Exception) -> bool:
    """Whether not one byte of the request can have arrived."""
    if isinstance(error, transport.SSLError):
        # A certificate is checked before the request is written; other TLS errors may come while we read.
        return any(isinstance(cause, ssl.SSLCertVerificationError) for cause in (*error.args, error.__cause__))
    # Covers refused connections and unknown names too: urllib3 derives both from it.
    return isinstance(error, transport.ConnectTimeoutError)
