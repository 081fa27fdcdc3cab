"""The facts that formats need, as tables of a DuckDB connection: countries, sectors, CAMEO codes, kinds of places."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa
from pyarrow import csv

from dragoman.codebook import load_codebook
from dragoman.errors import DataError
from dragoman.places.gazetteer import SHIPPED as GAZETTEER
from dragoman.world import load_world

from .layouts import HERE, table_rows

FACTS = HERE / "facts"


def register_facts(con: duckdb.DuckDBPyConnection) -> None:
    """Give a connection the tables ``fact_…`` that the queries of formats join. Raises DataError for a wrong file."""
    for name, table in fact_tables().items():
        con.register(name, table)


def forget_facts(con: duckdb.DuckDBPyConnection) -> None:
    """Take the tables of facts from a connection."""
    for name in fact_tables():
        con.unregister(name)


@lru_cache(maxsize=1)
def fact_tables() -> dict[str, pa.Table]:
    """Every table of facts by its name."""
    return {
        "fact_countries": _countries(), "fact_sectors": _sectors(), "fact_cameo": _cameo(), "fact_places": _places(),
    }  # fmt: skip


def _countries() -> pa.Table:
    """States with their names and numbers from the world tables, and the bodies that stand in the place of one."""
    world = {state.iso3: state for state in load_world().states}
    rows = []
    for number, row in table_rows(FACTS / "states.tsv", ("code", "fips", "cameo", "gdelt")):
        if (state := world.get(row["code"])) is None:
            raise DataError(f"{FACTS / 'states.tsv'}, line {number}: {row['code']!r} is not in the table of states")
        rows.append({**_known(row), "body": False, "name": state.name, "cow": state.cow})
    for _, row in table_rows(FACTS / "bodies.tsv", ("body", "code", "group", "type", "country", "icews")):
        rows.append({
            "code": row["body"], "body": True, "actor": row["code"], "known_group": row["group"] or None,
            "body_type": row["type"] or None, "gdelt": row["country"] or None, "icews": row["icews"] or None,
        })  # fmt: skip
    texts = ("code", "fips", "cameo", "gdelt", "name", "actor", "known_group", "body_type", "icews")
    schema = [pa.field(name, pa.string()) for name in texts]
    return pa.Table.from_pylist(rows, pa.schema([*schema, pa.field("body", pa.bool_()), pa.field("cow", pa.int32())]))


def _sectors() -> pa.Table:
    rows = [_known(row) for _, row in table_rows(FACTS / "sectors.tsv", ("sector", "cameo", "icews"))]
    return pa.Table.from_pylist(rows, pa.schema([(name, pa.string()) for name in ("sector", "cameo", "icews")]))


def _cameo() -> pa.Table:
    """The codes of the codebook, with what ICEWS gives them and with the code of the other side's act."""
    more = {row["code"]: _known(row) for _, row in table_rows(FACTS / "cameo.tsv", ("code", "icews", "other_side"))}
    codes = load_codebook().cameo
    if unknown := set(more) - set(codes):
        raise DataError(f"{FACTS / 'cameo.tsv'}: {', '.join(sorted(unknown))} is no CAMEO code of the codebook")
    rows = [
        {
            "code": code.code, "name": code.name, "goldstein": code.goldstein,
            "icews": float(icews) if (icews := more.get(code.code, {}).get("icews")) else None,
            "other_side": more.get(code.code, {}).get("other_side"),
        }
        for code in codes.values()
    ]  # fmt: skip
    types = {"code": pa.string(), "name": pa.string(), "goldstein": pa.float64(), "icews": pa.float64()}
    return pa.Table.from_pylist(rows, pa.schema({**types, "other_side": pa.string()}))


def _places(path: Path = GAZETTEER) -> pa.Table:
    """The kind of each place of the gazetteer; of places that nothing in an event tells apart, none."""
    parsing = csv.ParseOptions(delimiter="\t", quote_char=False)
    wanted = csv.ConvertOptions(
        include_columns=["name", "iso3", "lat", "lon", "kind"],
        column_types={"name": pa.string(), "iso3": pa.string(), "lat": pa.float64(), "lon": pa.float64()},
    )
    try:
        table = csv.read_csv(path, parse_options=parsing, convert_options=wanted)
    except (OSError, pa.ArrowInvalid, KeyError) as error:
        raise DataError(f"{path}: the gazetteer cannot be read ({error}); reinstall dragoman") from error
    groups = table.group_by(["name", "iso3", "lat", "lon"]).aggregate([("kind", "min"), ("kind", "max")])
    same = pa.compute.equal(groups["kind_min"], groups["kind_max"])
    return groups.filter(same).rename_columns({"kind_min": "kind"}).drop_columns("kind_max")


def _known(row: dict[str, str]) -> dict[str, str | None]:
    return {name: cell or None for name, cell in row.items()}
