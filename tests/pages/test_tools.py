from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.tools import chromium, node


def program(folder: Path, name: str, script: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    return tmp_path


@pytest.mark.parametrize("said", ["v20.19.0", "v20.20.2", "v22.12.0", "v24.19.0"])
def test_a_node_that_the_build_runs_on_is_taken(said: str) -> None:
    assert node.is_new_enough(said)


@pytest.mark.parametrize("said", ["", "v18.20.4", "v20.18.1", "v21.7.3", "v22.11.0"])
def test_an_older_node_is_not_taken(said: str) -> None:
    assert not node.is_new_enough(said)


def test_a_program_that_only_prints_advice_is_no_chromium(elsewhere: Path) -> None:
    program(elsewhere, "chromium", "echo 'Chromium: install it with the store.' >&2; exit 1")
    real = program(elsewhere, "google-chrome", "echo Google Chrome 150.0")

    assert chromium.find() == chromium.Chromium(program=real)


def test_a_chromium_that_a_person_names_goes_before_all_others(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(elsewhere, "chromium", "echo Chromium 150.0")
    named = program(elsewhere, "mine", "echo Chromium 151.0")
    monkeypatch.setenv("CHROMIUM", str(named))

    assert chromium.find() == chromium.Chromium(program=named)


def test_where_the_named_one_does_not_run_no_other_is_taken_in_silence(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(elsewhere, "chromium", "echo Chromium 150.0")
    monkeypatch.setenv("CHROMIUM", str(elsewhere / "not-there"))

    assert chromium.find() is None
