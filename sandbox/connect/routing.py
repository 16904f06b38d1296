"""Which function answers which method and path."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sandbox.connect.accounts import Actor
from sandbox.connect.state import Refused, State
from sandbox.http import Request, Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One authorised call; `ids` are the named parts of its path."""

    state: State
    actor: Actor
    request: Request
    ids: Mapping[str, str]

    def refuse_unless(self, condition: bool, status: int, words: str) -> None:
        if not condition:
            raise Refused(status, "AUTH_002" if status == 403 else "SYS_000", words)


Handler = Callable[[Call], Response]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    method: str
    path: re.Pattern[str]
    handler: Handler


def route(method: str, path: str, handler: Handler) -> Route:
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)
    return Route(method=method, path=re.compile(f"^{pattern}$"), handler=handler)


def find(routes: Sequence[Route], method: str, path: str) -> tuple[Handler, Mapping[str, str]]:
    """Raises Refused(501), naming what was asked: the stand-in never pretends."""
    for candidate in routes:
        match = candidate.path.match(path)
        if match is not None and candidate.method == method:
            return candidate.handler, match.groupdict()
    raise Refused(501, "SANDBOX", f"The stand-in of Connect does not know {method} /public/v1/{path}.")
