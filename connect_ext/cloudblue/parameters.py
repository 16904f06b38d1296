"""The parameters of an asset and of its items: what who orders, or who fulfils, has written for it."""

from __future__ import annotations

from typing import Any

from connect_ext.books.orders.order import Parameter
from connect_ext.cloudblue.json_path import Json, Misread

OF_AN_ASSET = ("params", "configuration.params")
"""Ordering and fulfilment parameters before those of the configuration."""


def read_parameters(holder: Json, *paths: str) -> tuple[Parameter, ...]:
    """Those under all of the paths that are there. Never raises: what is no parameter is none."""
    return tuple(parameter for path in paths for parameter in _of(holder, path))


def _of(holder: Json, path: str) -> list[Parameter]:
    try:
        found = holder.members(path)
    except Misread:
        return []
    named = ((one.text("id"), one) for one in found if isinstance(one.value, dict))
    return [Parameter(id=id_, value=_written(one.value.get("value"))) for id_, one in named if id_]


def _written(value: Any) -> str:
    """As it was written; what is neither text nor number reads as what it is, which is no price."""
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else str(value)
