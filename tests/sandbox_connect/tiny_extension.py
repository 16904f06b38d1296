"""Writes a throw-away extension into a folder, as an installed distribution on the Python path."""

from __future__ import annotations

import json
from pathlib import Path

_MODULE = """
import json, os, time

from connect.eaas.core.decorators import (
    account_settings_page, event, proxied_connect_api, router, schedulable, unauthorized, variables, web_app,
)
from connect.eaas.core.extension import EventsApplicationBase, WebApplicationBase
from connect.eaas.core.inject.common import get_call_context
from connect.eaas.core.inject.models import Context
from connect.eaas.core.inject.synchronous import get_installation
from connect.eaas.core.responses import BackgroundResponse, ScheduledExecutionResponse
from fastapi import Depends, Request

HERE = os.path.dirname(__file__)
VARIABLES = [
    {"name": "GREETING", "initial_value": "hello", "secure": False},
    {"name": "XERO_API_URL", "initial_value": "changeme", "secure": False},
]


def note(**what):
    with open(os.path.join(HERE, "notes.jsonl"), "a") as notes:
        notes.write(json.dumps(what) + "\\n")


@variables(VARIABLES)
class Events(EventsApplicationBase):
    @event("asset_purchase_request_processing", statuses=["pending", "approved"])
    def purchase(self, request):
        note(what="purchase", id=request["id"], status=request["status"], ein=self.installation["id"])
        if os.path.exists(os.path.join(HERE, "hang")):
            note(what="hanging", id=request["id"])
            time.sleep(60)
        if os.path.exists(os.path.join(HERE, "later")):
            os.remove(os.path.join(HERE, "later"))
            return BackgroundResponse.reschedule(30)
        if os.path.exists(os.path.join(HERE, "broken")):
            os.remove(os.path.join(HERE, "broken"))
            raise RuntimeError("broken on purpose")
        seen = self.installation_client.requests.all().count()
        note(what="seen", count=seen, api=self.config["XERO_API_URL"])
        return BackgroundResponse.done()

    @event("installation_status_change", statuses=["installed", "uninstalled"])
    def installed(self, installation):
        note(what=installation["status"], id=installation["id"])
        return BackgroundResponse.done()

    @schedulable("Tick", "Writes a note")
    def tick(self, schedule):
        note(what="tick", parameter=schedule["parameter"], installation=self.installation)
        return ScheduledExecutionResponse.done()


@variables(VARIABLES)
@account_settings_page("Tiny", "/static/settings.html")
@proxied_connect_api({"/public/v1/marketplaces": "view"})
@web_app(router)
class Web(WebApplicationBase):
    @router.get("/who")
    def who(self, request: Request, context: Context = Depends(get_call_context), ein=Depends(get_installation)):
        seen = {name: value for name, value in request.headers.items() if name.startswith("x-made-up")}
        return {"context": context.dict(), "installation": ein["id"], "url": str(request.url), "headers": seen}

    @unauthorized()
    @router.get("/open")
    def open(self, request: Request):
        names = sorted(name for name in request.headers if name.startswith("x-connect-"))
        return {"names": names, "url": str(request.url)}
"""

_DESCRIPTOR = {
    "name": "Tiny",
    "description": "For tests",
    "version": "1.0.0",
    "audience": ["reseller", "distributor"],
    "readme_url": "https://example.com/readme",
    "changelog_url": "https://example.com/changes",
    "icon": "googleExtensionBaseline",
}


class TinyExtension:
    """`folder` goes on the Python path; switches are files beside the module."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._package = folder / "tiny_extension_on_trial"
        (self._package / "static").mkdir(parents=True)
        (self._package / "__init__.py").write_text(_MODULE)
        (self._package / "extension.json").write_text(json.dumps(_DESCRIPTOR))
        (self._package / "static" / "settings.html").write_text("<h1>Tiny settings</h1>")
        metadata = folder / "tiny_extension-1.0.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: tiny-extension\nVersion: 1.0\n")
        points = "eventsapp = tiny_extension_on_trial:Events\nwebapp = tiny_extension_on_trial:Web\n"
        (metadata / "entry_points.txt").write_text(f"[connect.eaas.ext]\n{points}")

    def switch_on(self, name: str) -> None:
        (self._package / name).touch()

    def switch_off(self, name: str) -> None:
        (self._package / name).unlink()

    @property
    def notes(self) -> list[dict[str, object]]:
        file = self._package / "notes.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def noted(self, **what: object) -> int:
        """How many notes say all of this."""
        return sum(1 for note in self.notes if what.items() <= note.items())
