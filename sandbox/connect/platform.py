"""The platform's side of the runner's websockets: handshakes, tasks and their results, web calls and their answers."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
from dataclasses import dataclass, field
from typing import Any, Protocol

from sandbox.connect.protocol import CATEGORIES, Worker, setup_response, task_message
from sandbox.connect.state import State
from sandbox.connect.tasks import Category

Json = dict[str, Any]


class Socket(Protocol):
    """One accepted websocket, whoever carries it."""

    async def receive(self) -> str | None:
        """The next text frame; None when the other side is gone."""

    async def send(self, text: str) -> None: ...


class NoWorker(Exception):
    """No web worker is connected, or it went away before it answered."""


@dataclass(slots=True, kw_only=True, eq=False)
class _Session:
    id: str
    instance: str
    worker: Worker
    socket: Socket
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)

    async def tell(self, value: Json) -> None:
        await self.socket.send(json.dumps(value))


class Platform:
    """Lives on one event loop; `connected` may be asked from any thread."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._sessions: list[_Session] = []
        self._numbers = itertools.count(1)

    def connected(self, instance: str) -> frozenset[Worker]:
        """The workers of a runner instance that have done their handshake and are still there."""
        return frozenset(session.worker for session in list(self._sessions) if session.instance == instance)

    async def attend(self, socket: Socket, instance: str, worker: Worker) -> None:
        """Serves one worker from its handshake until it goes; then its open tasks are queued again."""
        first = await socket.receive()
        if first is None:
            return
        number = next(self._numbers)
        session = _Session(id=f"{instance}/{worker}/{number}", instance=instance, worker=worker, socket=socket)
        self._learn(json.loads(first)["data"])
        await session.tell(setup_response(self._state.environment))
        self._sessions.append(session)
        delivery = asyncio.create_task(self._deliver(session))
        try:
            while (frame := await socket.receive()) is not None:
                self._hear(session, json.loads(frame))
        finally:
            self._sessions.remove(session)
            delivery.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await delivery
            self._leave(session)

    async def push_variables(self) -> None:
        """Tells every connected worker the variables of now, as after an edit in DevOps."""
        for session in list(self._sessions):
            await session.tell(setup_response(self._state.environment))

    async def web(self, task: Json) -> Json:
        """Sends a web call to a worker and waits for its answer. Raises NoWorker."""
        sessions = [session for session in self._sessions if session.worker is Worker.WEBAPP]
        if not sessions:
            raise NoWorker
        correlation_id = task["data"]["options"]["correlation_id"]
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        sessions[-1].waiting[correlation_id] = answer
        try:
            await sessions[-1].tell(task)
            return await answer
        finally:
            sessions[-1].waiting.pop(correlation_id, None)

    def _learn(self, setup: Json) -> None:
        """Each worker declares its part; what it leaves out stays as another one said it."""
        with self._state.lock:
            environment = self._state.environment
            environment.declared.update({variable["name"]: variable for variable in setup.get("variables") or []})
            if setup.get("event_subscriptions") is not None:
                environment.subscriptions = setup["event_subscriptions"]
            environment.schedulables = setup.get("schedulables") or environment.schedulables
            environment.ui_modules = setup.get("ui_modules") or environment.ui_modules
            proxied = setup.get("proxied_connect_api") or environment.proxied
            environment.proxied = proxied if isinstance(proxied, dict) else dict.fromkeys(proxied, "edit")

    async def _deliver(self, session: _Session) -> None:
        """Sends what is due whenever something changes or a countdown ends."""
        tasks, categories = self._state.tasks, CATEGORIES[session.worker]
        loop, changed = asyncio.get_running_loop(), asyncio.Event()
        unsubscribe = tasks.on_change(lambda: _wake(loop, changed))
        try:
            while True:
                changed.clear()
                self._drop_unwanted()
                for task in tasks.take(session.id, categories):
                    await session.tell(task_message(task))
                with contextlib.suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(changed.wait(), tasks.next_due(categories))
        finally:
            unsubscribe()

    def _drop_unwanted(self) -> None:
        """Events kept from before the first handshake, which the extension turns out not to want."""
        wanted = self._state.environment.subscriptions
        for task in self._state.tasks.waiting(Category.BACKGROUND):
            if wanted is not None and task.event_type not in wanted:
                self._state.tasks.drop(task, "not subscribed")

    def _hear(self, session: _Session, heard: Json) -> None:
        data = heard.get("data") or {}
        if heard["message_type"] == "task":
            self._state.tasks.result(data["options"]["task_id"], data["output"])
        elif heard["message_type"] == "web_task":
            waiting = session.waiting.get(data["options"]["correlation_id"])
            if waiting is not None and not waiting.done():
                waiting.set_result(data["response"])

    def _leave(self, session: _Session) -> None:
        self._state.tasks.disconnected(session.id)
        for waiting in session.waiting.values():
            if not waiting.done():
                waiting.set_exception(NoWorker())


def _wake(loop: asyncio.AbstractEventLoop, changed: asyncio.Event) -> None:
    loop.call_soon_threadsafe(changed.set)
