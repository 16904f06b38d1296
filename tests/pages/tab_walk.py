"""A walk through a page with nothing but the Tab key."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Frame, Page

MOST_PRESSES = 250
_LISTEN = """() => {
  window.walked = [];
  document.addEventListener("focusin", (event) => window.walked.push(event.target));
}"""
_IS_INSIDE = "() => document.activeElement?.tagName === 'IFRAME'"
# Of radios with one name the keyboard stops at one, and the arrows walk among them.
_COMPARE = """() => {
  const CONTROLS = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const modal = document.querySelector('dialog:modal') ?? document.body;
  const stop = (radio) => {
    const group = [...document.querySelectorAll(`input[type=radio][name="${radio.name}"]`)];
    return group.find((each) => each.checked) ?? group[0];
  };
  const meant = [...modal.querySelectorAll(CONTROLS)].filter((each) =>
    !each.matches(':disabled, [tabindex="-1"]') && each.checkVisibility({ visibilityProperty: true })
    && !each.closest('[inert]') && (each.type !== 'radio' || stop(each) === each));
  const words = (each) => (each.getAttribute('aria-label') || each.labels?.[0]?.innerText || each.innerText
    || each.outerHTML.slice(0, 120)).replace(/\\s+/g, ' ').trim().slice(0, 80);
  const reached = new Set(window.walked);
  return {
    meant: meant.length,
    missed: meant.filter((each) => !reached.has(each)).map(words),
    strayed: [...reached].filter((each) => !modal.contains(each)).map(words),
  };
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """`meant` is how many controls a person can see and use; `strayed` were reached behind an open sheet."""

    meant: int
    missed: list[str]
    strayed: list[str]


def tab_through(page: Page, frame: Frame) -> Walked:
    """Around the extension's page, or around the sheet that is open in it, wherever the focus was before.

    The first round begins there; so the walk goes on through the portal and once more from the page's beginning.
    """
    frame.evaluate(_LISTEN)
    page.locator("#slot iframe").focus()
    was_inside, left = True, 0
    for _ in range(MOST_PRESSES):
        page.keyboard.press("Tab")
        is_inside = page.evaluate(_IS_INSIDE)
        left += was_inside and not is_inside
        was_inside = is_inside
        if left == 2:
            return Walked(**frame.evaluate(_COMPARE))
    raise AssertionError(f"the focus did not leave the page twice within {MOST_PRESSES} presses")
