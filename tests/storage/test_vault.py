from __future__ import annotations

import pytest
from cryptography.fernet import Fernet

from connect_ext.storage.vault import Vault, VaultLocked

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def test_what_is_sealed_can_be_opened_and_not_be_read() -> None:
    sealed = Vault((OLD,)).seal("hunter2 ä")
    assert "hunter2" not in sealed
    assert Vault((OLD,)).open(sealed) == "hunter2 ä"


def test_keys_change_one_by_one() -> None:
    sealed_before = Vault((OLD,)).seal("before")
    both = Vault((NEW, OLD))
    sealed_after = both.seal("after")
    assert both.open(sealed_before) == "before"
    assert Vault((NEW,)).open(sealed_after) == "after"


def test_a_missing_key_is_an_error_that_names_the_variable_and_not_the_secret() -> None:
    sealed = Vault((OLD,)).seal("hunter2")
    with pytest.raises(VaultLocked, match="ENCRYPTION_KEYS") as raised:
        Vault((NEW,)).open(sealed)
    assert sealed not in str(raised.value)
    assert raised.value.__suppress_context__


@pytest.mark.parametrize("keys", [(), ("not a key",), (NEW, "")])
def test_keys_that_are_none_are_refused_without_showing_them(keys: tuple[str, ...]) -> None:
    with pytest.raises(VaultLocked, match="ENCRYPTION_KEYS") as raised:
        Vault(keys)
    assert "not a key" not in str(raised.value)


def test_the_repr_of_a_vault_shows_no_key() -> None:
    assert NEW not in repr(Vault((NEW,)))
