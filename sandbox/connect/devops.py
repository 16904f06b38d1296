"""REST: installations, environments and schedules of the extension."""

from __future__ import annotations

from typing import Any

from sandbox.connect import extension
from sandbox.connect.accounts import Scope
from sandbox.connect.ids import secret
from sandbox.connect.listing import answer_list
from sandbox.connect.routing import Call, Route, route
from sandbox.http import Response, json_response

Json = dict[str, Any]
_SERVICE = "devops/services/{service}"
_ENVIRONMENT = _SERVICE + "/environments/{environment}"


def routes() -> list[Route]:
    return [
        route("GET", "devops/installations", _own_installations),
        route("GET", "devops/installations/{installation}", _own_installation),
        route("PUT", "devops/installations/{installation}", _own_settings),
        route("GET", _SERVICE + "/installations", _installations),
        route("GET", _SERVICE + "/installations/{installation}", _installation),
        route("PUT", _SERVICE + "/installations/{installation}", _settings),
        route("POST", _SERVICE + "/installations/{installation}/impersonate", _impersonate),
        route("GET", _ENVIRONMENT, _environment),
        route("PUT", _ENVIRONMENT, _environment),
        route("GET", _ENVIRONMENT + "/schedules", _schedules),
        route("POST", _ENVIRONMENT + "/schedules", _create_schedule),
        route("GET", _ENVIRONMENT + "/schedules/{schedule}", _schedule),
        route("DELETE", _ENVIRONMENT + "/schedules/{schedule}", _delete_schedule),
    ]


def _mine(call: Call) -> list[Json]:
    actor = call.actor
    if actor.scope is Scope.INSTALLATION:
        return [found for found in call.state.installations() if found["id"] == actor.installation_id]
    return [found for found in call.state.installations() if found["owner"]["id"] == actor.account.id]


def _own_installations(call: Call) -> Response:
    return answer_list(_mine(call), call.request)


def _own(call: Call) -> Json:
    found = [mine for mine in _mine(call) if mine["id"] == call.ids["installation"]]
    call.refuse_unless(bool(found), 404, "Not found.")
    return found[0]


def _own_installation(call: Call) -> Response:
    return json_response(200, _own(call))


def _own_settings(call: Call) -> Response:
    return _write_settings(call, _own(call))


def _owner_only(call: Call) -> None:
    """The service is its owner's; an installation's key is refused, as extensions found out in production."""
    environment, actor = call.state.environment, call.actor
    own = actor.scope is Scope.USER and actor.account.id == environment.owner.id
    call.refuse_unless(own, 403, "You do not have permission to perform this action.")
    call.refuse_unless(call.ids["service"] == environment.service_id, 404, "Not found.")
    call.refuse_unless(call.ids.get("environment", environment.id) == environment.id, 404, "Not found.")


def _installations(call: Call) -> Response:
    _owner_only(call)
    return answer_list(call.state.installations(), call.request)


def _installation(call: Call) -> Response:
    _owner_only(call)
    return json_response(200, call.state.get("devops/installations", call.ids["installation"]))


def _settings(call: Call) -> Response:
    _owner_only(call)
    return _write_settings(call, call.state.get("devops/installations", call.ids["installation"]))


def _write_settings(call: Call, installation: Json) -> Response:
    installation["settings"] = call.request.json().get("settings", installation["settings"])
    installation["events"]["updated"] = {"at": call.state.now()}
    return json_response(200, installation)


def _impersonate(call: Call) -> Response:
    _owner_only(call)
    installation = call.state.get("devops/installations", call.ids["installation"])
    call.refuse_unless(installation["status"] == "installed", 400, "The extension is not installed.")
    return json_response(200, {"installation_api_key": secret(installation["id"])})


def _environment(call: Call) -> Response:
    _owner_only(call)
    return json_response(200, extension.environment_view(call.state.environment))


def _schedules(call: Call) -> Response:
    _owner_only(call)
    return answer_list([record.value for record in call.state.all("schedules")], call.request)


def _create_schedule(call: Call) -> Response:
    _owner_only(call)
    return json_response(201, extension.create_schedule(call.state, call.request.json(), call.actor.account))


def _schedule(call: Call) -> Response:
    _owner_only(call)
    return json_response(200, call.state.get("schedules", call.ids["schedule"]))


def _delete_schedule(call: Call) -> Response:
    _owner_only(call)
    call.state.get("schedules", call.ids["schedule"])
    call.state.drop("schedules", call.ids["schedule"])
    return Response(status=204)
