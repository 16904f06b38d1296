"""How many faults in the arithmetic the tests of books notice: mutmut breaks it in every way it knows, one at a time.

`python -m sandbox.tools.mutants [MODULE …]` works on copies, in `.mutants/work`. It prints what was noticed of each
module and how each fault looks that was not, and fails where less than `LEAST` per cent were noticed.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
WORK = PROJECT / ".mutants/work"
MUTMUT = PROJECT / ".mutants/venv/bin/mutmut"
LOG = PROJECT / ".mutants/log"

MODULES = (
    "money", "proration", "coverage", "credit_lines", "refunds", "allocations", "plan", "deferred", "expected",
    "months", "quantities", "periods", "in_force", "days", "stretch",
)  # fmt: skip
"""What decides amounts, and what those rest on."""

LEAST = 90

READS_SOURCE = "test_problem_catalogue.py"
"""Looks at the text of the product's modules, which is another one in here."""

SETTINGS = """\
[tool.mutmut]
source_paths = ["connect_ext"]
only_mutate = {modules}
pytest_add_cli_args_test_selection = ["tests/books"]
pytest_add_cli_args = ["-p", "no:cacheprovider", "--hypothesis-profile=some"]
timeout_multiplier = 6.0
timeout_constant = 5.0
track_dependencies = false

[tool.pytest.ini_options]
pythonpath = ["."]
addopts = ["--import-mode=importlib"]
"""

SURVIVED, KILLED = 0, frozenset({1, 3})
"""What pytest returns; anything else is a test that mutmut ended because it took far too long: noticed, too."""
NO_TEST = frozenset({5, 33})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    module: str
    killed: int
    timeouts: int
    survived: tuple[str, ...]
    """mutmut's names."""

    @property
    def total(self) -> int:
        return self.killed + self.timeouts + len(self.survived)

    @property
    def score(self) -> float:
        return 100 * (self.killed + self.timeouts) / self.total if self.total else 100.0


def stage(modules: list[str]) -> None:
    """A fresh copy of books and its tests, and of nothing else."""
    shutil.rmtree(WORK, ignore_errors=True)
    for package in ("connect_ext", "tests"):
        passed_over = shutil.ignore_patterns("__pycache__", READS_SOURCE)
        shutil.copytree(PROJECT / package / "books", WORK / package / "books", ignore=passed_over)
        shutil.copy(PROJECT / package / "__init__.py", WORK / package)
    (WORK / "pyproject.toml").write_text(SETTINGS.format(modules=json.dumps([file_of(one) for one in modules])))


def file_of(module: str) -> str:
    """Whichever room it stands in. `ValueError` for a module that books does not have, or has twice."""
    (path,) = (PROJECT / "connect_ext/books").rglob(f"{module}.py")
    return path.relative_to(PROJECT).as_posix()


def tally(module: str) -> Tally:
    """As mutmut has noted it down. `KeyError` when it has not got that far."""
    noted = json.loads((WORK / "mutants" / f"{file_of(module)}.meta").read_text())
    codes: dict[str, int] = noted["exit_code_by_key"]
    survived = tuple(name for name, code in codes.items() if code == SURVIVED or code in NO_TEST)
    killed = sum(code in KILLED for code in codes.values())
    return Tally(module=module, killed=killed, timeouts=len(codes) - killed - len(survived), survived=survived)


def fault(name: str) -> str:
    """The lines that differ, as a diff."""
    shown = subprocess.run([MUTMUT, "show", name], cwd=WORK, capture_output=True, text=True, check=True).stdout
    changed = [line for line in shown.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return "\n".join([f"{name}:", *changed])


def main() -> int:
    modules = sys.argv[1:] or list(MODULES)
    stage(modules)
    print(f"Breaking {', '.join(modules)} (its progress: {LOG.relative_to(PROJECT)}) ...", file=sys.stderr, flush=True)
    with LOG.open("w") as log:
        ran = subprocess.run([MUTMUT, "run", "--max-children", "2"], cwd=WORK, stdout=log, stderr=log, check=False)
    if ran.returncode:
        print(f"mutmut could not finish: {LOG} says why.", file=sys.stderr)
        return 1
    tallies = [tally(module) for module in modules]
    for one in tallies:
        for name in one.survived:
            print(fault(name))
    print(f"{'module':<14}{'faults':>8}{'killed':>8}{'timeout':>9}{'survived':>10}{'score':>9}")
    whole = Tally(
        module="all",
        killed=sum(one.killed for one in tallies),
        timeouts=sum(one.timeouts for one in tallies),
        survived=tuple(name for one in tallies for name in one.survived),
    )
    for one in (*tallies, whole):
        print(
            f"{one.module:<14}{one.total:>8}{one.killed:>8}{one.timeouts:>9}{len(one.survived):>10}{one.score:>8.1f}%"
        )
    return 0 if all(one.score >= LEAST for one in tallies) else 1


if __name__ == "__main__":
    sys.exit(main())
