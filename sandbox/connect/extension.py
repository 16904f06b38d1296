"""The extension on the platform: its service and environment, who installed it, and its schedules."""

from __future__ import annotations

from typing import Any

from sandbox.connect.accounts import Account, Role
from sandbox.connect.events import INSTALLATION_EVENT, tell_installation
from sandbox.connect.state import Environment, Refused, State
from sandbox.connect.tasks import Category

Json = dict[str, Any]
SERVICE_NAME = "Xero Integration"
SCHEDULED_EVENT = "scheduled"


def environment_view(environment: Environment) -> Json:
    short = environment.service_id.lower() + "-dev"
    return {
        "id": environment.id, "type": environment.type, "icon": "googleExtensionBaseline", "runtime": "local",
        "hostname": short, "domain": "ext.cnct.info", "git": {}, "ui_modules": environment.ui_modules,
        "extension": {
            "id": environment.service_id, "name": SERVICE_NAME, "owner": environment.owner.reference,
            "extension_id": f"EXT-{environment.service_id[5:8]}-{environment.service_id[-3:]}",
        },
    }  # fmt: skip


def install(state: State, account: Account) -> Json:
    """The account installs the extension. Raises Refused(400) when it has it already, or is no reseller or provider."""
    if account.role is Role.VENDOR:
        raise Refused(400, "VAL_001", "The audience of the extension is resellers and distributors.")
    if active_installation(state, account.id) is not None:
        raise Refused(400, "VAL_001", "The extension is installed already.")
    installation: Json = {
        "id": state.ids.new("EIN", 4, 4, 4), "status": "installed", "owner": account.reference, "settings": {},
        "environment": environment_view(state.environment),
        "events": {"installed": {"at": state.now(), "by": account.by}, "updated": {"at": state.now()}},
    }  # fmt: skip
    state.put("devops/installations", installation, {account.id, state.environment.owner.id})
    tell_installation(state, INSTALLATION_EVENT, installation["id"], installation, "installed")
    return installation


def uninstall(state: State, installation_id: str) -> Json:
    """From now on the installation's key reads nothing but the installation; its waiting tasks are dropped."""
    installation = state.get("devops/installations", installation_id)
    installation["status"] = "uninstalled"
    installation["events"]["uninstalled"] = {"at": state.now()}
    installation["events"]["updated"] = {"at": state.now()}
    state.tasks.drop_waiting_of(installation_id)
    tell_installation(state, INSTALLATION_EVENT, installation_id, installation, "uninstalled")
    return installation


def active_installation(state: State, account_id: str) -> Json | None:
    for installation in state.installations():
        if installation["owner"]["id"] == account_id and installation["status"] == "installed":
            return installation
    return None


def create_schedule(state: State, body: Json, by: Account) -> Json:
    """Raises Refused(400) for a method the extension has not declared or a trigger of no known type."""
    methods = [schedulable["method"] for schedulable in state.environment.schedulables]
    if body.get("method") not in methods:
        raise Refused(400, "VAL_001", f"method: {body.get('method')!r} is not one of {methods}.")
    trigger = body.get("trigger") or {}
    needed = {"onetime": {"date"}, "recurring": {"start", "unit", "amount"}, "advanced": {"start", "cron_expression"}}
    if not needed.get(trigger.get("type", ""), {"a known type"}) <= set(trigger):
        raise Refused(400, "VAL_001", "trigger: invalid.")
    environment = state.environment
    schedule = {
        "id": state.ids.child(environment.id, "EFS", 4), "name": body.get("name", ""),
        "description": body.get("description", ""), "method": body["method"], "parameter": body.get("parameter") or {},
        "trigger": trigger, "environment": {"id": environment.id, "type": environment.type}, "status": "pending",
        "events": {"created": {"at": state.now(), "by": by.by}, "updated": {"at": state.now(), "by": by.by}},
    }  # fmt: skip
    return state.put("schedules", schedule)


def schedule_fires(state: State, schedule_id: str) -> None:
    """Queues the task of a schedule; not a second one while the first still waits. It carries no installation."""
    schedule = state.get("schedules", schedule_id)
    schedule["events"]["last_triggered"] = {"at": state.now()}
    state.tasks.add(Category.SCHEDULED, SCHEDULED_EVENT, schedule_id, None, None)
