"""The stand-in of Connect as a whole: a function of a request, and what happens to the extension in a story."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.clock import Clock
from sandbox.connect import asset_requests, devops, extension, reads, tier_accounts
from sandbox.connect.accounts import Account, Actor, Role, Scope
from sandbox.connect.billing_story import BillingStory
from sandbox.connect.ids import Ids
from sandbox.connect.order_story import OrderStory
from sandbox.connect.routing import Call, Route, find
from sandbox.connect.rql import BadQuery
from sandbox.connect.state import Environment, Refused, State
from sandbox.connect.tasks import TaskLogEntry
from sandbox.http import Request, Response, json_response

Json = dict[str, Any]
BASE = "/public/v1/"
VERSION = "43.0.8-stand-in"
_ROUTES: Sequence[Route] = (
    *asset_requests.routes(),
    *devops.routes(),
    *reads.routes(),
    *tier_accounts.routes(),
)


class ConnectWorld(OrderStory, BillingStory):
    """Story methods answer copies, and take accounts, tier accounts (id or object) and products (id or object)."""

    def __init__(self, clock: Clock) -> None:
        ids = Ids()
        owner = Account(
            id=ids.new("VA", 3, 3), name="Evergreen Integrations", role=Role.VENDOR,
            user_id=ids.new("UR", 3, 3, 3), user_name="Evergreen Service",
        )  # fmt: skip
        service = ids.new("SRVC", 4, 4)
        environment = Environment(id=service.replace("SRVC", "ENV") + "-01", service_id=service, owner=owner)
        self.clock = clock
        self.state = State(clock, environment, ids)
        self.add_account(owner)

    def add_account(self, account: Account) -> Account:
        self.state.accounts[account.id] = account
        return account

    @property
    def environment(self) -> Environment:
        return self.state.environment

    @property
    def owner_key(self) -> str:
        """The API key of the extension's owner, under which the runner connects."""
        return self.environment.owner.api_key

    def handle(self, request: Request) -> Response:
        """Answers one REST call; never raises."""
        try:
            response = self._answer(request)
        except Refused as refusal:
            response = _error(refusal.status, refusal.code, *refusal.errors)
        except BadQuery as bad:
            response = _error(400, "VAL_001", str(bad))
        except json.JSONDecodeError as bad:
            response = _error(400, "VAL_001", f"JSON parse error - {bad}")
        except KeyError as missing:
            response = _error(400, "VAL_001", f"{missing.args[0]}: This field is required.")
        return Response(
            status=response.status, body=response.body, headers={**response.headers, "connect-version": VERSION}
        )

    def _answer(self, request: Request) -> Response:
        with self.state.lock:
            actor = self.state.actor(request.headers.get("authorization"))
            path = request.path.removeprefix(BASE).strip("/")
            self._refuse_uninstalled(actor, path)
            handler, ids = find(_ROUTES, request.method.upper(), path)
            return handler(Call(state=self.state, actor=actor, request=request, ids=ids))

    def _refuse_uninstalled(self, actor: Actor, path: str) -> None:
        """Whether the key outlives the installation is not documented; here it reads only the installation itself."""
        if actor.scope is not Scope.INSTALLATION or path.startswith("devops/installations"):
            return
        if self.state.get("devops/installations", actor.installation_id)["status"] != "installed":
            raise Refused(401, "AUTH_001", "Invalid API key.")

    def set_variables(self, values: Mapping[str, str]) -> None:
        """What the operator writes in DevOps; workers learn it by their next setup response."""
        self.environment.values.update(values)

    def install(self, account: Account) -> Json:
        with self.state.lock:
            return copy.deepcopy(extension.install(self.state, account))

    def uninstall(self, installation: Json) -> Json:
        with self.state.lock:
            return copy.deepcopy(extension.uninstall(self.state, installation["id"]))

    def installation_of(self, account: Account) -> Json | None:
        """The account's live installation."""
        with self.state.lock:
            return copy.deepcopy(extension.active_installation(self.state, account.id))

    def schedules(self) -> list[Json]:
        with self.state.lock:
            return [copy.deepcopy(record.value) for record in self.state.all("schedules")]

    def schedule_fires(self, schedule_id: str) -> None:
        with self.state.lock:
            extension.schedule_fires(self.state, schedule_id)

    @property
    def task_log(self) -> list[TaskLogEntry]:
        """Everything that happened to tasks, oldest first."""
        return list(self.state.tasks.log)

    def flush_countdowns(self) -> None:
        """What was rescheduled or waits to be retried is due now."""
        self.state.tasks.flush_countdowns()

    def settled(self, timeout: float = 30.0) -> bool:
        """Waits until no task runs and none is due; says whether that came within so many real seconds."""
        return self.state.tasks.wait_until(self.state.tasks.idle, timeout)


def _error(status: int, code: str, *errors: str) -> Response:
    return json_response(status, {"error_code": code, "errors": list(errors)})
