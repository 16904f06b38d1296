"""What can happen to a call on its way to Xero and back, beyond what the stand-in itself can be told to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, ReadTimeoutError

from connect_ext.xero.line import LARGEST_ANSWER
from sandbox.clock import Clock
from sandbox.http import Request, Response, Unanswered, html_response, json_response
from sandbox.xero import Faults, XeroWorld

MAINTENANCE = "<html><body>The server is unable to service your request due to maintenance downtime.</body></html>"
A_PAGE = "<html><body><h1>Please sign in</h1></body></html>"
KEY_REUSED = {
    "ErrorNumber": 10,
    "Type": "ValidationException",
    "Message": "Idempotency Key: x is used with a different request.",
}


class Trouble(StrEnum):
    """The first four: nothing is done. The fifth: it is done later, when we have given up. The others: it is done, and
    the answer is not the one that Xero gave."""

    UNREACHABLE = "no connection"
    NOTHING_DONE = "the time is up, and nothing was done"
    NOT_AVAILABLE = "503 of a proxy"
    KEY_REUSED = "400, the key is used with a different request"
    LATE = "the time is up, and it is done up to a minute later"
    TIMEOUT = "the time is up, and it was done"
    PROXY = "it was done, and a proxy answers 503 with a page"
    GATEWAY = "it was done, and a proxy answers 504 with nothing"
    PAGE = "it was done, and the answer is a page"
    CUT = "it was done, and the answer stops in the middle"
    EMPTY = "it was done, and the answer has no elements"
    NO_IDS = "it was done, and the elements of the answer have no ids"
    REDIRECT = "it was done, and the answer is a redirect"
    LARGE = "it was done, and the answer is larger than anything that we read"


DONE = tuple(Trouble)[4:]
"""Those after which Xero's books are not what we have heard."""


AtXero = Callable[[Faults, str, str], None]
"""What Xero itself does with a call of a method under a path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Armed:
    method: str
    path: str
    trouble: Trouble | AtXero
    seconds: int

    def meets(self, request: Request) -> bool:
        return request.method == self.method and request.path.startswith(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    due: datetime
    request: Request


class Weather:
    """Between the product and Xero's stand-in. Each trouble is spent on the next call that it fits, and no other meets
    that call: so what comes second meets the repeat."""

    def __init__(self, xero: XeroWorld, clock: Clock) -> None:
        self._xero, self._clock = xero, clock
        self._armed: list[Armed] = []
        self._late: list[Late] = []

    def arm(self, method: str, path: str, trouble: Trouble | AtXero, seconds: int = 1) -> None:
        """`seconds` is for what is late: at most a minute, the longest that a call may take to arrive."""
        self._armed.append(Armed(method=method, path=path, trouble=trouble, seconds=seconds))

    @property
    def armed(self) -> int:
        """How many are still waiting for their call."""
        return len(self._armed)

    def carry(self, request: Request) -> Response:
        self.catch_up()
        met = next((one for one in self._armed if one.meets(request)), None)
        if met is None:
            return self._xero.handle(request)
        self._armed.remove(met)
        if not isinstance(met.trouble, Trouble):
            met.trouble(self._xero.faults, met.method, met.path)
            return self._xero.handle(request)
        if met.trouble is Trouble.LATE:
            due = self._clock() + timedelta(seconds=met.seconds)
            self._late.append(Late(due=due, request=request))
            raise _read_timeout(request)
        if met.trouble in BEFORE:
            return BEFORE[met.trouble](request)
        return AFTER[met.trouble](request, self._xero.handle(request))

    def pass_time(self, by: timedelta) -> None:
        """What is late arrives when it does, and not when somebody looks."""
        until = self._clock() + by
        for one in sorted(self._late, key=lambda late: late.due):
            if one.due <= until:
                self._clock.move(max(one.due - self._clock(), timedelta()))
                self.catch_up()
        self._clock.move(max(until - self._clock(), timedelta()))

    def catch_up(self) -> None:
        due = [one for one in self._late if one.due <= self._clock()]
        self._late = [one for one in self._late if one.due > self._clock()]
        for one in due:
            self._arrive(one.request)

    def clear(self) -> None:
        """The sun shines; what was late arrives."""
        self._armed.clear()
        late, self._late = self._late, []
        for one in late:
            self._arrive(one.request)

    def _arrive(self, request: Request) -> None:
        try:
            self._xero.handle(request)
        except Unanswered:
            return  # who has given up hears nothing of it, one way or the other


def _unreachable(request: Request) -> Response:
    raise ConnectTimeoutError(HTTPSConnection("api.xero.test"), f"Connection to {request.path} timed out.")


def _read_timeout(request: Request) -> ReadTimeoutError:
    return ReadTimeoutError(HTTPSConnectionPool("api.xero.test"), request.url, "Read timed out.")


def _times_out(request: Request, _: Response | None = None) -> Response:
    raise _read_timeout(request)


def _without_elements(_: Request, answer: Response) -> Response:
    return json_response(200, {name: [] for name in answer.json()} if answer.status == 200 else {})


def _without_ids(_: Request, answer: Response) -> Response:
    found = answer.json() if answer.status == 200 else {}
    return json_response(200, {name: [{}] * len(of) for name, of in found.items() if isinstance(of, list)})


def _cut(_: Request, answer: Response) -> Response:
    return Response(status=answer.status, headers=answer.headers, body=answer.body[: len(answer.body) // 2])


BEFORE: dict[Trouble, Callable[[Request], Response]] = {
    Trouble.UNREACHABLE: _unreachable,
    Trouble.NOTHING_DONE: _times_out,
    Trouble.NOT_AVAILABLE: lambda _: html_response(503, MAINTENANCE),
    Trouble.KEY_REUSED: lambda _: json_response(400, KEY_REUSED),
}
AFTER: dict[Trouble, Callable[[Request, Response], Response]] = {
    Trouble.TIMEOUT: _times_out,
    Trouble.PROXY: lambda _, __: html_response(503, MAINTENANCE),
    Trouble.GATEWAY: lambda _, __: Response(status=504),
    Trouble.PAGE: lambda _, __: html_response(200, A_PAGE),
    Trouble.CUT: _cut,
    Trouble.EMPTY: _without_elements,
    Trouble.NO_IDS: _without_ids,
    Trouble.REDIRECT: lambda _, __: Response(status=302, headers={"location": "https://elsewhere.example/"}),
    Trouble.LARGE: lambda _, __: Response(status=200, body=b" " * (LARGEST_ANSWER + 1)),
}
