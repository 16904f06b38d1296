"""Which defaults of contacts are used, as JSON among the settings, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields

from connect_ext.books.documents.policies import ContactDefaults


def to_json(chosen: ContactDefaults) -> dict[str, bool]:
    return asdict(chosen)


def from_json(data: object) -> ContactDefaults:
    """Never raises: what is not understood is the default."""
    found = data if isinstance(data, Mapping) else {}
    names = (field.name for field in fields(ContactDefaults))
    return ContactDefaults(**{name: found[name] for name in names if isinstance(found.get(name), bool)})
