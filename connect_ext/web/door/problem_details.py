"""Errors as problem details (RFC 9457): a status, a stable code, and a sentence for a person."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from connect_ext.storage.database import UNREACHABLE
from connect_ext.sync.connection.asking_xero import Paused
from connect_ext.work.failure import FailureKind, WorldFailed

SENTENCES = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is larger than 2 MB.",
    HTTPStatus.BAD_REQUEST: "The body cannot be read.",
    HTTPStatus.NOT_FOUND: "There is nothing at this address.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address does not know that method.",
}
NOT_JSON = "json_invalid"
"""What FastAPI calls a body that cannot be read; it then gives a position instead of a field."""


class Refusal(Exception):
    """Raised by a route that cannot do what it was asked."""

    def __init__(self, status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = headers


def not_found(what: str) -> Refusal:
    """The same answer for an id that never existed and for one of another installation."""
    return Refusal(404, "not_found", f"There is no {what} in this installation.")


def changed_meanwhile(what: str) -> Refusal:
    """Two people saved at once; the later one sees what the first one did before saving again."""
    return Refusal(409, "changed_meanwhile", f"Somebody saved other {what} meanwhile. Load them and save again.")


def unreadable(why: str) -> Refusal:
    """A file of which not even the cells can be read."""
    return Refusal(422, "unreadable_file", why)


def details(
    status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any
) -> JSONResponse:
    body = {"type": f"urn:problem:{code}", "title": code.replace("_", " "), "status": status, "detail": detail, **more}
    kept_by_nobody = {**(headers or {}), "Cache-Control": "no-store"}
    return JSONResponse(body, status_code=status, media_type="application/problem+json", headers=kept_by_nobody)


async def on_refusal(_request: Request, refusal: Refusal) -> JSONResponse:
    return details(refusal.status, refusal.code, refusal.detail, headers=refusal.headers)


async def on_invalid_input(_request: Request, error: RequestValidationError) -> JSONResponse:
    """Names each field and what is wrong with it; never repeats the value."""
    fields = [{"field": _field(found), "why": found["msg"]} for found in error.errors()]
    named = "; ".join(f"{found['field']}: {found['why']}" for found in fields)
    return details(422, "invalid_input", f"Please correct {named}.", fields=fields)


def _field(found: Mapping[str, Any]) -> str:
    """The place of an error; FastAPI's first part says only where the input came from."""
    if found["type"] == NOT_JSON:
        return "body"
    return ".".join(str(part) for part in found["loc"][1:] if part != "__root__") or "body"


async def on_world_failed(_request: Request, failed: WorldFailed) -> JSONResponse:
    """Xero or Connect would not: the caller may try again, or has to connect again."""
    failure = failed.failure
    if failure.kind is FailureKind.RECONNECT:
        return details(409, "reconnect", f"Xero no longer accepts the connection: {failure.evidence}.")
    return details(502, failure.code, f"The other side did not answer as hoped: {failure.evidence}.")


async def on_paused(_request: Request, paused: Paused) -> JSONResponse:
    """Nothing is asked of Xero before the pause ends, however often it is wanted."""
    until = f"{paused.until:%Y-%m-%d %H:%M:%S}"
    detail = f"Xero is left alone until {until} UTC: {paused.failure.evidence}. Try again then."
    wait = {"Retry-After": str(max(1, math.ceil(paused.wait.total_seconds())))}
    return details(503, "paused", detail, headers=wait, until=paused.until.isoformat())


async def on_http_error(_request: Request, error: HTTPException) -> JSONResponse:
    """What the framework itself refuses, such as an address that does not exist."""
    status = HTTPStatus(error.status_code)
    sentence = SENTENCES.get(status, f"{status.phrase}.")
    return details(status, status.name.lower(), sentence, headers=error.headers)


async def on_database_unreachable(_request: Request, _error: Exception) -> JSONResponse:
    """The error itself names the database's host and user, so nothing of it is repeated."""
    return details(503, "database_unreachable", "The database cannot be reached. Try again in a minute.")


ANY_HTTP_ERROR: type[Exception] = HTTPException.__bases__[0]
"""Starlette's class, of which FastAPI's is a kind: it is what routing raises."""

HANDLERS: Mapping[type[BaseException], Callable[..., Any]] = {
    Refusal: on_refusal,
    RequestValidationError: on_invalid_input,
    Paused: on_paused,
    WorldFailed: on_world_failed,
    ANY_HTTP_ERROR: on_http_error,
    **dict.fromkeys(UNREACHABLE, on_database_unreachable),
}
