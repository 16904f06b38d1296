"""The little of Connect that the adapter reads, behind the real client: collections, canned answers, and a call log."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from connect.client import ConnectClient

from sandbox.connect.listing import answer_list
from sandbox.connect_wire import mount
from sandbox.http import Request, Response, json_response

Json = dict[str, Any]
OWNER_KEY = "ApiKey SU-000-000-001:owner-secret"
_numbers = count(1)


class FakeConnect:
    """Answers GET of a known collection, and whatever else `answers` knows by method and path."""

    def __init__(self) -> None:
        self.collections: dict[str, list[Json]] = {}
        self.answers: dict[tuple[str, str], Response | Callable[[Request], Response]] = {}
        self.requests: list[Request] = []
        self.root = f"/connect-{next(_numbers)}/public/v1"
        self.client = ConnectClient(OWNER_KEY, endpoint=f"https://connect.example{self.root}", max_retries=0)
        mount(self.client, self.handle)

    def handle(self, request: Request) -> Response:
        self.requests.append(request)
        path = self.path(request)
        answer = self.answers.get((request.method, path))
        if answer is not None:
            return answer if isinstance(answer, Response) else answer(request)
        if request.method == "GET" and path in self.collections:
            return answer_list(self.collections[path], request)
        return error(404, "NF_001")

    def path(self, request: Request) -> str:
        return request.path.removeprefix(self.root + "/")

    @property
    def calls(self) -> list[str]:
        return [f"{request.method} {self.path(request)}" for request in self.requests]


def error(status: int, code: str, *errors: str) -> Response:
    return json_response(status, {"error_code": code, "errors": list(errors) or ["Something about robin@example.com"]})
