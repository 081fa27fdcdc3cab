"""The browser of the tests: which one it is, how it starts, and what a page must not do in it.

It is a Chromium that is installed already, Debian's as a rule; Playwright's own download is never used.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

SETTING = "DRAGOMAN_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome")
# What lets it start as root, in a container, on a network that leads nowhere. Playwright itself adds --headless and a
# new profile folder.
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
# The policy of the workbench; a page of a test has it too.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_TELL = """
addEventListener("securitypolicyviolation", event =>
  console.error(`blocked by the policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


def find_chromium() -> str | None:
    """The path of the browser: what the setting names, else the first of the usual names; None where there is none."""
    named = os.environ.get(SETTING)
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


class Watch:
    """Keeps what the pages of a context did wrong: asked another host, broke the policy, logged an error, threw."""

    def __init__(self, context: BrowserContext, allowed: Callable[[], set[str]]) -> None:
        self._seen: list[str] = []
        self._forgiven: list[str] = []
        self._allowed = allowed
        context.add_init_script(_TELL)
        context.on("request", lambda request: self._asked(request.url))
        context.on("weberror", lambda error: self._seen.append(f"uncaught: {error.error}"))
        context.on("console", lambda message: self._logged(message.type, message.text))

    def forgive(self, part: str) -> None:
        """Let pass what has these words in it: a test that looks at an error page expects the browser to log it."""
        self._forgiven.append(part)

    @property
    def complaints(self) -> list[str]:
        """What was wrong and is not forgiven, in order."""
        return [each for each in self._seen if not any(part in each for part in self._forgiven)]

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob", "about"} and f"{parts.scheme}://{parts.netloc}" not in self._allowed():
            self._seen.append(f"asked another host: {url}")

    def _logged(self, kind: str, text: str) -> None:
        if kind == "error":
            self._seen.append(f"console: {text}")


@contextmanager
def watched(browser: Browser, addresses: set[str], **options: Any) -> Iterator[tuple[Page, Watch]]:
    """A page in a context of its own, and the watch on it."""
    context = browser.new_context(**options)
    context.set_default_timeout(10_000)
    watch = Watch(context, lambda: addresses)
    try:
        yield context.new_page(), watch
    finally:
        context.close()
