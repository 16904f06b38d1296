"""Connect and the extension's host as ASGI applications; no sockets are opened here."""

from __future__ import annotations

from typing import Protocol

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as AsgiRequest
from starlette.responses import Response as AsgiResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from sandbox.connect.platform import Platform
from sandbox.connect.protocol import Worker
from sandbox.connect.world import ConnectWorld
from sandbox.http import Request, Response

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_WS = "/public/v1/devops/ws/{environment}/{instance}"


class _Socket:
    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket

    async def receive(self) -> str | None:
        try:
            return await self._websocket.receive_text()
        except WebSocketDisconnect:
            return None

    async def send(self, text: str) -> None:
        """A frame to a side that has gone is lost, as on any wire; the disconnect is seen by `receive`."""
        try:
            await self._websocket.send_text(text)
        except (WebSocketDisconnect, RuntimeError):
            if self._websocket.client_state is WebSocketState.CONNECTED:
                raise


def connect_app(world: ConnectWorld, platform: Platform) -> Starlette:
    """REST and the runner's websockets under one host, as at the vendor."""

    async def rest(request: AsgiRequest) -> AsgiResponse:
        return _out(await run_in_threadpool(world.handle, await _in(request)))

    async def worker(websocket: WebSocket) -> None:
        right_key = websocket.headers.get("authorization") == world.owner_key
        if not right_key or websocket.path_params["environment"] != world.environment.id:
            await websocket.close()  # before it is accepted: the runner sees HTTP 403
            return
        await websocket.accept()
        await platform.attend(_Socket(websocket), websocket.path_params["instance"], _worker(websocket))

    return Starlette(
        routes=[
            WebSocketRoute(_WS, worker),
            WebSocketRoute(_WS + "/webapp", worker),
            Route("/{path:path}", rest, methods=METHODS),
        ]
    )


class AnswersAsync(Protocol):
    """The gateway, or what stands in front of it."""

    async def handle(self, request: Request, scheme: str) -> Response: ...


def gateway_app(gateway: AnswersAsync) -> Starlette:
    async def forward(request: AsgiRequest) -> AsgiResponse:
        return _out(await gateway.handle(await _in(request), request.url.scheme))

    return Starlette(routes=[Route("/{path:path}", forward, methods=METHODS)])


def _worker(websocket: WebSocket) -> Worker:
    if websocket.url.path.endswith("/webapp"):
        return Worker.WEBAPP
    return Worker(websocket.query_params.get("runner_type", "background"))


async def _in(request: AsgiRequest) -> Request:
    """Path and query go on as they came, for the query language has meanings of its own for encoded signs."""
    query = request.scope["query_string"].decode("latin-1")
    path = request.scope["raw_path"].decode("latin-1")
    return Request(
        method=request.method,
        url=f"{path}?{query}" if query else path,
        headers={name.lower(): value for name, value in request.headers.items()},
        body=await request.body(),
    )


def _out(response: Response) -> AsgiResponse:
    headers = {name: value for name, value in response.headers.items() if name.lower() != "content-length"}
    return AsgiResponse(content=response.body, status_code=response.status, headers=headers)
