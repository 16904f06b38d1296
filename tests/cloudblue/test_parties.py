from __future__ import annotations

import json
from typing import Any

import pytest

from connect_ext.books.orders.order import Address, Party
from connect_ext.cloudblue.json_path import Json, Misread
from connect_ext.cloudblue.parties import read_party
from tests.builders import MISSING, a_tier, changed
from tests.require import connect_samples


def party_of(tier: Any) -> Party:
    party = read_party(Json(value=tier, path="asset.tiers.customer"))
    assert party is not None
    return party


def test_a_tier_account_becomes_a_party() -> None:
    assert party_of(a_tier()) == Party(
        id=party_of(a_tier()).id,
        name="Alder & Ash Ltd",
        tax_id="GB999999973",
        first_name="Robin",
        last_name="Example",
        email="robin@example.com",
        phone="+44 113 5550123",
        address=Address(
            line1="1 Mill Lane", line2="", city="Leeds", region="Yorkshire", postal_code="LS1 1AA", country="GB"
        ),
    )
    assert party_of(a_tier()).id == "TA-1111-2222-3333"


@pytest.mark.parametrize("tier", [None, {}, {"id": None}, {"id": ""}, {"name": "Nobody"}])
def test_a_tier_without_an_id_is_no_party(tier: Any) -> None:
    assert read_party(Json(value=tier, path="asset.tiers.tier2")) is None


@pytest.mark.parametrize("tier", ["TA-1", [], 5])
def test_a_tier_that_is_no_object_is_unreadable(tier: Any) -> None:
    with pytest.raises(Misread, match=r"asset\.tiers\.tier2"):
        read_party(Json(value=tier, path="asset.tiers.tier2"))


def test_a_party_may_be_known_by_its_id_only() -> None:
    assert party_of({"id": "TA-1"}) == Party(id=party_of({"id": "TA-1"}).id, name="")


@pytest.mark.parametrize("path", ["tax_id", "contact_info.city", "contact_info.contact.first_name"])
@pytest.mark.parametrize("empty", ["-", " - ", "", None, MISSING, [], {}])
def test_dashes_and_oddities_are_empty(path: str, empty: Any) -> None:
    party = party_of(changed(a_tier(), path, empty))

    fields = {"tax_id": party.tax_id, "city": party.address.city, "first_name": party.first_name}
    assert fields[path.rsplit(".", maxsplit=1)[-1]] == ""


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"name": MISSING, "company_name": "Cedar GmbH"}, "Cedar GmbH"),
        ({"name": "-", "external_id": 1001000}, ""),
        ({"name": MISSING}, ""),
    ],
)
def test_a_party_without_a_name_is_never_named_by_an_external_id(fields: dict[str, Any], name: str) -> None:
    tier = {key: value for key, value in {**a_tier(), **fields}.items() if value is not MISSING}

    assert party_of(tier).name == name


@pytest.mark.parametrize(
    ("written", "country"), [("es", "ES"), ("US", "US"), ("Spain", ""), ("e1", ""), (34, ""), ("ß", "")]
)
def test_a_country_is_two_letters_or_nothing(written: Any, country: str) -> None:
    assert party_of(changed(a_tier(), "contact_info.country", written)).address.country == country


@pytest.mark.parametrize(
    ("parts", "phone"),
    [
        ({"extension": "280"}, "+44 113 5550123 ext. 280"),
        ({"extension": "-", "area_code": ""}, "+44 5550123"),
        ({"phone_number": ""}, ""),
        ({"phone_number": 5550123, "country_code": None}, "113 5550123"),
    ],
)
def test_the_parts_of_a_phone_number_are_joined(parts: dict[str, Any], phone: str) -> None:
    tier = a_tier()
    tier["contact_info"]["contact"]["phone_number"].update(parts)

    assert party_of(tier).phone == phone


@pytest.mark.parametrize(("written", "phone"), [("+44 113 5550123", "+44 113 5550123"), (None, ""), ([], "")])
def test_a_phone_number_may_be_one_text(written: Any, phone: str) -> None:
    assert party_of(changed(a_tier(), "contact_info.contact.phone_number", written)).phone == phone


def test_every_sample_of_a_tier_account_is_a_party_with_a_name() -> None:
    files = sorted((connect_samples() / "tier-accounts").glob("*.json"))
    found = [json.loads(file.read_text()) for file in files]
    tiers = [tier for value in found for tier in (value if isinstance(value, list) else [value])]

    assert len(tiers) > len(files)
    assert [party_of(tier).name for tier in tiers] == [tier["name"].strip() for tier in tiers]
