"""Messages of the runner's websocket protocol, version 2."""

from __future__ import annotations

import base64
from enum import StrEnum
from typing import Any

from sandbox.connect.events import definitions
from sandbox.connect.state import Environment
from sandbox.connect.tasks import Category, Task
from sandbox.http import Request, Response

Json = dict[str, Any]


class Worker(StrEnum):
    """The processes of a runner, each with a websocket of its own."""

    BACKGROUND = "background"
    INTERACTIVE = "interactive"
    WEBAPP = "webapp"


CATEGORIES = {
    Worker.BACKGROUND: frozenset({Category.BACKGROUND, Category.SCHEDULED}),
    Worker.INTERACTIVE: frozenset({Category.INTERACTIVE}),
    Worker.WEBAPP: frozenset[Category](),
}


def message(type_: str, data: Json) -> Json:
    return {"version": 2, "message_type": type_, "data": data | {"model_type": type_}}


def setup_response(environment: Environment) -> Json:
    """Without service_id and the event definitions a runner accepts the handshake and then fails every task."""
    owner = environment.owner
    meta = {"service_id": environment.service_id, "account_id": owner.id, "account_name": owner.name}
    keys = ("api_collection_endpoint", "api_resource_endpoint", "api_collection_filter")
    known = [{"event_type": row["type"]} | {key: row[key] for key in keys} for row in definitions()]
    return message(
        "setup_response",
        {
            "variables": environment.variables,
            "environment_type": environment.type,
            "logging": {"logging_api_key": None, "log_level": "INFO", "runner_log_level": "INFO", "meta": meta},
            "event_definitions": known,
        },
    )


def task_message(task: Task) -> Json:
    options = {
        "task_id": task.id, "task_category": task.category.value, "correlation_id": task.id, "reply_to": "sandbox",
        "api_key": task.api_key, "installation_id": task.installation_id, "connect_correlation_id": None,
    }  # fmt: skip
    return message(
        "task",
        {"options": options, "input": {"event_type": task.event_type, "object_id": task.object_id, "data": None}},
    )


def web_task(options: Json, request: Request, url: str) -> Json:
    content = base64.b64encode(request.body).decode()
    asked = {"method": request.method, "url": url, "headers": dict(request.headers), "content": content}
    return message("web_task", {"options": options | {"reply_to": "sandbox"}, "request": asked})


def web_response(answer: Json) -> Response:
    body = base64.b64decode(answer.get("content") or "")
    return Response(status=answer["status"], headers=answer["headers"], body=body)
