"""Faults that a test arms: what goes wrong, once, on the next call of a method under a path.

"After commit" means that Xero did the work and only its answer is lost or late.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.http import Request, Response, html_response
from sandbox.xero.call import Call, elements, write_all
from sandbox.xero.limits import Problem, too_many
from sandbox.xero.rendering import answer, parse_json
from sandbox.xero.words import NO_ID, Invalid, Json, forbidden, internal_error, validation_errors

LONGEST_HOLD_SECONDS = 120.0
_REMAINING = {
    Problem.MINUTE: {"x-minlimit-remaining": "0"},
    Problem.DAY: {"x-daylimit-remaining": "0"},
    Problem.APP_MINUTE: {"x-appminlimit-remaining": "0"},
    Problem.CONCURRENT: {},
}


@dataclass(frozen=True, slots=True)
class Break:
    """The connection breaks before anything is done."""


@dataclass(frozen=True, slots=True)
class Lose:
    """The work is done and the connection breaks before the answer leaves."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Nothing is done; this is the answer, never kept under an idempotency key."""

    response: Response


@dataclass(frozen=True, slots=True)
class Fail:
    """Nothing is done; this error is kept under the idempotency key and given again."""

    response: Response


@dataclass(frozen=True, slots=True)
class FindWrong:
    """Every element of the request breaks a rule, in these words; nothing of it is kept."""

    message: str

    def in_all(self, call: Call, resource: str) -> Json:
        """The answer to a call that writes elements of `resource`."""

        def refuse(_: Json) -> Json:
            raise Invalid(self.message)

        def refused(sent: Json, messages: tuple[str, ...]) -> Json:
            marks = {"StatusAttributeString": "ERROR", "ValidationErrors": validation_errors(messages)}
            return {f"{resource.removesuffix('s')}ID": NO_ID, **sent, **marks}

        return {resource: write_all(call, elements(call, resource), refuse, refused)}


@dataclass(frozen=True, slots=True)
class Alter:
    """The work is done; the first-level elements of the answer are changed on their way out."""

    change: Callable[[int, Json], None]


@dataclass(frozen=True, slots=True)
class Hold:
    """The work is done; `reached` is set then, and the answer waits for `release()`, at most two minutes."""

    reached: threading.Event = field(default_factory=threading.Event)
    _released: threading.Event = field(default_factory=threading.Event)

    def release(self) -> None:
        self._released.set()

    def wait(self) -> None:
        self.reached.set()
        self._released.wait(LONGEST_HOLD_SECONDS)


Fault = Break | Lose | Reply | Fail | FindWrong | Alter | Hold


@dataclass(frozen=True, slots=True)
class Armed:
    method: str
    prefix: str
    fault: Fault
    name: str = ""


class Faults:
    """A queue; the first armed fault whose method and path prefix match a call is spent on it."""

    def __init__(self) -> None:
        self._armed: list[Armed] = []
        self._name = ""

    def named(self, name: str) -> Faults:
        """The same queue; what is armed through it bears this name, by which `count` finds it."""
        view = Faults()
        view._armed, view._name = self._armed, name
        return view

    def count(self, name: str) -> int:
        """How many of this name are still waiting for their call."""
        return sum(one.name == name for one in list(self._armed))

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._armed.clear()

    @property
    def armed(self) -> int:
        """How many are still waiting for their call."""
        return len(self._armed)

    def take(self, request: Request) -> Fault | None:
        for position, one in enumerate(self._armed):
            if one.method == request.method and request.path.startswith(one.prefix):
                return self._armed.pop(position).fault
        return None

    def break_before(self, method: str, prefix: str, times: int = 1) -> None:
        self._arm(method, prefix, Break(), times)

    def lose_answer(self, method: str, prefix: str, times: int = 1) -> None:
        self._arm(method, prefix, Lose(), times)

    def hold_answer(self, method: str, prefix: str) -> Hold:
        hold = Hold()
        self._arm(method, prefix, hold, 1)
        return hold

    def rate_limit(
        self, method: str, prefix: str, problem: Problem, *, retry_after: int | None = None, times: int = 1
    ) -> None:
        self._arm(method, prefix, Reply(too_many(problem, retry_after, _REMAINING[problem])), times)

    def reply(self, method: str, prefix: str, response: Response, times: int = 1) -> None:
        """Nothing is done; this is the answer."""
        self._arm(method, prefix, Reply(response), times)

    def internal_error(self, method: str, prefix: str, times: int = 1) -> None:
        self._arm(method, prefix, Fail(internal_error()), times)

    def offline(self, method: str, prefix: str, times: int = 1) -> None:
        """https://developer.xero.com/documentation/api/accounting/responsecodes"""
        page = "<html><body><h1>The Organisation is offline</h1><p>Please try again later.</p></body></html>"
        self._arm(method, prefix, Reply(html_response(503, page)), times)

    def forbidden(self, method: str, prefix: str, times: int = 1) -> None:
        self._arm(method, prefix, Reply(forbidden()), times)

    def find_wrong(self, method: str, prefix: str, message: str) -> None:
        """https://developer.xero.com/documentation/api/accounting/requests-and-responses#errors"""
        self._arm(method, prefix, FindWrong(message), 1)

    def replace_value(self, method: str, prefix: str, name: str, value: Any) -> None:
        """Answer with another value of a property in every element, such as an enum value nobody knows yet."""

        def change(_: int, element: Json) -> None:
            element[name] = value

        self._arm(method, prefix, Alter(change), 1)

    def warn(self, method: str, prefix: str, message: str, position: int = 0) -> None:
        """Answer with a warning on one element, which is saved all the same."""

        def change(at: int, element: Json) -> None:
            if at == position:
                element["Warnings"] = [{"Message": message}]
                element["StatusAttributeString"] = "WARNING"

        self._arm(method, prefix, Alter(change), 1)

    def _arm(self, method: str, prefix: str, fault: Fault, times: int) -> None:
        self._armed.extend([Armed(method, prefix, fault, self._name)] * times)


def altered(response: Response, resource: str, fault: Alter) -> Response:
    """The answer with the fault's change made to each element of `resource`."""
    content = parse_json(response.body)
    for position, element in enumerate(content.get(resource) or content.get(f"{resource}s") or ()):
        fault.change(position, element)
    return answer(response.status, content, response.headers)
