"""Installing the extension from the store, and uninstalling it."""

from __future__ import annotations

from sandbox.http import Response, json_response
from sandbox.portal.visit import Refusal, Visit


def install(visit: Visit) -> Response:
    """The extension is told by its event, which may come after this answer."""
    installation = visit.house.connect.install(visit.signed_in)
    return json_response(201, {"id": installation["id"]})


def uninstall(visit: Visit) -> Response:
    installation = visit.house.connect.installation_of(visit.signed_in)
    if installation is None:
        raise Refusal(404, "The extension is not installed in this account.")
    visit.house.connect.uninstall(installation)
    return Response(status=204)
