"""The installation's settings, saved as a whole and only over the version that the person saw."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar

from connect.client import ConnectClient
from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from connect_ext.storage import settings as stored
from connect_ext.sync.by_hand import preferences
from connect_ext.sync.schedule.waking import keep_awake
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation, owner
from connect_ext.web.door.problem_details import changed_meanwhile
from connect_ext.web.door.shapes import Out
from connect_ext.web.prices.prices import exactly
from connect_ext.web.settings.settings_shapes import SettingsBody, body_of, settings_of

router = APIRouter(prefix="/settings", tags=["Settings"])


class SettingsOut(Out):
    version: int
    settings: SettingsBody

    class Config:
        json_encoders: ClassVar = {Decimal: exactly}


class SettingsIn(BaseModel):
    version: int = Field(..., ge=0, description="The version that these settings were made from.")
    settings: SettingsBody

    class Config:
        extra = "forbid"


@router.get("", response_model=SettingsOut)
def read_settings(caller: Annotated[Caller, Depends(caller)]) -> SettingsOut:
    with caller.app.runtime.database.transaction() as tx:
        found = stored.load(tx, caller.installation_id)
    return SettingsOut(version=found.version, settings=body_of(found.settings))


@router.put("", response_model=SettingsOut)
def save_settings(
    given: SettingsIn,
    caller: Annotated[Caller, Depends(caller)],
    owner: Annotated[ConnectClient, Depends(owner)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> SettingsOut:
    runtime = caller.app.runtime
    chosen = settings_of(given.settings)
    version = preferences.save_settings(runtime, caller.installation_id, chosen, given.version, caller.user_id)
    if version is None:
        raise changed_meanwhile("settings")
    caller.app.estimate_in_background(caller.installation_id, client)
    caller.app.drain_in_background(owner, caller.extension_id)
    # Somebody may have deleted the schedule meanwhile. What was saved stays saved even if it cannot be made again.
    keep_awake(owner, caller.extension_id, caller.environment_id, runtime.clock())
    return SettingsOut(version=version, settings=body_of(chosen))
