"""Calls to Connect's API: clients that log nothing, and lists read as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from connect.client import ConnectClient

from connect_ext.cloudblue.failures import connect_call
from connect_ext.cloudblue.json_path import Json, Misread, kind

TIMEOUT = (5.0, 30.0)
"""Seconds to connect and to wait for bytes: together well within the lease that the worker holds meanwhile."""


def connect_client(api_key: str, endpoint: str, headers: Mapping[str, str]) -> ConnectClient:
    """The one place where the product makes a client of the platform's API. `headers` go out with each call.

    It has no logger, since the client's own one prints whole bodies, keys of installations included. It does not
    repeat calls by itself: it would repeat a POST, too, and the task's back-off is the one way to try again.
    """
    return ConnectClient(
        api_key,
        endpoint=endpoint,
        use_specs=False,
        default_headers=dict(headers),
        max_retries=0,
        logger=None,
        timeout=TIMEOUT,
    )


def quiet_client(api_key: str, like: ConnectClient) -> ConnectClient:
    """A client for the same platform as `like`, with another key."""
    return connect_client(api_key, like.endpoint, like.default_headers)


def read_one(resource: Any, what: str) -> Json:
    """The object of a resource or action of the client. Raises `WorldFailed`."""
    with connect_call(what):
        return _object(resource.get(), what)


def read_all(resources: Any, what: str) -> tuple[Json, ...]:
    """Every object of a collection, page after page; never a part of it. Raises `WorldFailed`."""
    with connect_call(what):
        try:
            found = list(resources)
            expected = resources.content_range.count
        except (AttributeError, TypeError, ValueError):
            # What the client's own reading of a page and its Content-Range raises when the answer is no list.
            raise Misread(what, "the answer is not a page of a list") from None
        if len(found) < expected:
            raise Misread(what, f"only {len(found)} of {expected} came")
        return tuple(_object(value, f"{what}[{place}]") for place, value in enumerate(found))


def read_page(resources: Any, what: str, offset: int, limit: int) -> tuple[Json, ...]:
    """Up to `limit` objects of a collection from a place on, in one call. Raises `WorldFailed`."""
    with connect_call(what):
        try:
            found = list(resources.limit(limit)[offset : offset + limit])
        except (AttributeError, TypeError, ValueError):
            raise Misread(what, "the answer is not a page of a list") from None
        return tuple(_object(value, f"{what}[{place}]") for place, value in enumerate(found))


def _object(value: Any, path: str) -> Json:
    if not isinstance(value, dict):
        raise Misread(path, f"it is {kind(value)}, not an object")
    return Json(value=value, path="")
