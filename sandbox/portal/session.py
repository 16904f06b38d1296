"""Who is signed in: the cookie that the extension's host understands too, since cookies of localhost know no ports."""

from __future__ import annotations

from sandbox.connect.accounts import Account
from sandbox.connect.gateway import COOKIE
from sandbox.http import Response
from sandbox.portal.house import House
from sandbox.portal.visit import Refusal, Visit

_ATTRIBUTES = "; HttpOnly; SameSite=Lax; Path=/"


def can_sign_in(house: House, account: Account) -> bool:
    """Those who sell, and the extension's owner; another vendor has no business here."""
    return bool(account.marketplace) or account.id == house.connect.environment.owner.id


def sign_in(visit: Visit) -> Response:
    account = visit.house.connect.state.accounts.get(visit.text("account"))
    if account is None or not can_sign_in(visit.house, account):
        raise Refusal(404, "There is no such account.")
    value = visit.house.gateway.session_cookie(account)
    return Response(status=204, headers={"set-cookie": f"{COOKIE}={value}{_ATTRIBUTES}"})


def sign_out(_visit: Visit) -> Response:
    return Response(status=204, headers={"set-cookie": f"{COOKIE}=; Max-Age=0{_ATTRIBUTES}"})
