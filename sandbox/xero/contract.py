"""Xero's published OpenAPI description as a judge of every accounting request and every answer.

The description itself has quirks: `$ref` with siblings, and boolean defaults written as text; both are dropped here.
Real answers carry properties that it does not declare, so answers may have more; requests may not.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import jsonschema_rs

from sandbox.http import Request, Response
from sandbox.xero.words import Json

BASE = "/api.xro/2.0"
VARIABLE = "XERO_OPENAPI"


class ContractViolation(Exception):
    """A request or an answer that Xero's description does not allow; says where and why."""


class Contract:
    def __init__(self, document: Json) -> None:
        self._document: Json = _cleaned(document)
        self._routes = [(_pattern(path), item) for path, item in self._document["paths"].items()]
        self._validators: dict[str, jsonschema_rs.Draft202012Validator] = {}

    @classmethod
    def load(cls, path: Path) -> Contract:
        return cls(json.loads(path.read_text()))

    @classmethod
    def from_environment(cls) -> Contract | None:
        """The contract at `XERO_OPENAPI`, or None when that is not set."""
        path = os.environ.get(VARIABLE)
        return cls.load(Path(path)) if path else None

    def check_request(self, request: Request) -> None:
        """Raises `ContractViolation` for an unknown operation, parameter or property, or a value of a wrong kind."""
        where = f"{request.method} {request.path}"
        item, operation = self._operation(request)
        parameters = [self._resolved(one) for one in (*item.get("parameters", ()), *operation.get("parameters", ()))]
        self._check_headers(where, parameters, request.headers)
        self._check_query(where, parameters, request.query)
        schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        if schema is None:
            return
        try:
            body = json.loads(request.body)
        except ValueError:
            raise ContractViolation(f"{where}: the body is not JSON") from None
        self._validate(where, schema, body)
        self._refuse_unknown(where, schema, body)

    def check_answer(self, request: Request, response: Response) -> None:
        """Raises `ContractViolation` when an answer with a declared status does not have the declared shape."""
        _, operation = self._operation(request)
        declared = self._resolved(operation["responses"].get(str(response.status), {}))
        schema = declared.get("content", {}).get("application/json", {}).get("schema")
        if schema is not None:
            self._validate(f"answer to {request.method} {request.path}", schema, json.loads(response.body))

    def _operation(self, request: Request) -> tuple[Json, Json]:
        path = request.path.removeprefix(BASE)
        for pattern, item in self._routes:
            if pattern.fullmatch(path) and request.method.lower() in item:
                return item, item[request.method.lower()]
        raise ContractViolation(f"{request.method} {request.path}: no such operation")

    def _resolved(self, node: Json) -> Json:
        while "$ref" in node:
            found: Any = self._document
            for step in node["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            node = found
        return node

    def _check_headers(self, where: str, parameters: list[Json], headers: Mapping[str, str]) -> None:
        for one in parameters:
            if one["in"] == "header" and one.get("required") and not headers.get(one["name"].lower()):
                raise ContractViolation(f"{where}: header {one['name']} is required")

    def _check_query(self, where: str, parameters: list[Json], query: Mapping[str, str]) -> None:
        known = {one["name"]: self._resolved(one["schema"]) for one in parameters if one["in"] == "query"}
        for name, text in query.items():
            if name not in known:
                raise ContractViolation(f"{where}: unknown query parameter {name}")
            if not _fits(known[name], text):
                raise ContractViolation(f"{where}: query parameter {name}={text!r} is not {known[name]}")

    def _validate(self, where: str, schema: Json, value: Any) -> None:
        key = json.dumps(schema, sort_keys=True)
        if key not in self._validators:
            whole = {**schema, "components": self._document["components"]}
            self._validators[key] = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
        for error in self._validators[key].iter_errors(value):
            raise ContractViolation(f"{where}: {'/'.join(map(str, error.instance_path))}: {error.message}")

    def _refuse_unknown(self, where: str, schema: Json, value: Any) -> None:
        schema = self._resolved(schema)
        if isinstance(value, list) and "items" in schema:
            for position, one in enumerate(value):
                self._refuse_unknown(f"{where}/{position}", schema["items"], one)
        if isinstance(value, dict) and "properties" in schema:
            for name, part in value.items():
                if name not in schema["properties"]:
                    raise ContractViolation(f"{where}: unknown property {name}")
                self._refuse_unknown(f"{where}/{name}", schema["properties"][name], part)


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path))


def _fits(schema: Json, text: str) -> bool:
    match schema.get("type"):
        case "boolean":
            return text in ("true", "false")
        case "integer":
            return text.removeprefix("-").isdecimal()
        case "array":
            return all(_fits(schema["items"], part) for part in text.split(","))
    return schema.get("format") != "uuid" or _is_uuid(text)


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def _cleaned(node: Any) -> Any:
    if isinstance(node, list):
        return [_cleaned(part) for part in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("$ref"), str):
        return {"$ref": node["$ref"]}
    quoted = node.get("type") == "boolean" and isinstance(node.get("default"), str)
    return {name: _cleaned(part) for name, part in node.items() if not (quoted and name == "default")}
