"""Writes the pictures of the workbench that the pages show: ``make pictures``.

The archive is made of the reports in ``examples/``; the browser is that of the tests. A picture is WebP and at most
150 KB.
"""

from __future__ import annotations

import base64
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests/workbench"))

from chromium import FLAGS, NAMES, SETTING, find_chromium  # noqa: E402
from serving import workbench_over  # noqa: E402

FOLDER = ROOT / "docs/pictures"
SIZE = {"width": 1280, "height": 800}
MOST = 150_000  # bytes
QUALITY = 82  # of 100: letters stay sharp
VIEWS = {
    "overview": "/",
    "events": "/events",
    "dyad": "/dyad/FIN/TUR?by=day&since=2022-06-20&until=2022-07-04",
    "network": "/network",
    "map": "/map?show=states",
    "review": "/review?actor=ARM",
}


def main() -> None:
    """Make the archive, open each view and keep its picture. Exits with a message where there is no browser."""
    path = find_chromium()
    if path is None:
        sys.exit(f"no browser: none of {', '.join(NAMES)} is installed, or {SETTING} names none")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        archive = Path(place) / "examples"
        command = [sys.executable, "-m", "dragoman", "code", str(ROOT / "examples"), "--archive", str(archive)]
        subprocess.run(command, check=True, capture_output=True)
        with workbench_over(archive, who="ann") as address:
            browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
            page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")  # type: ignore[arg-type]
            for name, view in VIEWS.items():
                page.goto(address + view, wait_until="networkidle")
                _keep(page, name)
            page.goto(f"{address}/events?text=invites", wait_until="networkidle")
            page.locator(".evidence a[href^='/report/']").first.click()
            page.wait_for_load_state("networkidle")
            page.evaluate("scrollTo(0, 0)")
            _keep(page, "reader")
            browser.close()


def _keep(page: Page, name: str) -> None:
    """Write what a page shows, once its picture is drawn."""
    if page.locator("figure.picture").count():
        page.wait_for_selector("figure.picture[data-drawn=yes]")
    shot = page.context.new_cdp_session(page).send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    data = base64.b64decode(shot["data"])
    if len(data) > MOST:
        sys.exit(f"the picture of {name} has {len(data):,} bytes, more than {MOST:,}: show less of the view")
    (FOLDER / f"{name}.webp").write_bytes(data)


if __name__ == "__main__":
    main()
