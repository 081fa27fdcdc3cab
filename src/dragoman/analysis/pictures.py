"""A series as a picture: bars of all that is counted, and under them those of each quad class on the same time axis.

Each class has a panel of its own with its name beside it, so that nothing rests on colour: the picture reads the same
in grey and in print. The panels of the classes have one scale; a class without a unit has none, and the subtitle says
so. Every bar carries its period and number in words, for those who hear the picture; a table of the
same numbers lies beside it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from dragoman.archive import QUADS
from dragoman.version import __version__

from .drawing import render
from .series import Point, Series
from .tables import to_csv

# Settings: sizes in pixels, greys that stay apart in print.
WIDTH, HEIGHT, PANEL = 640, 150, 60
DARK, GREY = "#1a1a1a", "#6b6b6b"


def picture(series: Series, *, source: str) -> Any:
    """The series as an Altair chart. ``source`` is what stands under it: where the numbers are from."""
    import altair as alt

    drawn, _ = _classes(series)
    panels = [_panel(series, "all", HEIGHT, top=_highest(series, ["all"]), over=_marked(series))]
    panels += [_panel(series, name, PANEL, top=_highest(series, drawn)) for name in drawn]
    title = alt.TitleParams(
        series.question.title, subtitle=_subtitle(series), anchor="start", color=DARK, subtitleColor=GREY
    )
    footer = alt.Chart(
        alt.Data(values=[{"words": f"Source: {source}. Dragoman {__version__}."}]), width=WIDTH, height=14
    )
    line = footer.mark_text(align="left", color=GREY, fontSize=10).encode(x=alt.value(0), text="words:N")
    return (
        alt.vconcat(*panels, line, spacing=8, title=title, description=describe(series))
        .configure_view(stroke=None)
        .configure_axis(labelColor=DARK, titleColor=DARK, gridColor="#d9d9d9")
    )


def describe(series: Series) -> str:
    """The picture in words: what is counted, from when to when, the total, the highest period, what stands out."""
    points = series.points
    highest = max(points, key=lambda point: point.count)
    _, empty = _classes(series)
    marks = [f"{point.period.name}: {mark.reason}" for point in points for mark in point.marks]
    return (
        f"Bar chart. {series.question.title}, from {points[0].period.name} to {points[-1].period.name}; "
        f"{sum(point.count for point in points)} in all, most in {highest.period.name} ({highest.count})."
        + (f" {_none_of(empty)}." if empty else "")
        + (f" Marked: {'; '.join(marks)}." if marks else "")
    )


def write_picture(series: Series, path: Path, *, source: str) -> Path:
    """Write the picture as SVG, PNG or HTML, as the ending says, and its table (CSV) beside it; gives the table's path.

    The HTML needs no network: all that draws it lies in the file. Raises UsageError for another ending.
    """
    made = render(picture(series, source=source).to_json(), path)
    path.write_bytes(_told(made.decode(), series).encode() if path.suffix.lower() == ".svg" else made)
    table = path.with_suffix(".csv")
    table.write_text(to_csv(series), encoding="utf8")
    return table


def _told(svg: str, series: Series) -> str:
    """The SVG with its title and description, which the drawing library leaves out of the file."""
    head, _, rest = svg.partition(">")
    return f"{head}><title>{escape(series.question.title)}</title><desc>{escape(describe(series))}</desc>{rest}"


def _classes(series: Series) -> tuple[list[str], list[str]]:
    """The quad classes that have a unit in any period, and those that have none."""
    drawn = [name for name in QUADS.values() if any(_count(point, name) for point in series.points)]
    return drawn, [name for name in QUADS.values() if name not in drawn]


def _highest(series: Series, classes: list[str]) -> int:
    """The most units of one class in one period, at least 1."""
    return max(1, *(_count(point, name) for point in series.points for name in classes))


def _none_of(empty: list[str]) -> str:
    *first, last = empty
    return f"No {', '.join(first)} or {last}" if first else f"No {last}"


def _panel(series: Series, name: str, height: int, *, top: int, over: Any = None) -> Any:
    """The bars of one class, or of all, with its name at the left; ``top`` is where its scale ends."""
    import altair as alt

    values = [
        {
            "start": point.period.start.isoformat(), "end": point.period.end.isoformat() + "T23:59",
            "count": _count(point, name), "words": f"{point.period.name}: {_count(point, name)} {name}",
        }
        for point in series.points
    ]  # fmt: skip
    bars = (
        alt.Chart(alt.Data(values=values), width=WIDTH, height=height)
        .mark_bar(color=DARK if name == "all" else GREY, stroke="white", strokeWidth=0.5)
        .encode(
            x=alt.X("start:T", title=None, scale=alt.Scale(type="utc")),
            x2="end:T",
            y=alt.Y(
                "count:Q",
                title=name.split(),
                scale=alt.Scale(domain=[0, top]),
                axis=alt.Axis(
                    format="d", tickCount=min(3, top), titleAngle=0, titleAlign="right", titleAnchor="middle"
                ),
            ),
            y2=alt.Y2Datum(0),
            description="words:N",
            tooltip="words:N",
        )
    )
    return bars + over if over is not None else bars


def _count(point: Point, name: str) -> int:
    if name == "all":
        return int(point.count)
    return int(point.quads[list(QUADS.values()).index(name)])


def _marked(series: Series) -> Any:
    """A dashed line at every change of level, a triangle over every unusual period; None where nothing is marked."""
    import altair as alt

    values = [
        {"start": p.period.start.isoformat(), "count": p.count, "kind": m.kind, "words": f"{p.period.name}: {m.reason}"}
        for p in series.points
        for m in p.marks
    ]
    if not values:
        return None
    base = alt.Chart(alt.Data(values=values)).encode(x="start:T", description="words:N", tooltip="words:N")
    change = base.transform_filter("datum.kind == 'change'").mark_rule(strokeDash=[5, 3], strokeWidth=1.5, color=DARK)
    unusual = base.transform_filter("datum.kind == 'unusual'").mark_point(
        shape="triangle-down", filled=True, size=60, color=DARK, yOffset=-8, xOffset=4
    )
    return change + unusual.encode(y="count:Q")


def _subtitle(series: Series) -> list[str]:
    """What is counted, what the signs mean, and what is in no period."""
    kinds = {mark.kind for point in series.points for mark in point.marks}
    signs = {"change": "dashed line: the level changes", "unusual": f"triangle: an unusual {series.question.by}"}
    drawn, empty = _classes(series)
    told = [f"counted: {' or '.join(series.question.statuses)}", *(signs[kind] for kind in sorted(kinds))]
    scales = ["the panels of the classes share a scale"] if len(drawn) > 1 else []
    none = [_none_of(empty).lower()] if empty else []
    return ["; ".join([*told, *scales, *none]), *series.notes]
