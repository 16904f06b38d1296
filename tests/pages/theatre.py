"""One stage for all tests of the pages: the real runner, both stand-ins, the portal; and newcomers for each test."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import uuid4

from sandbox.connect.newcomers import join_customer, join_reseller
from sandbox.demo import Walk
from sandbox.xero import HARBOUR, XeroWorld
from sandbox.xero.state import Books
from tests.pages.reseller import Reseller

CUSTOMER = "Pemberton Physio"


class Theatre:
    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self._numbers = itertools.count(1)

    @property
    def portal(self) -> str:
        return self.walk.stage.portal_url

    def newcomer(self, name: str = "", organisation: str = "", customer: str = CUSTOMER) -> Reseller:
        """Has not installed the extension yet. Sells in AUD what the marketplace lists, below the distributor."""
        number = next(self._numbers)
        account = join_reseller(self.walk.marketplace, name or f"Tasman Cloud {number}")
        books = organisation or f"Tasman Books {number}"
        return Reseller(
            walk=self.walk, account=account, customer=join_customer(self.walk.marketplace, customer, account),
            tenant=join_organisation(self.walk.xero, books), organisation=books,
        )  # fmt: skip


@contextmanager
def theatre() -> Iterator[Theatre]:
    walk = Walk()
    with walk.stage:
        walk.xero.register_redirect(walk.stage.redirect_uri)
        yield Theatre(walk)


def join_organisation(xero: XeroWorld, name: str) -> str:
    """A new organisation in Australia with the accounts and rates of Harbour Cloud; answers its tenant id."""
    like, tenant = xero._books[HARBOUR], str(uuid4())
    organisation = replace(like.organisation, tenant_id=tenant, name=name, short_code=f"!{tenant[:5]}")
    accounts, rates, themes = list(like.accounts.values()), list(like.rates.values()), list(like.themes.values())
    xero.add_organisation(Books(organisation, accounts, rates, themes))
    return tenant
