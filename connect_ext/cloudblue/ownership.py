"""Who owns the extension on the platform."""

from __future__ import annotations

from connect.client import ConnectClient

from connect_ext.cloudblue.client import quiet_client
from connect_ext.cloudblue.failures import connect_call
from connect_ext.cloudblue.json_path import Json


def owner_of(owner_client: ConnectClient, extension_id: str, environment_id: str) -> str:
    """The id of the account that the extension belongs to, which its environment names. Raises `WorldFailed`."""
    client = quiet_client(owner_client.api_key, owner_client)
    with connect_call(f"the environment {environment_id}"):
        environment = client("devops").services[extension_id].environments[environment_id].get()
        return Json(value=environment, path="").word("extension.owner.id")
