"""docs/architecture.md is true: the number at every station, the rooms, and every place that it says to change."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import orjson
import pikepdf
import pytest

from dashboard.figures.theme import THEME
from dashboard.meetings import segment
from dashboard.meetings.file import parse_meeting
from dashboard.meetings.material import Material
from dashboard.meetings.slides import Setting
from dashboard.model import Size
from dashboard.publishing.paper import draft_pdf
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from dashboard.web.app import create_app
from dashboard.words import Compared, swedish
from loaders.formats import jsonstat
from loaders.ground.panel import STATUSES
from loaders.planning.table_plans import plans
from loaders.settings import Settings
from loaders.sources.protocol import Raw
from loaders.sources.scb import SOURCE
from loaders.store.snapshots import Snapshots
from loaders.store.tables import to_arrow
from tests.golden_pages.adapter import fixed_clock
from tests.shared import REPOSITORY, TODAY
from tests.test_boundaries import BELOW, PURE_LOADERS, SHARED_GROUND

DOCUMENT = (REPOSITORY / "docs/architecture.md").read_text(encoding="utf-8")
MOST_LINES = 100
CELL = {
    "Region": "2321", "Kon": "1+2", "Alder": "20-64", "Fodelseregion": "tot", "ContentsCode": "000006II",
    "Tid": "2026M08",
}  # fmt: skip
KEY = {"sex": "total", "age": "20-64", "birth_region": "total", "region_code": "2321", "period": "2026-08"}
SLICE = dict(list(KEY.items())[:3])
ADDRESS = "/indikator/arbetsloshet?region=2321"
MEETING = f'schema = 1\ndate = {TODAY}\ntitle = "Möte"\nplace = "Åre"\ncounty = "23"\n[[view]]\nlink = "{ADDRESS}"\n'
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0,0L9,9"/></svg>'


def picture(heading: str) -> list[str]:
    """The lines of the text diagram under a heading."""
    (found,) = re.findall(rf"^## {heading}.*?^```\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE)
    return found.splitlines()


def is_defined(name: str, path: Path) -> bool:
    """Whether a file defines a function, class, constant or field; ``Theme.chosen`` is the field of a class."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return re.search(rf"(?:^|\s)(?:function|const|class|#let) {re.escape(name)}\b", text) is not None
    body = ast.parse(text).body
    *classes, last = name.split(".")
    for outer in classes:
        (found,) = (node for node in body if isinstance(node, ast.ClassDef) and node.name == outer)
        body = found.body
    return last in set(names_in(body))


def names_in(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


@pytest.fixture(scope="module")
def stations(demo) -> dict[str, str]:
    """What stands at every station: Åre's unemployment in August 2026, from the simulated publisher's cell on."""
    folder = demo.store.root.parent
    snapshots = Snapshots(Settings(data=folder).raw_dir)
    (kept,) = snapshots.snapshots("scb", "TAB6260")
    body, place = next(
        (body, found) for body in snapshots.read(kept) if (found := place_in(orjson.loads(body))) is not None
    )
    answer, cube = orjson.loads(body), jsonstat.parse(body)
    at = tuple(cube.codes[name].index(CELL[name]) for name in cube.ids)
    (plan,) = plans(["unemployment_rate"])
    raws = [
        Raw(name="metadata", body=one, fetched=kept.fetched, metadata=True) for one in snapshots.read_metadata(kept)
    ]
    raws += [Raw(name="data", body=one, fetched=kept.fetched) for one in snapshots.read(kept)]
    reading = SOURCE.read(plan, raws, before=lambda _: None)
    panel = next(part.panel for part in reading.parts if part.indicator.id == "unemployment_rate")
    cell = tuple(codes.index(KEY[name]) for name, codes in panel.axes.items())
    rows = to_arrow(demo.store.read("unemployment_rate", slice={name: (code,) for name, code in SLICE.items()}))
    row = next(row for row in rows.to_pylist() if all(row[name] == code for name, code in KEY.items()))
    series = demo.series("unemployment_rate", SLICE, ("2321",))
    shown = view(parse(*ADDRESS.split("?"), home="23"), demo)
    claim = shown.claim
    assert isinstance(claim, Compared) and claim.gate is not None
    line = next(one for one in shown.figure["data"] if one.get("name") == "Åre")
    with fixed_clock():
        page = create_app(Settings(data=folder)).server.test_client().get(ADDRESS).text
    meeting = parse_meeting(MEETING, f"{TODAY}.toml")
    setting = Setting(meeting=meeting, material=Material(demo), size=Size.PAPER)
    document = draft_pdf(setting, segment.slides(setting), [PICTURE])
    return {
        "the publisher's cell": ", ".join(f"{name} {code}" for name, code in CELL.items())
        + f": {answer['value'][place]}",
        "Cube": f"values: {cube.values[at]} ({cube.values.dtype}), symbol: {symbol(cube, at)!r}, "
        f"unit: {cube.units[CELL['ContentsCode']][0]}",
        "Panel": f"{', '.join(KEY.values())}: {panel.values[cell]}, status: {str(STATUSES[panel.status[cell]])!r}",
        "store row": f"{', '.join(KEY.values())}, {row['value']}, {row['status']}, {row['table']}, "
        f"published {row['published']:%Y-%m-%d %H:%M} UTC",
        "Series": f'row("2321"): {", ".join(str(value) for value in series.row("2321")[-3:])}, '
        f"periods: {', '.join(series.periods[-3:])}",
        "Claim": f"Compared: {claim.now} with {claim.then} in {claim.then_period}; gate {claim.gate.name}: "
        f"{claim.gate.value:.1f} of {claim.gate.limit:g}; word {claim.word}",
        "headline": shown.headline,
        "sentence": shown.sentence,
        "table row": " | ".join(next(row for row in shown.table.rows if row[0] == "Åre")),
        "figure": f"x {line['x'][-1]}, y {line['y'][-1]}, name {line['name']}, colour {line['line']['color']}",
        "HTML": plain(re.search(r"<h1[^>]*>.*?</h1>", page)[0]),
        "PDF, read aloud": f"… {alternative_text(document).split('. ')[-1]}",
        "source": shown.source,
    }


def place_in(answer: dict) -> int | None:
    """Where the cell stands among the values of a JSON-stat answer; None if it is in another part of the download."""
    place = 0
    for name, size in zip(answer["id"], answer["size"], strict=True):
        index = answer["dimension"][name]["category"]["index"]
        if CELL[name] not in index:
            return None
        place = place * size + index[CELL[name]]
    return place


def symbol(cube: jsonstat.Cube, at: tuple[int, ...]) -> str:
    """The publisher's sign in a cell."""
    return "" if cube.status is None else cube.symbols[cube.status[at]]


def plain(text: str) -> str:
    """The text with ordinary spaces, without attributes."""
    return re.sub(r"<(\w+)[^>]*>", r"<\1>", " ".join(text.split()))


def alternative_text(pdf: bytes) -> str:
    """What a screen reader says of the figure."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        found = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        return str(found[0]["/Alt"])


def test_the_number_is_at_every_station_what_the_page_says(stations):
    text = re.sub(r"\n {4,}", " ", "\n".join(picture("The life of one number")))
    told = dict(re.split(r" {2,}", line, maxsplit=1) for line in text.splitlines() if line[0] != " ")
    assert told == {name: " ".join(form.split()) for name, form in stations.items()}


def test_what_leads_from_station_to_station_exists():
    steps = [line for line in picture("The life of one number") if line[:1] == " "]
    named = [pair for line in steps for pair in re.findall(r"([\w/]+\.py) (\w+)", line)]
    assert len(named) >= 12
    assert [pair for pair in named if not is_defined(pair[1], REPOSITORY / pair[0])] == []


def test_the_rooms_are_those_of_the_boundaries():
    head, *lines = picture("The rooms")
    loaders, takes = head.index("loaders/"), head.index("takes from")
    dashboard_rooms = [line[:loaders].split()[0] for line in lines if line[:loaders].strip()]
    loaders_rooms = [line[loaders:].split()[0] for line in lines]
    assert {f"dashboard/{name}" for name in dashboard_rooms} | {f"loaders/{name}" for name in loaders_rooms} == set(
        BELOW
    )
    for n, room in enumerate(dashboard_rooms):
        assert BELOW[f"dashboard/{room}"] == set(dashboard_rooms[n + 1 :]) - ({"figures"} if room == "data" else set())
    for n, (room, line) in enumerate(zip(loaders_rooms, lines, strict=True)):
        below, told = set(loaders_rooms[n + 1 :]), line[takes:].removeprefix("–")
        all_but = re.fullmatch("all below but (.*)", told)
        named = below - set(all_but[1].split()) if all_but else set(told.split())
        assert BELOW[f"loaders/{room}"] == named <= below


def test_what_the_dashboard_takes_of_loaders_is_that_of_the_boundaries():
    told = [set(names.split()) for names in re.findall(r"takes? `([a-z ]+)`", " ".join(DOCUMENT.split()))]
    assert told == [SHARED_GROUND, PURE_LOADERS]


ROWS = re.findall(
    r"^\| ([^|]+) \| (`[^|]+) \|$", DOCUMENT.split("## Where do I change")[1].split("\n## ")[0], re.MULTILINE
)


def test_the_table_of_places_to_change_is_long_enough():
    assert len(ROWS) >= 15


@pytest.mark.parametrize(("what", "where"), ROWS)
def test_what_is_changed_is_where_the_page_says(what, where):
    path, *names = re.findall(r"`([^`]+)`", where)
    file = REPOSITORY / path
    assert file.is_file() if names else file.exists()
    assert [name for name in names if not is_defined(name, file)] == []


def test_the_private_names_of_dash_are_those_the_page_tells():
    text = (REPOSITORY / "dashboard/web/dash_names.py").read_text(encoding="utf-8")
    named = {node.attr for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute)}
    used = {name for name in named if name.startswith("_") and not name.startswith("__")}  # __dict__ is Python's
    assert used == {"_namespace", "_type", "_prop_names"} and "ComponentRegistry" in text
    assert all(f"`{name}`" in DOCUMENT for name in (*used, "ComponentRegistry"))


def test_nothing_else_of_the_dashboard_uses_a_private_name_of_dash():
    kept = REPOSITORY / "dashboard/web/dash_names.py"
    others = [path for path in (REPOSITORY / "dashboard").rglob("*.py") if path != kept]
    pattern = re.compile(r"\._namespace\b|\._type\b|\._prop_names\b|\bComponentRegistry\b|@(?:app\.)?callback\b")
    assert [path for path in others if pattern.search(path.read_text(encoding="utf-8"))] == []


def test_the_page_is_short():
    assert len(DOCUMENT.splitlines()) <= MOST_LINES


def test_a_name_that_is_gone_is_seen():
    theme = REPOSITORY / "dashboard/figures/theme.py"
    assert is_defined("Theme.chosen", theme) and not is_defined("Theme.selected", theme)
    assert THEME.chosen.startswith("#") and swedish.number(3.5, 1) == "3,5"
