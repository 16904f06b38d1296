"""`python -m sandbox demo [--check]`: progress on stderr, with --check the result as JSON on stdout.

`python -m sandbox play [ROW ...]` plays rows of what moves money and of what is refunded, and prints the books of each;
`all` plays all of them; without a row it lists them. 1 where the books differ from those worked out by hand.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
from collections.abc import Sequence

import httpx

from sandbox.check import shortfalls
from sandbox.demo import Walk, say
from sandbox.tales.playing import Playing
from sandbox.tales.repertoire import REPERTOIRE
from sandbox.went_wrong import WentWrong

TICK_SECONDS = 300
"""As the extension asks of the platform's schedule."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sandbox")
    commands = parser.add_subparsers(required=True)
    demo = commands.add_parser("demo", help="the whole road on this machine")
    demo.add_argument("--check", action="store_true", help="print the result as JSON and end")
    demo.set_defaults(run=lambda asked: run_demo(check=asked.check))
    play = commands.add_parser("play", help="stories of single rows, with their books; without a row: which there are")
    play.add_argument("rows", nargs="*", metavar="ROW", choices=["all", *REPERTOIRE, []])
    play.set_defaults(run=lambda asked: run_play(asked.rows))
    arguments = parser.parse_args()
    return int(arguments.run(arguments))


def run_play(rows: Sequence[str]) -> int:
    """0 when the books of every row are as they were worked out, else 1."""
    if not rows:
        for tale in REPERTOIRE.values():
            print(f"{tale.name:26}{tale.about}")
        return 0
    playing = Playing(list(REPERTOIRE.values()) if "all" in rows else [REPERTOIRE[row] for row in dict.fromkeys(rows)])
    try:
        with playing.walk.stage:
            played = playing.plays()
    except (WentWrong, OSError) as wrong:
        say(f"The story stopped: {wrong}")
        return 1
    for one in played:
        print(f"{one.tale.name}: {one.tale.about}")
        print("".join(f"    {line}\n" for line in one.found), end="")
        print("".join(f"  ! missing: {line}\n" for line in one.missing), end="")
        print("".join(f"  ! not expected: {line}\n" for line in one.surplus), end="")
    violations = playing.walk.xero.violations
    print("".join(f"  ! against Xero's contract: {found}\n" for found in violations), end="")
    return 0 if all(one.is_right for one in played) and not violations else 1


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
