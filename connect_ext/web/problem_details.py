"""Errors as problem details (RFC 9457): a status, a stable code, and a sentence for a person."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from connect_ext.work.failure import FailureKind, WorldFailed


class Refusal(Exception):
    """Raised by a route that cannot do what it was asked."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.detail = detail


def not_found(what: str) -> Refusal:
    """The same answer for an id that never existed and for one of another installation."""
    return Refusal(404, "not_found", f"There is no {what} in this installation.")


def details(status: int, code: str, detail: str, **more: Any) -> JSONResponse:
    body = {"type": f"urn:problem:{code}", "title": code.replace("_", " "), "status": status, "detail": detail, **more}
    return JSONResponse(body, status_code=status, media_type="application/problem+json")


async def on_refusal(_request: Request, refusal: Refusal) -> JSONResponse:
    return details(refusal.status, refusal.code, refusal.detail)


async def on_invalid_input(_request: Request, error: RequestValidationError) -> JSONResponse:
    """Names each field and what is wrong with it; never repeats the value."""
    fields = [
        {"field": ".".join(str(part) for part in found["loc"][1:]) or "body", "why": found["msg"]}
        for found in error.errors()
    ]
    named = "; ".join(f"{found['field']}: {found['why']}" for found in fields)
    return details(422, "invalid_input", f"Please correct {named}.", fields=fields)


async def on_world_failed(_request: Request, failed: WorldFailed) -> JSONResponse:
    """Xero or Connect would not: the caller may try again, or has to connect again."""
    failure = failed.failure
    if failure.kind is FailureKind.RECONNECT:
        return details(409, "reconnect", f"Xero no longer accepts the connection: {failure.evidence}.")
    return details(502, failure.code, f"The other side did not answer as hoped: {failure.evidence}.")
