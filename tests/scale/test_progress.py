"""What is told while work goes on: rate, failures, the time that is left, how often."""

import io

from dragoman.scale.progress import Progress
from dragoman.scale.source import Position


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def begun(out, total=1_000):
    clock = Clock()
    progress = Progress(Position(total=total), out, clock=clock)
    progress.tick()
    return progress, clock


def advance(progress, clock, seconds, reports, behind):
    clock.now += seconds
    progress.reports += reports
    progress._position.behind = behind
    progress.tick()


def test_elsewhere_a_line_every_half_minute():
    progress, clock = begun(out := io.StringIO())
    for step in range(1, 8):
        advance(progress, clock, 10, 250, step * 100)
    progress.clear()
    assert out.getvalue().splitlines() == [
        "dragoman: 750 reports, 25.0 a second, 0 failed, 30% of the input read, about 70 seconds left",
        "dragoman: 1,500 reports, 25.0 a second, 0 failed, 60% of the input read, about 40 seconds left",
    ]


def test_on_a_terminal_a_live_line_that_is_taken_away():
    progress, clock = begun(out := Terminal())
    progress.failures, progress.known = 2, 30
    advance(progress, clock, 1, 10, 10)
    progress.clear()
    words = "10 reports, 30 known already, 40.0 a second, 2 failed, 1% of the input read, about 99 seconds left"
    assert out.getvalue() == f"\r\x1b[K{words}\r\x1b[K"


def test_where_the_inputs_are_not_known_no_time_is_told():
    progress, clock = begun(io.StringIO(), total=None)
    advance(progress, clock, 31, 62, 500)
    assert progress.line() == "62 reports, 2.0 a second, 0 failed"


def test_the_rate_is_that_of_the_last_minutes():
    progress, clock = begun(io.StringIO(), total=None)
    advance(progress, clock, 60, 6_000, 0)
    for _ in range(5):
        advance(progress, clock, 60, 60, 0)
    assert " 1.0 a second" in progress.line()


def test_where_nothing_is_to_be_told_nothing_is_written(capsys):
    progress, clock = begun(None)
    advance(progress, clock, 60, 60, 0)
    progress.clear()
    assert capsys.readouterr() == ("", "")
