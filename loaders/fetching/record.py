"""Recording a small real answer and the tidy table it must give: what the golden tests replay.

tests/recorded/<indicator>/<table>.json          the answer as it came, contacts taken out
tests/recorded/<indicator>/<table>.codes.json    the codes found for the declaration
tests/golden/<indicator>.csv                     the tidy table, to be read by a person when first made
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from loaders import catalogue
from loaders.fetching.checks import check
from loaders.formats import jsonstat
from loaders.ground.declarations import Axis, Indicator, PxQuery
from loaders.ground.errors import UsageError
from loaders.ground.files import write_atomically
from loaders.ground.panel import PERIOD, REGION
from loaders.pxweb.selection import ResolvedQuery, resolve
from loaders.pxweb.v2 import PxWebV2
from loaders.sources import scb
from loaders.store.snapshots import without_contact

PERIODS = 2
PLACES = 2
"""The home county and its first municipality. A golden file is short enough to be read."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What was recorded; ``written`` is False where it all was there already."""

    golden: Path
    written: bool


def record(client: PxWebV2, indicator_id: str, tests: Path, county: str, *, accept: bool = False) -> Recording:
    """Fetch a few places and periods of the default slice and write answer and tidy table below ``tests``.

    UsageError if a golden file is there and differs, unless accept. SourceError as the client raises.
    """
    indicator = catalogue.indicator(indicator_id)
    if not tests.is_dir():
        raise UsageError(f"there is no folder {tests}: record from a clone of the repository")
    others = sorted({query.source for query in indicator.queries} - {"scb"})
    if others:
        raise UsageError(
            f"{indicator_id} comes from {', '.join(others)}; only tables of SCB's are recorded in part",
            f"{indicator_id} kommer från {', '.join(others)}. Bara SCB:s tabeller spelas in.",
        )
    files: dict[Path, bytes] = {}
    folder = tests / "recorded" / indicator_id
    for query in _px_queries(indicator):
        table = scb.titled(client, query).id if query.match else query.table
        metadata = client.metadata(table)
        part = resolve((query,), metadata).of(query)
        codes = _few_values(indicator, query, part.codes)
        home = [code for code in part.regions if code.startswith(county)]
        selection = {variable: tuple(each.values()) for variable, each in codes.items()}
        if query.region_variable:
            selection[query.region_variable] = tuple(home[:PLACES]) or part.regions[:PLACES]
        selection[metadata.required_time.code] = tuple(sorted(part.time_codes)[-PERIODS:])
        for answer in client.data(table, selection):
            files[folder / f"{query.table}.json"] = without_contact(answer.body)
        stated = orjson.dumps({"codes": codes}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        files[folder / f"{query.table}.codes.json"] = stated
    golden = tests / "golden" / f"{indicator_id}.csv"
    tidy = tidied(indicator, {path.name: body for path, body in files.items()})
    if golden.exists() and golden.read_bytes() != tidy and not accept:
        raise UsageError(
            f"{golden} is there and differs from what came now; look at both, then record again with --accept",
            f"{golden.name} finns redan och skiljer sig från svaret. Jämför dem och kör sedan igen med --accept.",
        )
    files[golden] = tidy
    written = any(not path.exists() or path.read_bytes() != body for path, body in files.items())
    for path, body in files.items():
        write_atomically(path, body)
    return Recording(golden, written)


def tidied(indicator: Indicator, files: Mapping[str, bytes]) -> bytes:
    """The tidy CSV of recorded files (name → bytes): key, value, status, symbol, table; sorted by key."""
    rows = []
    for query in _px_queries(indicator):
        stated = orjson.loads(files[f"{query.table}.codes.json"])
        cube = jsonstat.parse(files[f"{query.table}.json"])
        panel = scb.panel(cube, ResolvedQuery(query, stated["codes"], (), (), (), ()), indicator)
        check(panel, indicator)
        table = f"{query.table} DEMODATA" if scb.is_synthetic("", source=cube.source) else query.table
        for key, value, status, symbol in panel.rows():
            rows.append([*key.values(), "" if value is None else f"{value:g}", status.value, symbol, table])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*indicator.dimensions, REGION, PERIOD, "value", "status", "symbol", "table"])
    writer.writerows(sorted(rows))
    return text.getvalue().encode()


def _px_queries(indicator: Indicator) -> tuple[PxQuery, ...]:
    return tuple(query for query in indicator.queries if isinstance(query, PxQuery))


def _few_values(
    indicator: Indicator, query: PxQuery, codes: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, str]]:
    """The found codes with two values of each dimension: the default and the last declared."""
    kept = {variable: dict(each) for variable, each in codes.items()}
    for part in query.select:
        if isinstance(part, Axis):
            found = kept[part.variable]
            wanted = (indicator.default_slice[part.dimension], list(found)[-1])
            kept[part.variable] = {ours: code for ours, code in found.items() if ours in wanted}
    return kept
