"""What axe finds against WCAG 2.2 A and AA in a page, as sentences (https://github.com/dequelabs/axe-core)."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Frame

from sandbox.tools import node
from tests.require import require

_PROGRAM = node.UI / "node_modules" / "axe-core" / "axe.min.js"
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_REST = """() => Promise.all(document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime !== Infinity).map((one) => one.finished))"""
_RUN = """tags => axe.run(document, {runOnly: tags, resultTypes: ["violations"], iframes: false})
    .then(({violations, passes}) => ({violations, passed: passes.length}))"""


def violations(frame: Frame) -> list[str]:
    """Empty when all is well. Waits for whatever fades in: it has no colours yet."""
    require(_PROGRAM.exists(), "ui/node_modules is missing: run `make setup`.")
    if not frame.evaluate("() => Boolean(window.axe)"):
        frame.evaluate(f"() => {{ {_PROGRAM.read_text()} }}")
    frame.evaluate(_REST)
    found = frame.evaluate(_RUN, list(_TAGS))
    assert found["passed"], "axe has looked at nothing"
    return [sentence for violation in found["violations"] for sentence in _sentences(violation)]


def _sentences(violation: dict[str, Any]) -> list[str]:
    nodes = violation["nodes"]
    return [f"{violation['id']}: {node['html'][:160]} – {node['failureSummary'][:300]}" for node in nodes]
