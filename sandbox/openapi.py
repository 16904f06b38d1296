"""`python -m sandbox.openapi` prints the OpenAPI description of the extension, from which the pages' types are made."""

from __future__ import annotations

import json
from typing import Any

from connect.eaas.runner.handlers.web import WebApp


def description() -> dict[str, Any]:
    """As the vendor's runner serves it at /openapi/spec.json. Needs neither a database nor a variable."""
    found: dict[str, Any] = WebApp(None).app.openapi()
    return found


def as_text() -> str:
    """The same bytes for the same routes, in whatever order they were declared."""
    return json.dumps(description(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(as_text(), end="")
