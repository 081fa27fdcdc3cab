"""What tests of whole ways through the workbench do in a browser."""

from __future__ import annotations

from axe import axe
from playwright.sync_api import Page

OVERFLOW = "document.documentElement.scrollWidth - innerWidth"
LOOKS = (("light", 1280), ("dark", 1280), ("light", 400), ("dark", 400))


def barriers(page: Page, address: str) -> list[str]:
    """What keeps people from using a page: light and dark, wide and narrow, every part of it open."""
    found = []
    page.goto(address, wait_until="networkidle")
    for scheme, width in LOOKS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("for (const each of document.querySelectorAll('main details')) each.open = true")
        found += [f"{scheme}, {width}: {each}" for each in axe(page)]
        if page.evaluate(OVERFLOW) > 0:
            found.append(f"{width}: scrolls sideways")
    return found


def tab_to(page: Page, wanted: str, *, most: int = 200) -> None:
    """Press Tab until what has the focus matches a selector. Raises where that never comes."""
    for _ in range(most):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {wanted}")
