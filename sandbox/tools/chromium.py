"""Chromium for the tests of the pages: this machine's own, else the one inside an npm package, which needs no root.

`python -m sandbox.tools.chromium` makes sure that there is one, or says in a sentence how to get it.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.tools import chromium_package
from sandbox.went_wrong import WentWrong

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "There is no Chromium: install it (on Debian the package chromium), or let CHROMIUM name its program."


@dataclass(frozen=True, slots=True, kw_only=True)
class Chromium:
    """A program, and the variables that it needs beside those of this process."""

    program: Path
    variables: Mapping[str, str] = field(default_factory=dict)

    def runs(self) -> bool:
        """What is found on a PATH may only print advice, and a library may be missing."""
        environment = {**os.environ, **self.variables}
        said = subprocess.run([self.program, "--version"], env=environment, capture_output=True, text=True, check=False)
        return said.returncode == 0 and "Chrom" in said.stdout


def find() -> Chromium | None:
    """What `CHROMIUM` names, and nothing else where it is set; else the machine's own; else the one brought along."""
    named = os.environ.get("CHROMIUM")
    programs = [shutil.which(name) for name in ([named] if named else NAMES)]
    candidates = [Chromium(program=Path(program)) for program in programs if program]
    if not named and chromium_package.PROGRAM.exists():
        candidates.append(Chromium(program=chromium_package.PROGRAM, variables=chromium_package.VARIABLES))
    return next((candidate for candidate in candidates if candidate.runs()), None)


def main() -> int:
    """Where none can be brought, that is no error: all but the tests of the pages works without, and they say so."""
    packaged = (sys.platform, platform.machine()) == ("linux", "x86_64") and "CHROMIUM" not in os.environ
    if packaged and not find():
        print("Installing Chromium into the virtual environment (once; 70 MB) ...", file=sys.stderr, flush=True)
        try:
            chromium_package.install()
        except WentWrong as wrong:
            print(wrong, file=sys.stderr)
            return 1
    if not find():
        print(MISSING, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
