"""What the portal stands on: the worlds of both vendors, the extension's host, and who can move time."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sandbox.connect.extension import SERVICE_NAME
from sandbox.connect.gateway import Gateway
from sandbox.connect.world import ConnectWorld
from sandbox.portal.switches import Switchboard
from sandbox.xero.world import XeroWorld


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor:
    """How the store presents the extension."""

    name: str
    description: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """`xero` is None on a stage without the books of Xero; `extension_url` and `xero_url` are origins for browsers."""

    connect: ConnectWorld
    gateway: Gateway
    xero: XeroWorld | None
    switches: Switchboard
    descriptor: Descriptor
    extension_url: str
    xero_url: str
    move_clock: Callable[[timedelta], None]


def descriptor_of(project: Path) -> Descriptor:
    """From the project's own `extension.json`, where it has one."""
    file = project / "extension.json"
    written: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}
    return Descriptor(
        name=written.get("name", SERVICE_NAME),
        description=written.get("description", ""),
        icon=written.get("icon", ""),
    )
