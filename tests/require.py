"""What a test cannot run without: on CI its absence is a failure, elsewhere the test is skipped with a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def require(present: object, sentence: str) -> None:
    """Go on if `present` is truthy; else fail where `CI=true`, and skip elsewhere, saying `sentence`."""
    if present:
        return
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def connect_samples() -> Path:
    """The folder of Connect payloads that `CONNECT_SAMPLES` names."""
    folder = Path(os.environ.get("CONNECT_SAMPLES", "")).absolute()
    named = "CONNECT_SAMPLES" in os.environ and folder.is_dir()
    require(named, "CONNECT_SAMPLES does not name a folder of Connect payloads.")
    return folder


def xero_openapi() -> Path:
    """The JSON form of Xero's published accounting OpenAPI that `XERO_OPENAPI` names."""
    path = Path(os.environ.get("XERO_OPENAPI", "")).absolute()
    named = "XERO_OPENAPI" in os.environ and path.is_file()
    require(named, "XERO_OPENAPI does not name the JSON form of Xero's published xero_accounting.yaml.")
    return path
