"""What answers are made of: every field is always there, and one that may be null says so in the description."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

NULL = {"type": "null"}
ABOUT = ("title", "description", "example", "default")


class Out(BaseModel):
    """The base of every answer. pydantic 1 leaves out of a description that a value may be null, and calls every field
    with a default optional; whoever makes types of the description would make wrong ones."""

    class Config:
        @staticmethod
        def schema_extra(schema: dict[str, Any], model: type[BaseModel]) -> None:
            if model.__doc__ is None:
                schema.pop("description", None)  # it would be that of this class
            properties = schema.get("properties", {})
            schema["required"] = list(properties)
            for name, found in properties.items():
                field = next(field for field in model.__fields__.values() if field.alias == name)
                if field.allow_none:
                    properties[name] = _or_null(found)


def _or_null(found: dict[str, Any]) -> dict[str, Any]:
    """OpenAPI 3.1 says it as JSON Schema does (https://spec.openapis.org/oas/v3.1.0#schema-object)."""
    about: dict[str, Any] = {name: found[name] for name in ABOUT if name in found}
    rest = {name: value for name, value in found.items() if name not in about}
    options = rest["allOf"] if set(rest) == {"allOf"} else [rest]
    return {**about, "anyOf": [*options, NULL]}
