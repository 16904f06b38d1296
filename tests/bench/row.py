"""One figure of the benchmark, what it should reach, and how both are printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    name: str
    value: float
    target: float
    unit: str = ""
    at_least: bool = False
    """Whether more is better."""
    beside: str = ""
    """What the figure was made of."""

    @property
    def passed(self) -> bool:
        return self.value >= self.target if self.at_least else self.value <= self.target

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "value": self.value, "target": self.target, "passed": self.passed}


def table(rows: Iterable[Row]) -> str:
    lines = [f"{'':<66}{'value':>12}{'target':>12}  "]
    for row in rows:
        target = f"{'≥' if row.at_least else '≤'} {row.target:g}{row.unit}"
        lines.append(f"{row.name:<66}{f'{row.value:g}{row.unit}':>12}{target:>12}  {'' if row.passed else 'MISSED'}")
        if row.beside:
            lines.append(f"    {row.beside}")
    return "\n".join(lines)


def rounded(value: float) -> float:
    """To three digits: more would claim a precision that the machine does not give."""
    return float(f"{value:.3g}")
