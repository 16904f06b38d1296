"""A certificate authority of our own for localhost, so that unmodified clients speak TLS to the stand-ins."""

from __future__ import annotations

import shutil
import ssl
import tempfile
from collections.abc import Mapping
from pathlib import Path

import trustme

TRUST = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


class Certificates:
    """Makes the files in a private folder; `remove` deletes them."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="sandbox-certificates-"))
        self.authority_file = self._folder / "authority.pem"
        self.leaf_file = self._folder / "leaf.pem"
        authority = trustme.CA()
        leaf = authority.issue_cert("localhost", "127.0.0.1")
        authority.cert_pem.write_to_path(str(self.authority_file))
        leaf.private_key_and_cert_chain_pem.write_to_path(str(self.leaf_file))

    def trusting(self, environment: Mapping[str, str]) -> dict[str, str]:
        """The environment of a process that trusts this authority and no other."""
        kept = {name: value for name, value in environment.items() if name not in TRUST}
        return kept | {"SSL_CERT_FILE": str(self.authority_file), "REQUESTS_CA_BUNDLE": str(self.authority_file)}

    def client_context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.authority_file))

    def remove(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
