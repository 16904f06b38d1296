"""Stories of single rows, played for the signed-in account at once and today: nobody waits, and nobody is in Xero."""

from __future__ import annotations

from typing import Any

from sandbox.http import Response, json_response
from sandbox.portal.visit import Refusal, Visit
from sandbox.tales.cast import Cast
from sandbox.tales.repertoire import REPERTOIRE

Json = dict[str, Any]


def offered() -> list[Json]:
    return [{"name": tale.name, "about": tale.about} for tale in REPERTOIRE.values()]


def play(visit: Visit) -> Response:
    """Everything that happens in the row, with the day of the sandbox."""
    row, seller = visit.text("row"), visit.signed_in
    if row not in REPERTOIRE:
        raise Refusal(404, f"There is no story called {row}.")
    try:
        cast = Cast(visit.house.connect, seller)
        REPERTOIRE[row].tell(cast)
    except LookupError as short:
        raise Refusal(400, str(short)) from short
    return json_response(201, {"row": row, "orders": cast.orders})
