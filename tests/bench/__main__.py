"""`python -m tests.bench [WHAT …]` prints the table, writes `bench.json`, and fails where a target is missed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.bench import drains, history, intake, memory, neighbours, pages
from tests.bench.row import Row, table
from tests.bench.shop import DATABASES

OUT = Path("bench.json")

Measure = Callable[[str], Iterator[Row]]
"""Of one kind of database."""

WHAT: Mapping[str, Measure] = {
    "drains": drains.measure,
    "intake": intake.measure,
    "history": history.measure,
    "neighbours": neighbours.measure,
    "memory": memory.measure,
    "pages": pages.measure,
}


def main(chosen: list[str]) -> int:
    rows: list[Row] = []
    for name in chosen or list(WHAT):
        for database in DATABASES:
            sys.stderr.write(f"{name} ({database}) ...\n")
            rows += WHAT[name](database)
    sys.stdout.write(table(rows) + "\n")
    OUT.write_text(json.dumps([row.as_json() for row in rows], indent=1) + "\n")
    return 0 if all(row.passed for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
