"""`python -m sandbox demo [--check]`: progress on stderr, with --check the result as JSON on stdout."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time

import httpx

from sandbox.check import shortfalls
from sandbox.demo import Walk, say
from sandbox.went_wrong import WentWrong

TICK_SECONDS = 300
"""As the extension asks of the platform's schedule."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sandbox")
    commands = parser.add_subparsers(required=True)
    demo = commands.add_parser("demo", help="the whole road on this machine")
    demo.add_argument("--check", action="store_true", help="print the result as JSON and end")
    arguments = parser.parse_args()
    return run_demo(check=arguments.check)


def run_demo(*, check: bool) -> int:
    """0 when everything is as it should be, else 1 with the reason on stderr. Ends all that it started."""
    # A supervisor ends the demo as Ctrl-C does: orderly, and with everything it started. Ctrl-C itself is set too,
    # since a shell starts its background jobs with that signal ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        return _walk(check=check)
    except (WentWrong, OSError) as wrong:
        say(f"The demo stopped: {wrong}")
        return 1
    except httpx.HTTPError as broken:
        say(f"The demo stopped: a call found nobody who answers ({type(broken).__name__}: {broken}).")
        return 1
    except KeyboardInterrupt:
        say("Stopped.")
        return 130 if check else 0


def _walk(*, check: bool) -> int:
    say("Starting the sandbox and the runner ...")
    walk = Walk()
    with walk.stage:
        for step in (walk.install, walk.authorise, walk.choose_settings, walk.order, walk.sync):
            step()
        result = walk.result()
        if check:
            print(json.dumps(result, default=str, indent=2, ensure_ascii=False))
            return _verdict(shortfalls(result))
        walk.leave_something_to_do()
        _keep_running(walk)
    return 0


def _verdict(found: list[str]) -> int:
    for shortfall in found:
        say(f"Not as it should be: {shortfall}")
    if not found:
        say("Every approved order has exactly one invoice, to the cent.")
    return 1 if found else 0


def _keep_running(walk: Walk) -> None:
    say(f"Open {walk.stage.portal_url}")
    say(f"{walk.reseller.name} is at work; {walk.marketplace.albion.name} has not installed the extension yet.")
    say("Ctrl-C ends everything.")
    while True:
        time.sleep(TICK_SECONDS)
        walk.stage.fire_schedules()


if __name__ == "__main__":
    sys.exit(main())
