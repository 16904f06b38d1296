"""Hooks of behave: one stage with the real runner for the whole run, a fresh scene for each scenario."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator

from behave import fixture, use_fixture
from behave.model import Scenario
from behave.runner import Context
from connect.devops_testing.bdd.fixtures import use_connect_request_builder, use_connect_request_dispatcher

from tests.clean import come_clean
from tests.features.scene import Scene
from tests.features.theatre import Theatre, open_theatre
from tests.processes import no_runner_is_left


@fixture
def the_guard(context: Context) -> Iterator[None]:
    """behave ends it last: a runner that is still alive then makes the run fail."""
    with no_runner_is_left():
        yield


@fixture
def the_theatre(context: Context) -> Iterator[Theatre]:
    """behave ends it after the last hook, also when a hook or a scenario has failed."""
    with open_theatre() as theatre:
        context.theatre = theatre
        yield theatre


def before_all(context: Context) -> None:
    """Nothing is ever skipped: where the runner cannot run, this hook fails, and the run with it."""
    # Whoever ends the run ends it as Ctrl-C does: orderly, with the runner.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    come_clean()
    use_fixture(the_guard, context)
    use_fixture(the_theatre, context)


def before_scenario(context: Context, scenario: Scenario) -> None:
    context.scene = Scene(context.theatre)
    # The library would wait until the request is no longer pending; here the vendor decides in a step of its own.
    use_fixture(use_connect_request_dispatcher, context, use_specs=False, timeout=0, max_attempts=0)
    use_fixture(use_connect_request_builder, context, shared=context.scene.names)


def after_scenario(context: Context, scenario: Scenario) -> None:
    if scenario.status.has_failed():
        print(context.theatre.stage.runner.log_tail(), file=sys.stderr)  # noqa: T201 - behave shows it with the failure
    context.scene.end()
