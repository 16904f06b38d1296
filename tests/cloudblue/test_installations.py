from __future__ import annotations

import json
from typing import Any

import pytest

from connect_ext.cloudblue.installations import read_installation
from connect_ext.work.authorisation import Installation
from connect_ext.work.failure import FailureKind, WorldFailed
from tests.builders import MISSING, Json, changed
from tests.require import connect_samples


def an_installation(**fields: Any) -> Json:
    return {
        "id": "EIN-1111-2222-3333",
        "status": "installed",
        "owner": {"id": "PA-100-200", "name": "Birch Resale BV", "role": "reseller"},
        "environment": {"id": "ENV-0000-1111-01", "type": "production"},
        "settings": {},
        **fields,
    }


def test_an_installation_is_its_account_and_its_state() -> None:
    found = read_installation(an_installation())

    assert found == Installation(
        id=found.id,
        account_id="PA-100-200",
        account_name="Birch Resale BV",
        role="reseller",
        installed=True,
        tier_account_id=None,
    )
    assert found.id == "EIN-1111-2222-3333"


def test_an_uninstalled_one_says_so() -> None:
    assert not read_installation(an_installation(status="uninstalled")).installed


@pytest.mark.parametrize("path", ["id", "status", "owner", "owner.id"])
def test_without_id_account_or_status_a_person_must_look(path: str) -> None:
    with pytest.raises(WorldFailed) as failed:
        read_installation(changed(an_installation(), path, MISSING))

    assert failed.value.failure.kind is FailureKind.ATTENTION


def test_the_samples_are_read() -> None:
    for file in sorted((connect_samples() / "installations").glob("*.json")):
        found = json.loads(file.read_text())
        for payload in found if isinstance(found, list) else [found]:
            installation = read_installation(payload)
            assert (installation.id, installation.account_id) == (payload["id"], payload["owner"]["id"])
            assert installation.installed
            assert installation.role in ("distributor", "vendor")
