"""What goes wrong in a browser while nobody looks: on its consoles, in scripts, on the network, on the screen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

MOST_SHIFT = 0.05
"""Half of what https://web.dev/articles/cls calls good."""
_MARK = "layout-shift"
_GIVEN_UP = "net::ERR_ABORTED"
"""The page itself no longer wants the answer, or has been left."""
_REPORT_SHIFTS = """
{
let width = innerWidth, resized = -Infinity;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) {
    // A browser forgives for half a second what a window moves that somebody makes narrower, but not a frame: the
    // drawer of the sandbox takes its room from the frame.
    if (innerWidth !== width) [width, resized] = [innerWidth, shift.startTime];
    if (shift.hadRecentInput || shift.startTime - resized < 500) continue;
    const moved = shift.sources.map(({ node }) => node?.className || node?.id || node?.nodeName).join(', ');
    const page = location.origin + location.pathname;
    console.debug(`%s ${shift.value} ${shift.startTime} ${performance.timeOrigin} ${page} ${moved}`);
  }
}).observe({ type: 'layout-shift', buffered: true });
}
""".replace("%s", _MARK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """`at` in milliseconds since the page was asked for; `moved` are classes of what moved."""

    value: float
    at: float
    moved: str


class Watch:
    """Of everything in one browser context, from its first moment."""

    def __init__(self, context: BrowserContext, ours: Sequence[str], others: Sequence[str]) -> None:
        """`ours` and `others` are the origins that a browser has any business with; whose pages jump is judged of ours
        alone."""
        self._ours = tuple(ours)
        self._origins = {urlsplit(origin).netloc for origin in (*ours, *others)}
        self._seen: list[str] = []
        self._expected: list[str] = []
        self._shifts: defaultdict[tuple[str, str], list[Shift]] = defaultdict(list)
        context.add_init_script(_REPORT_SHIFTS)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self._seen.append(f"script: {error.error}"))
        context.on("request", self._see)
        context.on("requestfailed", self._see_failing)

    def expects(self, pattern: str) -> None:
        """The test makes this happen; `pattern` is searched in what was seen."""
        self._expected.append(pattern)

    def unexpected(self) -> list[str]:
        """Everything that no test has asked for; empty when all is well."""
        left = [seen for seen in self._seen if not any(re.search(pattern, seen) for pattern in self._expected)]
        worst = {page: max(_windows(shifts), key=_sum) for page, shifts in self._shifts.items()}
        return left + [_told(page, window) for (page, _), window in worst.items() if _sum(window) >= MOST_SHIFT]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.text.startswith(f"{_MARK} "):
            _, value, at, born, page, moved = f"{message.text} ".split(" ", 5)
            if page.startswith(self._ours):
                self._shifts[page, born].append(Shift(value=float(value), at=float(at), moved=moved.strip()))
        elif message.type in ("error", "warning"):
            self._seen.append(f"console: {message.text} ({message.location['url']})")

    def _see(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("about", "data", "blob") and address.netloc not in self._origins:
            self._seen.append(f"foreign: {request.url}")

    def _see_failing(self, request: Request) -> None:
        if request.failure != _GIVEN_UP:
            self._seen.append(f"failed: {request.method} {request.url}: {request.failure}")


def _windows(shifts: Sequence[Shift]) -> list[list[Shift]]:
    """Shifts that a person feels as one: less than a second apart, and five seconds at most in all."""
    windows: list[list[Shift]] = []
    for shift in sorted(shifts, key=lambda shift: shift.at):
        goes_on = windows and shift.at - windows[-1][-1].at < 1000 and shift.at - windows[-1][0].at < 5000
        if goes_on:
            windows[-1].append(shift)
        else:
            windows.append([shift])
    return windows


def _sum(window: Sequence[Shift]) -> float:
    return sum(shift.value for shift in window)


def _told(page: str, window: Sequence[Shift]) -> str:
    moves = "; ".join(f"{shift.value:.3f} at {shift.at:.0f} ms: {shift.moved}" for shift in window)
    return f"layout shift {_sum(window):.3f} on {page}: {moves}"
