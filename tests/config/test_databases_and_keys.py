from __future__ import annotations

import pytest

from connect_ext.config import (
    SQLITE_FOR_DEVELOPMENT,
    Config,
    NotConfigured,
    read_config,
)
from tests.config.builders import GOOD, KEYS, a_config, bad, good, in_development, names, read


@pytest.mark.parametrize(
    "url", ["sqlite:///books.db", "postgresql://db/x", "postgresql+psycopg://db/x", "postgres://db/x"]
)
def test_the_databases_that_the_product_runs_on(url: str) -> None:
    assert a_config(in_development(DATABASE_URL=url)).database_url == url


@pytest.mark.parametrize("url", ["mysql://hidden@db/x", "sqlite://", "hidden", "https://hidden.example"])
def test_any_other_database_is_refused(url: str) -> None:
    found = in_development(DATABASE_URL=url)
    assert isinstance(found, NotConfigured)
    assert [(one.name, one.why) for one in found.bad] == [
        ("DATABASE_URL", "is neither a postgresql:// nor a sqlite:/// address")
    ]
    assert found.database_url is None


def test_in_development_a_file_is_the_default_and_elsewhere_there_is_none() -> None:
    assert a_config(in_development(DATABASE_URL="")).database_url == SQLITE_FOR_DEVELOPMENT
    for environment_type in ("test", "production", None):
        found = read_config({**GOOD, "DATABASE_URL": ""}, {}, environment_type)
        assert isinstance(found, NotConfigured)
        assert names(found) == ["DATABASE_URL"]


@pytest.mark.parametrize(("allowed", "taken"), [("yes", True), ("YES", True), ("", False), ("no", False), ("1", False)])
def test_a_file_outside_development_must_be_allowed(allowed: str, taken: bool) -> None:
    found = read(DATABASE_URL="sqlite:///books.db", ALLOW_SQLITE=allowed)
    assert isinstance(found, Config) is taken
    if isinstance(found, NotConfigured):
        assert names(found) == ["DATABASE_URL"]
        assert "ALLOW_SQLITE" in found.sentence
        assert found.database_url is None


def test_without_the_rest_the_database_is_still_known_so_that_notices_are_kept() -> None:
    assert bad(XERO_CLIENT_ID="").database_url == GOOD["DATABASE_URL"]


@pytest.mark.parametrize("text", [KEYS[0], f" {KEYS[0]} ,, {KEYS[1]} ,"], ids=["one", "two with room"])
def test_keys_may_have_spaces_and_empty_places_between_them(text: str) -> None:
    assert good(ENCRYPTION_KEYS=text).encryption_keys == tuple(KEYS[: text.count("=")])


@pytest.mark.parametrize("text", [" , ", ","])
def test_a_list_of_no_keys_is_not_set(text: str) -> None:
    assert bad(ENCRYPTION_KEYS=text).sentence == "Not configured: ENCRYPTION_KEYS is not set."


@pytest.mark.parametrize("wrong", ["hidden", "hiddén", KEYS[1][:-4]], ids=["a word", "no ASCII", "too short"])
def test_a_key_that_is_none_is_named_by_its_place_and_not_repeated(wrong: str) -> None:
    found = bad(ENCRYPTION_KEYS=f"{KEYS[0]},{wrong}")
    assert found.sentence == ("Not configured: ENCRYPTION_KEYS has a key that is no Fernet key (number 2 of the list).")
