"""`make demo`: the whole road through the real runner, from the store to the invoices."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from sandbox.demo import PROJECT
from tests.processes import runners


def demo(*arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """A process group of its own, as a terminal gives it to what it starts."""
    command: Sequence[str] = [sys.executable, "-m", "sandbox", "demo", *arguments]
    return subprocess.Popen(
        command, cwd=PROJECT, env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


@pytest.mark.runner
def test_with_check_it_prints_the_documents_and_tasks_as_one_json_object() -> None:
    with demo("--check") as process:
        out, err = process.communicate(timeout=120)

    assert process.returncode == 0, err
    result = json.loads(out)
    totals = {invoice["Contact"]: Decimal(invoice["Total"]) for invoice in result["invoices"]}
    assert totals == {"Harbour & Sons Pty Ltd": Decimal("412.50"), "Bräuer Design Studio": Decimal("136.13")}
    assert sorted(task["status"] for task in result["tasks"]) == ["ignored", "ignored", "synced", "synced"]


@pytest.mark.runner
def test_ctrl_c_ends_everything_that_it_started_and_nothing_else() -> None:
    with demo() as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("Ctrl-C"):
                break
        running = runners()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)

    assert running, "the runner was not running"
    assert not runners() & running
    assert (process.returncode, out) == (0, ""), err


def test_a_contract_that_is_not_there_ends_it_with_a_sentence() -> None:
    with demo("--check", environment={"XERO_OPENAPI": "/nowhere/xero_accounting.json"}) as process:
        out, err = process.communicate(timeout=60)

    assert (process.returncode, out) == (1, "")
    assert "nowhere/xero_accounting.json" in err.splitlines()[-1]
    assert "Traceback" not in err


@pytest.mark.runner
def test_a_runner_that_does_not_come_up_ends_it_with_a_sentence_and_the_runners_log() -> None:
    with demo("--check", environment={"BACKGROUND_TASK_MAX_EXECUTION_TIME": "soon"}) as process:
        out, err = process.communicate(timeout=60)

    assert (process.returncode, out) == (1, "")
    assert "The demo stopped: The runner ended before it connected." in err
    assert "soon" in err.splitlines()[-1]
