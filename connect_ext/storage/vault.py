"""Secrets at rest: sealed with the first key, opened with any of them, so that keys can be changed one by one."""

from __future__ import annotations

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class VaultLocked(Exception):
    """A secret cannot be opened with the keys at hand. Says what to do, never what was sealed."""


class Vault:
    """Neither its repr nor its errors show a key or a secret."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        """`keys` are Fernet keys; raises `VaultLocked` when one is not, or there is none."""
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError:
            raise VaultLocked("ENCRYPTION_KEYS must hold at least one Fernet key, and nothing else") from None

    def seal(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Raises `VaultLocked` for what none of the keys has sealed, or what was changed since."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            sentence = "a stored secret was sealed with a key that is not in ENCRYPTION_KEYS; put that key back"
            raise VaultLocked(sentence) from None
