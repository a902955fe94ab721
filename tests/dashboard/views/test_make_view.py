"""One view, one set of numbers: figure, sentence and table agree, at every size."""

import re

import pytest

from dashboard.model import Size
from dashboard.views.make_view import view
from dashboard.views.selection import Selection, parse
from loaders.ground.errors import NothingPublishedYet

ALL = (
    "/indikator/arbetsloshet?region=2321",
    "/indikator/arbetsloshet?region=2380&fran=2024-01",
    "/indikator/arbetsloshet?region=2321&jamfor=2313,2326&matt=fjol",
    "/indikator/arbetsloshet?region=2321&matt=tolv",
    "/indikator/arbetsloshet?region=2321&matt=gap",
    "/indikator/arbetsloshet?matt=kommuner",
    "/indikator/arbetsloshet?region=00&kon=kvinnor",
    "/indikator/sysselsattningsgrad?region=2305",
    "/indikator/sysselsatta?region=2321&matt=index",
    "/indikator/sysselsatta-bransch?region=2321&bransch=hotell",
    "/indikator/folkmangd?region=2380",
    "/indikator/folkmangd?region=2321&matt=fjol",
    "/indikator/folkokning",
    "/indikator/folkokning?region=2361&matt=fodda",
    "/indikator/framskrivning?region=2321",
    "/indikator/framskrivning?region=00",
    "/indikator/brp?region=2321",
    "/indikator/brp-per-invanare?region=2380",
)


def selected(address: str) -> Selection:
    path, _, search = address.partition("?")
    return parse(path, search)


def drawn(shown, name: str) -> list:
    return next(t["y"] for t in shown.figure["data"] if t.get("name") == name)


@pytest.mark.parametrize("address", ALL)
def test_every_view_is_whole(data, address):
    shown = view(selected(address), data)
    assert shown.link == address
    assert 0 < len(shown.headline) <= 90
    assert not shown.headline.endswith(".")
    assert shown.alt.startswith(shown.headline) and len(shown.alt) > len(shown.headline) + 20
    assert shown.figure["data"] and shown.table.rows
    assert all(len(row) == len(shown.table.columns) for row in shown.table.rows)
    assert shown.source.startswith("Källa: SCB, tabell") and "hämtad 30 oktober 2026" in shown.source
    assert shown.synthetic and "DEMODATA" in shown.source
    assert "DEMODATA" in [a["text"].strip("</b>") for a in shown.figure["layout"]["annotations"]]
    texts = [shown.headline, shown.sentence, shown.alt, shown.subtitle, shown.source, shown.caption, *shown.remarks]
    assert not any("nan" in text.split() or "None" in text for text in texts)


@pytest.mark.parametrize("address", ALL)
def test_every_size_shows_the_same_numbers(data, address):
    sizes = [view(selected(address), data, size) for size in Size]
    assert len({shown.headline for shown in sizes}) == 1
    assert len({shown.table for shown in sizes}) == 1
    assert len({str([t["y"] for t in shown.figure["data"]]) for shown in sizes}) == 1


def test_the_table_holds_the_figures_numbers(data):
    shown = view(selected(ALL[0]), data)
    rows = {row[0]: row for row in shown.table.rows}
    last = drawn(shown, "Åre")[-1]
    assert rows["Åre"][1] == f"{last:.1f}".replace(".", ",")
    assert list(rows)[-2:] == ["Jämtlands län", "Riket"]
    newest = shown.tables.series.rows[0]
    assert newest[:2] == ("augusti 2026", rows["Åre"][1])
    assert len(shown.tables.series.rows) == len(drawn(shown, "Åre"))


def test_the_difference_is_that_of_the_displayed_numbers(data):
    shown = view(selected(ALL[0]), data)
    own = drawn(shown, "Åre")
    row = next(row for row in shown.table.rows if row[0] == "Åre")
    assert float(row[2].replace("−", "-").replace(",", ".")) == round(own[-1] - own[-13], 1)


def test_a_large_municipality_is_set_beside_the_rest_of_its_county(data):
    shown = view(selected("/indikator/arbetsloshet?region=2380"), data)
    labels = " ".join(a["text"] for a in shown.figure["layout"]["annotations"])
    assert "Övriga länet" in labels and "Jämtlands län" not in labels
    assert {"Övriga länet", "Jämtlands län", "Riket"} <= {row[0] for row in shown.table.rows}


def test_counts_of_unlike_size_are_not_drawn_together(data):
    shown = view(selected("/indikator/folkmangd?region=2321"), data)
    assert [t["name"] for t in shown.figure["data"] if t["mode"] == "lines"] == ["Åre"]
    assert "ryms inte på samma skala" in shown.caption
    assert "Axeln börjar inte vid noll" in shown.caption


def test_rates_begin_at_zero_and_name_the_grey_lines(data):
    shown = view(selected(ALL[0]), data)
    assert shown.figure["layout"]["yaxis"]["tickvals"][0] == 0
    assert shown.caption == "Grå linjer: länets övriga kommuner."


def test_the_break_of_2025_is_marked_in_population(data):
    shown = view(selected("/indikator/folkmangd"), data)
    assert "små avvikelser" in [a["text"] for a in shown.figure["layout"]["annotations"]]
    assert shown.notes.breaks == ("SCB har från 2025 lagt in små avvikelser som skydd.",)


def test_wholly_preliminary_series_have_no_hollow_points(data):
    for address in (ALL[0], "/indikator/arbetsloshet?region=2380"):
        shown = view(selected(address), data)
        assert "Preliminär" in shown.source
        hollow = [t for t in shown.figure["data"] if t["mode"] == "markers" and t["marker"]["color"] == "#FFFFFF"]
        assert hollow == []


def test_projections_start_at_the_outcome_of_the_year_before(data):
    shown = view(selected("/indikator/framskrivning?region=2321"), data)
    newest, outcome = drawn(shown, "Framskrivning från 2026"), drawn(shown, "Utfall")
    years = shown.figure["data"][0]["x"]
    assert newest[years.index("2025-01")] == outcome[years.index("2025-01")]
    assert newest[years.index("2024-01")] is None and outcome[years.index("2026-01")] is None


def test_a_place_without_projection_gets_its_county_and_is_told(data):
    shown = view(selected("/indikator/framskrivning?region=00"), data)
    assert "Jämtlands län" in shown.headline
    assert "finns bara för län och kommuner. Här visas Jämtlands län." in shown.elsewhere_sv


def test_the_rest_of_the_county_is_the_sum_of_its_municipalities_projections(data):
    shown = view(selected("/indikator/framskrivning?region=23-2380"), data)
    parts = [
        view(selected(f"/indikator/framskrivning?region={code}"), data)
        for code in ("2303", "2305", "2309", "2313", "2321", "2326", "2361")
    ]
    for name in ("Framskrivning från 2026", "Framskrivning från 2022", "Utfall"):
        lines = [drawn(part, name) for part in parts]
        sums = [None if None in at else sum(at) for at in zip(*lines, strict=True)]
        assert list(drawn(shown, name)) == sums
    assert "ger övriga länet" in shown.sentence and "än i den från 2024" in shown.sentence
    assert "över den verkliga" in shown.remarks[0] or "under den verkliga" in shown.remarks[0]
    assert "Övriga länet är summan av kommunernas framskrivningar." in shown.caption


def test_population_change_is_a_sum_of_twelve_months(data):
    shown = view(selected("/indikator/folkokning"), data)
    assert drawn(shown, "Jämtlands län")[-1] == 12 * 27  # round(132 800 × 0.0002) each month
    assert "summa av tolv månader" in shown.subtitle


def test_all_industries_of_the_place_stand_in_a_table(data):
    shown = view(selected("/indikator/sysselsatta-bransch?region=2321&bransch=hotell"), data)
    (table,) = shown.tables.further
    assert table.rows[-1][0] == "Alla branscher"
    assert [table.rows[n][0] for n in table.strong] == ["Hotell och restaurang"]


def test_the_view_of_a_slide_is_made_once_per_store_version(data):
    assert view(selected(ALL[0]), data, on_slide=True) is view(selected(ALL[0]), data, on_slide=True)


def test_before_the_first_publication(data):
    with pytest.raises(NothingPublishedYet):
        view(selected("/indikator/arbetsloshet?per=2026-01-01"), data)


def test_an_index_needs_a_whole_year(data):
    made = view(selected("/indikator/sysselsatta?matt=index&fran=2026-02"), data)
    assert made.figure is None and "helt kalenderår" in made.sentence and made.subtitle.endswith("Index.")


def test_changes_in_per_cent_are_whole_numbers_from_one_upwards_wherever_they_are_said(demo):
    """In the table beside the figure, in all its numbers, at the line's end, in its tooltips and in the alt text."""
    found = view(selected("/indikator/nya-lediga-jobb?region=23&matt=fjol"), demo)
    own = next(trace for trace in found.figure["data"] if trace.get("text") and trace.get("name") == "Jämtlands län")
    labels = [note["text"] for note in found.figure["layout"]["annotations"] if "Jämtlands" in note["text"]]
    cells = [cell for row in (*found.table.rows, *found.tables.series.rows) for cell in row[1:]]
    level = view(selected("/indikator/nya-lediga-jobb?region=23"), demo)
    per_cent = [row[-1] for row in level.table.rows]
    for text in (*cells, *per_cent, *labels, *own["text"], *re.findall(r"[+−][\d,]+ procent", found.alt)):
        for number in re.findall(r"[+−]?\d+,\d", text or ""):
            assert abs(float(number.replace("−", "-").replace(",", "."))) < 1, text
    assert any(re.fullmatch(r"[+−]\d\d", cell) for cell in per_cent)
