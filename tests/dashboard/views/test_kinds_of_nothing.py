"""Five kinds of nothing in seven places: each is told as what it is, wherever a number could have stood.

The store: guest nights hidden in Bräcke and Ragunda; BRP that the publisher lacks for Krokom, has for municipalities
from 2012 and not yet for 2024; no redundancy notice in August 2026.
"""

import csv
import io
import json
from datetime import UTC, date, datetime

import numpy as np
import openpyxl
import pytest

from dashboard.data.series import Data
from dashboard.forms import taking
from dashboard.meetings import segment
from dashboard.meetings.material import Material
from dashboard.meetings.slides import Setting
from dashboard.model import Size
from dashboard.publishing.paper import draft_pdf
from dashboard.views import make_view
from dashboard.views.selection import parse
from dashboard.words import swedish
from loaders import catalogue, export
from loaders.ground.declarations import Status
from loaders.ground.enums import FileFormat
from loaders.ground.errors import UsageError
from loaders.ground.panel import PERIOD, REGION, STATUS_CODE, Panel
from loaders.ground.periods import span
from loaders.store import Delivery, Scope, Store
from tests.dashboard.forms.pdf_sheets import texts

TODAY = date(2026, 11, 22)
AT = datetime(2026, 10, 29, 6, tzinfo=UTC)
MUNICIPALITIES = ("2303", "2305", "2309", "2313", "2321", "2326", "2361", "2380")
NIGHTS = {code: 1000 * (n + 3) for n, code in enumerate(MUNICIPALITIES)}
NOBODY = (np.nan, Status.SUPPRESSED)


def nights(code, period):
    if code in ("2303", "2305"):
        return NOBODY
    return (float(NIGHTS.get(code, sum(NIGHTS.values()) * (80 if code == "00" else 1))), Status.EMPTY)


def brp(code, period):
    return (np.nan, Status.MISSING) if code == "2309" else (1000.0 + int(code), Status.EMPTY)


def notices(code, period):
    return (0.0 if (code, period) == ("23", "2026-08") else 5.0, Status.EMPTY)


DELIVERED = (
    ("guest_nights", ("00", "23", *MUNICIPALITIES), span("2024-01", "2026-08"), nights),
    ("grp", ("00", "23"), span("2000", "2024"), brp),
    ("grp", MUNICIPALITIES, span("2012", "2023"), brp),
    ("redundancy_notices", ("00", "23"), span("2022-01", "2026-08"), notices),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    made = Store(tmp_path_factory.mktemp("nothing") / "store")
    with made.writing() as writer:
        for n, (id_, regions, periods, cell) in enumerate(DELIVERED):
            declared = catalogue.indicator(id_)
            axes = {name: (code,) for name, code in declared.default_slice.items()} | {REGION: regions, PERIOD: periods}
            panel = Panel.empty(axes)
            for at in np.ndindex(panel.shape):
                value, status = cell(regions[at[-2]], periods[at[-1]])
                panel.values[at], panel.status[at] = value, STATUS_CODE[status]
            scope = Scope({name: codes for name, codes in axes.items() if name != PERIOD})
            table = declared.tables[min(n % 2, len(declared.tables) - 1)]
            writer.add(id_, panel, Delivery(table=table, updated=AT, fetched=AT, synthetic=True), scope=scope)
    return made


@pytest.fixture(scope="module")
def data(store):
    return Data(store, today=lambda: TODAY)


KINDS = {
    "suppressed": ("/indikator/gastnatter", "region=2305", "visas inte"),
    "missing": ("/indikator/brp", "region=2309", "saknas hos källan"),
    "zero": ("/indikator/varsel", "region=23", "Ingen varslades"),
    "not published": ("/indikator/brp", "region=2321&till=2024", "2024 är ännu inte publicerad"),
    "not applicable": ("/indikator/brp", "region=2321&till=2008", "ej tillämplig"),
}
SIGNS = {
    "suppressed": ("Bräcke", "visas inte (sekretess)"),
    "missing": ("Krokom", ".."),
    "zero": ("aug\u00a02026", "–"),
    "not applicable": ("Åre", "ej tillämplig"),
}


def seen(data, kind, size=Size.SCREEN):
    path, search, _ = KINDS[kind]
    return make_view.view(parse(path, search), data, size)


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_says_which_kind_it_is(data, kind):
    found = seen(data, kind)
    assert KINDS[kind][2] in " ".join((found.headline, found.sentence, *found.remarks))


@pytest.mark.parametrize("kind", SIGNS)
def test_the_table_has_its_sign_and_keeps_the_other_places(data, kind):
    found = seen(data, kind)
    rows = {row[0]: row[1] for row in found.table.rows}
    place, sign = SIGNS[kind]
    assert rows[place] == sign
    if kind in ("suppressed", "missing", "not applicable"):
        assert any(cell[:1].isdigit() for cell in rows.values())
    if sign in ("–", ".."):
        assert any(f"{sign} " in remark for remark in found.remarks if remark.startswith("I tabellen betyder"))


@pytest.mark.parametrize("kind", ("suppressed", "missing", "not applicable"))
def test_where_there_is_no_line_there_is_no_chart_and_its_text_says_why(data, kind):
    found = seen(data, kind)
    assert found.figure is None
    assert found.alt == found.sentence and KINDS[kind][2] in found.alt


@pytest.mark.parametrize(
    ("search", "drawn", "lacking"),
    (
        ("region=23&jamfor=2305", ["Jämtlands län"], ["Bräcke kommun"]),
        ("region=23&jamfor=2305,2303", ["Jämtlands län"], ["Bräcke kommun", "Ragunda kommun"]),
    ),
)
def test_a_line_that_does_not_exist_is_not_spoken_of_and_the_chart_says_why(data, search, drawn, lacking):
    found = make_view.view(parse("/indikator/gastnatter", f"{search}&matt=serie"), data)
    before, _, after = found.alt.partition("Från ")
    assert all(place in before for place in drawn if "Linjediagram" in before)
    spoken = before.partition("Linjediagram")[2]
    for place in lacking:
        assert place not in spoken
        assert f"{place} har ingen linje: visas inte (sekretess)." in found.caption
        assert f"{place} har ingen linje: visas inte (sekretess)." in after


def test_a_counted_zero_is_drawn_and_told_in_the_text(data):
    found = seen(data, "zero")
    assert found.figure is not None and "5" in found.alt


STATUSES = {
    "suppressed": ("guest_nights", "2305", "2026-08", "suppressed"),
    "missing": ("grp", "2309", "2023", "missing"),
    "zero": ("redundancy_notices", "23", "2026-08", ""),
    "not published": ("grp", "2321", "2024", "not_published"),
    "not applicable": ("grp", "2321", "2008", "not_applicable"),
}


@pytest.mark.parametrize("kind", STATUSES)
@pytest.mark.parametrize("form", (FileFormat.CSV, FileFormat.JSON))
def test_an_export_has_a_status_for_each(store, kind, form):
    id_, region, period, status = STATUSES[kind]
    written = export.serialised(export.table(store, id_, chosen={}), form).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written))) if form is FileFormat.CSV else json.loads(written)
    (row,) = [row for row in rows if (row["region_code"], row["period"]) == (region, period)]
    assert row["status"] == status
    assert str(row["value"]) in (("0", "0.0") if kind == "zero" else ("", "None"))


@pytest.fixture(scope="module")
def slides(store, tmp_path_factory):
    """The slides of a meeting with every kind, on paper."""
    folder = tmp_path_factory.mktemp("meetings")
    text = 'schema = 1\ndate = 2026-11-30\ntitle = "Möte"\nplace = "Östersund"\ncounty = "23"\n'
    for path, search, _ in KINDS.values():
        text += f'\n[[view]]\nlink = "{path}?{search}"\n'
    (folder / "2026-11-30.toml").write_text(text, encoding="utf-8")
    material = Material(Data(store, today=lambda: TODAY, meetings=folder))
    meeting = segment.shown_today(folder / "2026-11-30.toml", material)
    setting = Setting(meeting=meeting, material=material, size=Size.PAPER)
    return setting, segment.slides(setting)


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9"><path d="M1,1L8,8"/></svg>'


def test_the_pdf_tells_each(slides):
    setting, shown = slides
    pictures = [slide.view.figure and PICTURE for slide in shown]
    told = " ".join(texts(draft_pdf(setting, shown, pictures))).replace("\u00a0", " ")
    for _, _, said in KINDS.values():
        assert said in told


def test_the_speakers_view_tells_each(slides):
    _, shown = slides
    assert len(shown) == len(KINDS)
    for slide, (_, _, said) in zip(shown, KINDS.values(), strict=True):
        assert said in " ".join((slide.view.headline, slide.view.sentence, *slide.view.notes))


@pytest.mark.parametrize(
    ("search", "says"),
    (
        ("region=23&till=2019-05", "Det finns inga siffror före juni 2019."),
        ("region=23&fran=2027-01", "Siffrorna från januari 2027 är ännu inte publicerade."),
    ),
)
def test_a_period_outside_the_series_is_told_in_swedish(data, search, says):
    with pytest.raises(UsageError) as caught:
        make_view.view(parse("/indikator/varsel", search), data)
    assert caught.value.message_sv == f"{says} Serien går från januari 2022 till augusti 2026."


def test_a_period_that_is_not_published_yet_says_when_it_is_expected(data):
    found = make_view.view(parse("/indikator/gastnatter", "region=23&till=2026-11"), data)
    (told,) = [remark for remark in found.remarks if "ännu inte publicerad" in remark]
    assert told.startswith("November 2026 är ännu inte publicerad, väntas ") and "Här visas augusti 2026." in told


def test_the_two_absences_have_words_of_their_own_in_tables_and_key():
    assert swedish.STATUS_WORDS[Status.NOT_PUBLISHED] == "ännu inte publicerad"
    assert swedish.STATUS_WORDS[Status.NOT_APPLICABLE] == "ej tillämplig"
    assert {"ännu inte publicerad", "ej tillämplig"} <= {sign for sign, _ in swedish.SIGNS}


FILES = {
    "suppressed": (
        "/indikator/gastnatter",
        "region=2305",
        "2305",
        "2026-08",
        "",
        "suppressed",
        "visas inte (sekretess)",
    ),
    "missing": ("/indikator/brp", "region=2309", "2309", "2023", "", "missing", "saknas"),
    "zero": ("/indikator/varsel", "region=23", "23", "2026-08", "0", "nil", "inget att redovisa"),
    "not applicable": ("/indikator/brp", "region=23", "2321", "2008", "", "not_applicable", "ej tillämplig"),
    "not published": ("/indikator/brp", "region=23", "2321", "2024", "", "not_published", "ännu inte publicerad"),
}


@pytest.mark.parametrize("kind", FILES)
def test_files_for_programs_excel_and_people_tell_the_kinds_apart(data, kind):
    path, search, place, period, value, word, remark = FILES[kind]
    selection = parse(path, search)
    what = taking.taken(selection, make_view.view(selection, data), address=path, pinned=path)
    rows = csv.DictReader(io.StringIO(taking.csv_for_programs(what).decode()))
    (cell,) = [row for row in rows if (row["region_code"], row["period"]) == (place, period)]
    assert (cell["value"], cell["status"]) == (value, word)
    name = cell["region"]
    (row,) = [
        row
        for row in csv.DictReader(io.StringIO(taking.csv_for_excel(what).decode("utf-8-sig")), delimiter=";")
        if next(iter(row.values())) == swedish.period_name(period)
    ]
    assert (row[name], row[f"{name}, anmärkning"]) == (value, remark)
    book = openpyxl.load_workbook(io.BytesIO(taking.workbook(what)))
    at = {cell.value: n for n, cell in enumerate(book["Celler"][1])}
    (found,) = [
        line
        for line in book["Celler"].iter_rows(min_row=2, values_only=True)
        if (line[at["region_code"]], line[at["period"]]) == (place, period)
    ]
    assert (found[at["value"]], found[at["status"]]) == (float(value) if value else None, word)
    meanings = {line[0] for line in book["Definitioner"].iter_rows(values_only=True)}
    assert any(f"({word})" in name for name in meanings)
