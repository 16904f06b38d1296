"""Only our own pages speak with a person's session: what any other page sends in a person's name is refused."""

from __future__ import annotations

from connect.eaas.core.inject.models import Context
from fastapi import Request

from connect_ext.web.door.problem_details import Refusal

HEADER = "X-Installation"
"""Names the installation that a page was opened for. Another site's page cannot send a header of this name without
asking first (https://fetch.spec.whatwg.org/#cors-safelisted-request-header), and nobody answers that it may. A body
alone proves nothing: FastAPI reads JSON where no content type is given, and such a call needs no leave."""

UNKNOWN = "unknown"
"""What a page says before its first answer has told it."""

READS = frozenset({"GET", "HEAD"})
ELSEWHERE = frozenset({"cross-site", "same-site"})
"""Of Sec-Fetch-Site (https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header). Other extensions are of the same
site as this one, but not of the same origin."""


def refuse_other_pages(request: Request, context: Context) -> None:
    """Lets pass what carries a key of the API, and what a page of ours sends for the installation that calls now.

    The session is a cookie of the browser, so a page that was opened under one account may call under another's; what
    it shows and does is then meant for the first one.
    """
    if context.call_source == "api":
        return
    named = request.headers.get(HEADER)
    if named is None or request.headers.get("Sec-Fetch-Site") in ELSEWHERE:
        raise Refusal(403, "not_from_our_page", "This call does not come from a page of this extension. Reload it.")
    if named == UNKNOWN and request.method in READS:
        return
    if named != context.installation_id:
        raise Refusal(409, "another_installation", "This page was opened for another account. Reload it.")
