"""The token and revocation endpoints: form in, Xero's JSON words out."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import unquote

from sandbox.http import Request, Response, json_response
from sandbox.xero.connections import Connections
from sandbox.xero.identity import App, Identity, InvalidGrant

_GRANTS = ("authorization_code", "refresh_token")


def token(identity: Identity, request: Request) -> Response:
    """`POST /connect/token` for a code or a refresh token."""
    app, form = _app(identity, request), request.form
    if app is None:
        return _error("invalid_client")
    if form.get("grant_type") not in _GRANTS:
        return _error("unsupported_grant_type")
    try:
        if form["grant_type"] == "refresh_token":
            tokens = identity.refresh(app.client_id, form.get("refresh_token", ""))
        else:
            verifier = form.get("code_verifier")
            tokens = identity.redeem(app.client_id, form.get("code", ""), form.get("redirect_uri", ""), verifier)
    except InvalidGrant:
        return _error("invalid_grant")
    return json_response(200, tokens, {"cache-control": "no-store"})


def revocation(identity: Identity, connections: Connections, request: Request) -> Response:
    """`POST /connect/revocation`: kills all of the user's connections to the app, not only one organisation's."""
    app = _app(identity, request)
    if app is None:
        return _error("invalid_client")
    if user_id := identity.revoke(app.client_id, request.form.get("token", "")):
        connections.drop_user(app.client_id, user_id)
    return Response(status=200)


def _app(identity: Identity, request: Request) -> App | None:
    """The app by HTTP Basic, or by the form, as xero-python sends it."""
    client_id, secret = _basic(request.headers.get("authorization", ""))
    if not client_id:
        client_id, secret = request.form.get("client_id", ""), request.form.get("client_secret", "")
    app = identity.apps.get(client_id)
    return app if app is not None and app.secret == secret else None


def _basic(header: str) -> tuple[str, str]:
    kind, _, encoded = header.partition(" ")
    if kind.lower() != "basic":
        return "", ""
    try:
        client_id, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote(client_id), unquote(secret)


def _error(word: str) -> Response:
    return json_response(400, {"error": word}, {"cache-control": "no-store"})
