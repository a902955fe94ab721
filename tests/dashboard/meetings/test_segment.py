"""The demo meeting over a real store: every view made, drawn, told and set."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import orjson
import page as validation
import pytest

from dashboard.data.coming import Coming
from dashboard.data.series import Data
from dashboard.editions import page_body
from dashboard.meetings import segment
from dashboard.meetings.demo_meeting import demo_meeting_toml
from dashboard.meetings.file import parse_meeting
from dashboard.meetings.material import Material
from dashboard.meetings.outlooks import Outlook
from dashboard.meetings.slides import Setting
from dashboard.model import Size
from dashboard.publishing.paper import meeting_pdf
from dashboard.views import make_view
from dashboard.views.slide_view import Statements
from loaders import catalogue
from loaders.ground.panel import PERIOD, REGION, Panel
from loaders.ground.periods import Period
from loaders.planning.announcements import Basis
from loaders.planning.schedule import Arrival, Expected
from loaders.store import Delivery, Scope
from tests.dashboard import made_meetings
from tests.dashboard.forms.pdf_sheets import texts
from tests.dashboard.made import EVENT_MONTHS, MONTHS, add_events, made_store
from tests.dashboard.made_meetings import slides_of
from tests.shared import chromium


@pytest.fixture(scope="module")
def material(tmp_path_factory):
    store = made_store(tmp_path_factory.mktemp("store"))
    add_events(store)
    data = Data(store, today=lambda: made_meetings.AS_OF)
    return Material(data)


@pytest.fixture(scope="module")
def meeting():
    return parse_meeting(demo_meeting_toml(made_meetings.AS_OF), "2026-11-30.toml")


@pytest.mark.parametrize("size", [Size.SLIDE, Size.PAPER, Size.PHONE, Size.SCREEN])
def test_every_view_of_the_demo_meeting_is_complete_at_every_size(material, meeting, size):
    shown = slides_of(meeting, material, size)
    assert [slide.asked.kind for slide in shown] == ["summary", *["view"] * 5, "free", "outlook"]
    assert all(slide.asked.notes for slide in shown)
    for slide in shown[:6]:
        view = slide.view
        assert view.figure is not None
        assert view.alt.strip()
        assert view.table.rows
        assert "DEMODATA" in view.source
        assert len(slide.headline) <= 90
        assert view.synthetic


def test_every_headline_holds_its_month_or_year(material, meeting):
    for slide in slides_of(meeting, material):
        assert "senaste" not in slide.headline.lower()
        dated = any(word in slide.headline for word in ("augusti", "2024", "2026", "2036", "2040"))
        assert dated or slide.asked.kind == "free", slide.headline


def test_the_payload_is_compact_and_its_version_follows_the_figures(material, meeting):
    shown = slides_of(meeting, material)
    figures = [slide.view.figure for slide in shown]
    body = page_body.payload(figures)
    read = orjson.loads(body)
    assert read["version"] == page_body.version(figures)
    assert read["version"] != page_body.version(figures[1:])
    assert len(read["figures"]) == len(meeting.views)
    assert len(body) < 400_000


def test_places_in_a_figure_share_the_newest_period_they_all_have(tmp_path, meeting):
    """Riket is a month ahead of the county: slides and words stay at the county's month."""
    store = made_store(tmp_path)
    declared = catalogue.indicator("unemployment_rate")
    axes = {name: (code,) for name, code in declared.default_slice.items()} | {REGION: ("00",), PERIOD: ("2026-09",)}
    ahead = Panel.empty(axes)
    ahead.values[:], ahead.status[:] = 6.0, 0
    with store.writing() as writer:
        writer.add(
            declared.id,
            ahead,
            Delivery(
                table=declared.tables[0],
                updated=datetime(2026, 11, 20, 6, 0, tzinfo=UTC),
                fetched=datetime(2026, 11, 20, 7, 0, tzinfo=UTC),
                synthetic=True,
            ),
            scope=Scope({name: codes for name, codes in axes.items() if name != PERIOD}, since="2026-09"),
        )
    data = Data(store)
    view = make_view.view(meeting.views[2].selections[0], data, Size.SLIDE)
    assert view.period == MONTHS[-1] == "2026-08"
    assert "september" not in view.headline + view.sentence + view.alt
    assert "september" not in view.table.caption


def test_the_summary_says_what_is_new_and_what_is_revised(tmp_path, meeting):
    """Known at the meeting before: months to July. Since then August is out, and bankruptcies were revised."""
    store = made_store(tmp_path)
    add_events(store, months=EVENT_MONTHS[:-1], at=datetime(2026, 9, 10, tzinfo=UTC))
    add_events(store, months=EVENT_MONTHS[-1:], at=datetime(2026, 11, 10, tzinfo=UTC))
    view = slides_of(meeting, Material(Data(store, today=lambda: made_meetings.AS_OF)))[0].view
    assert [column.title for column in view.table.columns] == [
        "Mått", "Period", "Värde", "Jämfört med", "Ord", "Sedan sist",
    ]  # fmt: skip
    assert [(row[0], row[1], row[5]) for row in view.table.rows] == [
        ("Nya lediga jobb", "augusti 2026", "nytt"),
        ("Arbetslöshet", "augusti 2026", "nytt"),
        ("Konkurser", "tolv månader till aug 2026", "nytt"),
        ("Varsel", "tolv månader till aug 2026", "nytt"),
        ("Gästnätter", "augusti 2026", "nytt"),
    ]
    assert "Fem siffror är nya sedan den 26 oktober." in view.subtitle
    assert view.headline == "Något lägre arbetslöshet i augusti än i fjol, i övrigt vanliga nivåer"
    assert len(view.points) == 5 and "linjer från noll" in view.alt
    assert all("nytt" in text for text in [view.alt])


@pytest.mark.parametrize(
    ("more", "mark", "outcome"), [(0, "inget nytt", "står sig"), (2, "reviderad", "reviderad från")]
)
def test_last_meetings_claims_are_judged_again(tmp_path, meeting, more, mark, outcome):
    store = made_store(tmp_path / "store")
    add_events(store, at=datetime(2026, 9, 10, tzinfo=UTC))
    if more:
        add_events(store, at=datetime(2026, 11, 10, tzinfo=UTC), more=more)
    folder = tmp_path / "meetings"
    folder.mkdir()
    earlier = demo_meeting_toml(datetime(2026, 10, 5, tzinfo=UTC).date())
    (folder / "2026-10-26.toml").write_text(earlier, encoding="utf-8")
    shown = slides_of(meeting, Material(Data(store, today=lambda: made_meetings.AS_OF, meetings=folder)))
    assert shown[0].view.table.rows[2][5] == mark
    heading, told = shown[-1].view.lines[1].heading, shown[-1].view.lines[1].told
    assert heading == "Det vi sa 26 oktober 2026"
    assert outcome in next(text for text in told if text.startswith("Konkurser i augusti 2026: "))
    assert shown[-1].headline.endswith("slutsatser från 26 oktober står sig")


def test_what_lies_ahead_is_quoted_and_listed_by_day(material, meeting, tmp_path):
    quoted = Outlook(
        issuer="Arbetsförmedlingen",
        title="Utsikter",
        date=datetime(2026, 6, 10, tzinfo=UTC).date(),
        link="https://exempel.se/",
        quote="Ord för ord.",
        place="23",
        about="2027",
    )
    row = Expected(
        source="arbetsformedlingen",
        table="varsel-lan",
        indicators=("redundancy_notices",),
        period=Period("2026-11"),
        first=made_meetings.AS_OF.replace(month=12, day=10),
        last=made_meetings.AS_OF.replace(month=12, day=21),
        arrival=Arrival.IN_TIME,
    )
    coming = Coming(measure=catalogue.indicator("redundancy_notices"), others=0, row=row)
    said = made_meetings.HandMade(tmp_path, material.view, outlooks=(quoted,), coming=(coming,))
    lines = slides_of(meeting, said)[-1].view.lines
    assert lines[0] == Statements(
        "Arbetsförmedlingen om Jämtlands län 2027, 10 juni 2026", ("”Ord för ord.” (Utsikter)",)
    )
    heading = "Kommer före 28 december 2026 (nästa möte inte bestämt)"
    assert lines[2] == Statements(heading, ("Varsel november 2026, 10–21 december",))
    decided = replace(meeting, next_day=made_meetings.AS_OF.replace(month=12, day=21))  # as its file says
    assert slides_of(decided, said)[-1].view.lines[2].heading == "Kommer före 21 december 2026"
    (tmp_path / "2026-12-14.toml").write_text("")
    moved = replace(coming, row=replace(row, first=row.last, moved_from=row.first, basis=Basis.CALENDAR))
    said = made_meetings.HandMade(tmp_path, material.view, outlooks=(quoted,), coming=(moved,))
    shown = slides_of(meeting, said)[-1].view
    assert shown.lines[2].heading == "Kommer före 14 december 2026" and shown.lines[2].told == (
        "Inget väntas enligt kalendern.",
    )
    assert shown.plain_source.endswith("väntade dagar enligt källornas vanliga eftersläpning.")
    (tmp_path / "2026-12-14.toml").rename(tmp_path / "2026-12-28.toml")
    shown = slides_of(meeting, said)[-1].view
    told = "Varsel november 2026, 21 december (flyttat från 10 december)"
    assert shown.lines[2] == Statements("Kommer före 28 december 2026", (told,))
    assert shown.plain_source.endswith("väntade dagar enligt SCB:s publiceringskalender.")


def test_slides_two_to_four_turn_to_each_municipality(material, meeting):
    found = [
        (n, one)
        for n, one in segment.all_turned(Setting(meeting=meeting, material=material, size=Size.SLIDE))
        if not one.is_neighbour
    ]
    assert sorted({n for n, _ in found}) == [1, 2, 3]
    assert [one.place.full_name for n, one in found if n == 1][:2] == ["Bergs kommun", "Bräcke kommun"]
    assert all("kommun" in one.view.headline for n, one in found if n == 1)


def test_two_figures_on_a_slide_keep_their_axes_apart(material, meeting):
    view = slides_of(meeting, material)[4].view
    layout = view.figure["layout"]
    domains = sorted(tuple(axis["domain"]) for name, axis in layout.items() if name.startswith("yaxis"))
    assert all(a[1] < b[0] for a, b in pairwise(domains))
    assert layout["height"] == 690
    assert sum("DEMODATA" in mark["text"] for mark in layout["annotations"]) == 1
    assert view.alt.startswith("Överst:") and "Underst:" in view.alt
    assert [table.caption for table in view.further] == ["Varsel i Jämtlands län"]


def test_two_figures_on_a_slide_have_a_headline_each(material, meeting):
    slide = slides_of(meeting, material)[4]
    upper, lower = (make_view.view(chosen, material.data, Size.SLIDE) for chosen in slide.asked.selections)
    assert slide.view.headlines == (upper.headline, lower.headline) and slide.headline_below == lower.headline
    assert "konkurser" in upper.headline and "vars" in lower.headline
    written = replace(slide, asked=replace(slide.asked, headline="Lugnt"))
    assert (written.headline, written.headline_below) == ("Lugnt", "")


def test_the_box_names_the_other_measure_and_stands_in_the_figure_and_the_alt_text(material, meeting):
    view = slides_of(meeting, material)[2].view
    box = view.figure["layout"]["annotations"][-1]["text"]
    assert "Inskrivna arbetslösa" in box and "Ett annat mått" in box
    assert "Ruta: Inskrivna arbetslösa" in view.alt
    assert len([t for t in view.figure["data"] if t["mode"] == "lines"]) == 2


@pytest.mark.browser
def test_the_demo_meeting_becomes_an_accessible_pdf(material, meeting, tmp_path):
    chromium()
    path = tmp_path / "2026-11-30.toml"
    path.write_text(demo_meeting_toml(made_meetings.AS_OF), encoding="utf-8")
    of_the_region = made_meetings.HandMade(tmp_path, material.view, organisation="Region Jämtland Härjedalen")
    made = meeting_pdf(path, of_the_region)
    report = validation.validate_pdf_bytes(made, profile="ua1")
    assert (report.rules.passed, report.rules.total) == (104, 104)
    sheets = texts(made)
    assert all("DEMODATA" in sheet for sheet in sheets)
    assert all("· utkast · siffror kända" in sheet and "Region Jämtland Härjedalen" in sheet for sheet in sheets)
    for slide in slides_of(meeting, material, Size.PAPER):
        assert slide.view.alt == "" or slide.view.figure is not None
        assert any(" ".join(slide.headline.split()) in sheet for sheet in sheets)
