"""Runs axe-core on a page: what would keep people from using it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).parent / "vendor/axe-core/axe.min.js"
# WCAG 2.2 up to level AA, and what the authors of axe-core hold to be good practice.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")  # what a colour scheme alone can change
_RUN = """async rules => {
  const found = await axe.run(document, {runOnly: rules, resultTypes: ["violations"]});
  return found.violations;
}"""


def axe(page: Page, rules: Sequence[str] = RULES) -> list[str]:
    """The violations on a page as it is now: rule, how bad, what is wrong, and where; a line for each place.

    The script comes in through the debugger, so the policy of the page stays in force and need not allow it.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    return [_line(rule, node) for rule in page.evaluate(_RUN, [*rules]) for node in rule["nodes"]]


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    why = " ".join(node["failureSummary"].split())
    return f"{rule['id']} ({rule['impact']}): {rule['help']}, at {' '.join(map(str, node['target']))}: {why}"
