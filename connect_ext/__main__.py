"""Front door for an operator: `python -m connect_ext check | status | drain | rotate-keys | export | erase`."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from connect_ext.app import App
from connect_ext.books.ids import InstallationId
from connect_ext.config import NotConfigured
from connect_ext.operating.check import check
from connect_ext.operating.leaving import StillNeeded, erase, export
from connect_ext.operating.place import Place, place_of
from connect_ext.operating.secrets import rotate
from connect_ext.operating.status import status
from connect_ext.storage.database import UNREACHABLE

Say = Callable[[str], None]
Ask = Callable[[str], str]

COMMANDS = {
    "check": "variables, database, schema and schedule",
    "status": "one line for each installation",
    "drain": "work off what is due now, for at most four minutes",
    "rotate-keys": "seal all tokens and secrets with the first of ENCRYPTION_KEYS",
    "export": "all of one installation as JSON lines, without secrets",
    "erase": "all of one installation that has uninstalled; asks for its id twice",
}
GOOD, BAD = 0, 1


def main(arguments: Sequence[str], environ: Mapping[str, str], say: Say, ask: Ask) -> int:
    """The exit code: 0 where all is well. `say` prints a line, `ask` a question whose answer it returns."""
    asked = _parser().parse_args(arguments)
    place = place_of(environ, development=asked.development)
    try:
        if asked.command == "check":
            return _check(place, say)
        if isinstance(place.app, NotConfigured):
            say(place.app.sentence)
            return BAD
        return _run(asked, place, place.app, say, ask)
    except UNREACHABLE:
        say("The database cannot be reached.")
        return BAD


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m connect_ext", description=__doc__)
    hint = "read the variables as an environment for development does, where SQLite is allowed"
    parser.add_argument("--development", action="store_true", help=hint)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose)
        if name == "export":
            command.add_argument("installation", help="such as EIN-1000-2000-3000")
    return parser


def _run(asked: argparse.Namespace, place: Place, app: App, say: Say, ask: Ask) -> int:
    runtime = app.runtime
    match asked.command:
        case "status":
            for line in status(runtime.database, runtime.clock()):
                say(line)
        case "drain":
            return _drain(place, app, say)
        case "rotate-keys":
            resealed = rotate(runtime.database, runtime.vault)
            say(f"Sealed with the first key: {resealed.done}. Opened by none of the keys, left alone: {resealed.lost}.")
            return BAD if resealed.lost else GOOD
        case "export":
            for line in export(runtime.database, InstallationId(asked.installation)):
                say(line)
        case "erase":
            return _erase(app, say, ask)
    return GOOD


def _check(place: Place, say: Say) -> int:
    findings = list(check(place))
    for finding in findings:
        say(f"{'ok ' if finding.good else 'BAD'} {finding.sentence}")
    return GOOD if all(finding.good for finding in findings) else BAD


def _drain(place: Place, app: App, say: Say) -> int:
    here = place.environment
    if here is None:
        say("API_KEY and ENVIRONMENT_ID of the runner are needed: orders are read from Connect with them.")
        return BAD
    say(f"Batches: {app.drain(here.owner, here.extension_id)}.")
    return GOOD


def _erase(app: App, say: Say, ask: Ask) -> int:
    first, second = (ask(f"Id of the installation to erase{again}: ").strip() for again in ("", ", again"))
    if not first or first != second:
        say("The two are not the same. Nothing was erased.")
        return BAD
    try:
        rows = erase(app.runtime.database, app.runtime.vault, InstallationId(first))
    except StillNeeded as why:
        say(f"{why} Nothing was erased.")
        return BAD
    say(f"Erased {rows} rows of {first}." if rows else f"Nothing is kept of {first}.")
    return GOOD if rows else BAD


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    logging.getLogger("connect_ext").setLevel(logging.INFO)
    sys.exit(main(sys.argv[1:], os.environ, lambda line: print(line, flush=True), input))  # noqa: T201
