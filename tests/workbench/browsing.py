"""What tests of whole ways through the workbench do in a browser."""

from __future__ import annotations

import time
from contextlib import suppress

from axe import COLOURS, RULES, axe
from playwright.sync_api import Error, Page

OVERFLOW = "document.documentElement.scrollWidth - innerWidth"
LOOKS = (("light", 1280, RULES), ("dark", 1280, COLOURS), ("dark", 400, COLOURS), ("light", 400, RULES))


def barriers(page: Page, address: str, *, status: int | None = None) -> list[str]:
    """What keeps people from using a page: light and dark, wide and narrow, every part of it open.

    Raises AssertionError where the page answers with another ``status`` than the one given.
    """
    found = []
    answer = page.goto(address, wait_until="networkidle")
    assert answer is not None
    assert status in (None, answer.status)
    for scheme, width, rules in LOOKS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("for (const each of document.querySelectorAll('main details')) each.open = true")
        found += [f"{scheme}, {width}: {each}" for each in axe(page, rules)]
        if page.evaluate(OVERFLOW) > 0:
            found.append(f"{width}: scrolls sideways")
    return found


def until(page: Page, holds: str, told: object = None, *, seconds: float = 10) -> None:
    """Wait until an expression, or a function of what is told, holds in the page, also over a change of page.

    Playwright's own wait evaluates strings within the page, which its content security policy forbids. Raises
    AssertionError where that never comes.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(Error):  # between two pages there is nothing to ask
            if page.evaluate(holds, told):
                return
        page.wait_for_timeout(20)
    raise AssertionError(f"never so: {holds}")


def tab_to(page: Page, wanted: str, *, most: int = 200) -> None:
    """Press Tab until what has the focus matches a selector. Raises where that never comes."""
    for _ in range(most):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {wanted}")
