"""What goes wrong on a bad day, in a browser: a killed server, an archive that is away, too much, nothing, gone."""

import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from archived import TWO, FakeCoder, event
from axe import axe
from convoys import reports

from dragoman.archive import Archive

SRC = Path(__file__).parents[2] / "src"
NOBODY = 65534
# ``dragoman serve`` that ends itself as SIGKILL does: before a decision is stored, when its row lies in the table but
# the commit does not, or when all is stored and nothing is answered.
SERVER = """
import os, signal, sys
from dragoman.archive import deciding
from dragoman.archive.archive import Archive
from dragoman.cli import main
def end(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
moment, *sys.argv = sys.argv[1:]
decide = Archive.decide_all
def after(*given, **more): decide(*given, **more); end()
if moment == "before": Archive.decide_all = end
if moment == "halfway": deciding.commit_rows = end
if moment == "after": Archive.decide_all = after
main()
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    archive = Archive.create(tmp_path_factory.mktemp("bad") / "archive")
    archive.add(reports())
    return archive.path


@pytest.fixture(scope="module")
def address(path, workbench_at):
    return workbench_at(path, who="ann")


def decisions(path):
    return [row["kind"] for row in Archive(path).sql("select kind from decisions order by version, made").to_pylist()]


class Server:
    """``dragoman serve`` as a process of its own, at a port that stays the same when it is started again."""

    def __init__(self, path, addresses):
        self.path, self.addresses, self.port, self.process = path, addresses, "0", None

    def start(self, moment="never"):
        command = [sys.executable, "-c", SERVER, moment, "dragoman", "serve", "--archive", self.path, "--port",
                   self.port, "--who", "ann"]  # fmt: skip
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                        env={**os.environ, "PYTHONPATH": str(SRC)})  # fmt: skip
        address = next(re.search(r"http://\S+:(\d+)/", line) for line in self.process.stdout if "http://" in line)
        self.port = address[1]
        self.addresses.add(address[0].rstrip("/"))
        return address[0].rstrip("/")

    def stop(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


@pytest.fixture
def server(tmp_path, addresses):
    archive = Archive.create(tmp_path / "archive")
    archive.add(reports()[:8])
    made = Server(archive.path, addresses)
    yield made
    made.stop()


@pytest.mark.parametrize(("moment", "stored"), [("before", False), ("halfway", False), ("after", True)])
def test_a_server_killed_while_it_decides(page, watch, server, moment, stored):
    """The decision is there once or not at all, the page says which, sending it again makes it once, undo is there."""
    watch.forgive("ERR_")
    address = server.start(moment)
    page.goto(f"{address}/review?at=e-00")
    page.fill("#why", "as it stands")
    with page.expect_event("requestfailed", lambda request: request.method == "POST"):
        page.click("button:text('Accept')", no_wait_after=True)
    assert server.process.wait(20) == -signal.SIGKILL
    assert decisions(server.path) == ["accept"] * stored
    server.start()
    page.goto(f"{address}/review?at=e-00")
    told = page.locator("section", has=page.locator("#made")).inner_text()
    assert ("as it stands" in told, "none yet" in told) == (stored, not stored)
    if not stored:
        page.fill("#why", "as it stands")
        with page.expect_navigation():
            page.click("button:text('Accept')")
    assert decisions(server.path) == ["accept"]
    with page.expect_navigation():
        page.click("button:text('Undo the last')")
    assert decisions(server.path) == ["accept", "undo"]
    assert "undone" in page.locator("section", has=page.locator("#own")).inner_text()


@contextmanager
def locked(path):
    """The folder so that nobody may look into it; who runs the tests as root is somebody else meanwhile."""
    Path(path).chmod(0)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        Path(path).chmod(0o755)


def test_a_locked_archive_keeps_what_was_sent(page, watch, path, address):
    watch.forgive("status of 503")
    page.goto(f"{address}/review?at=e-04")
    page.fill("#why", "a long reason")
    with locked(path):
        page.click("button:text('Reject')")
        page.get_by_role("heading", name="The archive cannot be read").wait_for()
        assert "no permission" in page.locator("main").inner_text()
        assert axe(page) == []
    assert decisions(path) == []
    with page.expect_navigation():
        page.click("text=Send it again")
    [row] = Archive(path).sql("select kind, target, why from decisions").to_pylist()
    assert row == {"kind": "reject", "target": "e-04", "why": "a long reason"}


VIEWS = ["/", "/events", "/review", "/stories", "/decisions", "/network", "/map", "/dyad", "/codebook", "/about"]


def test_a_missing_archive_is_told_on_every_view(page, watch, tmp_path, workbench_at):
    watch.forgive("status of 503")
    address = workbench_at(tmp_path / "nowhere")
    for view in VIEWS:
        page.goto(address + view)
        assert page.get_by_role("heading", level=1).inner_text() == "The archive cannot be read"
        assert "nowhere" in page.get_by_role("alert").inner_text()
    assert axe(page) == []


def test_an_empty_archive_has_all_views(page, tmp_path, workbench_at):
    address = workbench_at(Archive.create(tmp_path / "empty").path)
    for view in VIEWS:
        assert page.goto(address + view, wait_until="networkidle").status == 200
        assert axe(page) == [], view


NOTHING = ["/events?actor=FRA", "/review?actor=FRA", "/stories?actor=FRA", "/network?actor=FRA", "/map?actor=FRA",
           "/dyad/FRA/MNG", "/decisions?kind=join"]  # fmt: skip


def test_a_filter_that_matches_nothing_says_so_and_leads_on(page, address):
    for view in NOTHING:
        assert page.goto(address + view, wait_until="networkidle").status == 200
        main = page.locator("main").inner_text().lower()
        assert re.search(r"\bno(thing|body)?\b", main), view
        assert page.locator("main a[href]").count() > 0


def test_a_wrong_address_leads_on(page, watch, address):
    watch.forgive("status of 404")
    for view in ("/nowhere", "/report/r-none", "/review?at=e-none", "/codebook/DINNER", "/paste/none"):
        assert page.goto(address + view).status == 404, view
        assert page.locator("nav.views a").first.is_visible()
    page.click("nav.views a:text('Events')")
    page.get_by_role("heading", name="Events", exact=True).wait_for()


def test_a_file_of_ten_megabytes_is_refused_with_a_page(page, watch, address, tmp_path):
    watch.forgive("status of 413")
    large = tmp_path / "large.txt"
    large.write_text("Rangers fired on a convoy.\n" * 390_000, encoding="utf-8")
    page.goto(f"{address}/paste")
    page.set_input_files("input[type=file]", large)
    page.locator("main button[type=submit]").first.click()
    page.get_by_role("heading", name="Too large").wait_for()
    assert "5,000,000" in page.get_by_role("alert").inner_text()


def test_an_event_that_was_withdrawn_since(page, watch, path, tmp_path, workbench_at):
    watch.forgive("status of 4")
    here = shutil.copytree(path, tmp_path / "archive")
    address = workbench_at(here)
    page.goto(f"{address}/review?at=e-00")
    new = event("e-next", "COERCE", at=18)
    coder = FakeCoder(
        TWO, lambda each: [new] if each.title == "Convoy 0" else each.events or [event(f"e-{each.report}")]
    )
    Archive(here).recode(coder)
    page.click("button:text('Accept')")
    page.get_by_role("heading", level=1).wait_for()
    assert "withdrawn" in page.locator("main").inner_text()
    page.goto(f"{address}/review?at=e-00")
    page.click("a:text('The event that tells the same words now')")
    page.wait_for_url("**/review?at=e-next")
    assert "accept" not in decisions(here)
