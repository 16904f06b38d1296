"""One REST call of a story, in-process."""

from __future__ import annotations

import json
from typing import Any

from sandbox.connect.accounts import Account
from sandbox.connect.ids import secret
from sandbox.connect.world import ConnectWorld
from sandbox.http import Request, Response


def call(world: ConnectWorld, key: Account | str, method: str, path: str, body: Any = None) -> Response:
    authorization = key if isinstance(key, str) else key.api_key
    content = b"" if body is None else json.dumps(body).encode()
    url = f"/public/v1/{path}"
    return world.handle(Request(method=method, url=url, headers={"authorization": authorization}, body=content))


def installation_key(installation: dict[str, Any]) -> str:
    return secret(installation["id"])
