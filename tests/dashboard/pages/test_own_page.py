"""Deltagaruppgifter: quotations in quotation marks and never drawn, figures with their base, faults on the page."""

from datetime import UTC, date, datetime

import pytest

from dashboard.data.series import Data
from dashboard.model import Size
from dashboard.views import make_view, participants
from dashboard.views.selection import parse
from dashboard.web import routing
from dashboard.web.page_json import to_html
from dashboard.words.swedish import NBSP
from loaders.own.history import OwnHistory
from loaders.store import Store
from tests.dashboard.made import made_store
from tests.dashboard.markup import untied

TODAY = date(2026, 11, 22)
FOLDER = "own"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tmp_path_factory.mktemp("own")
    made_store(root / "store")
    for name, text in participants.demo_files(TODAY).items():
        (root / FOLDER).mkdir(exist_ok=True)
        (root / FOLDER / name).write_text(text, encoding="utf-8")
    history(root).keep(now=datetime(2026, 11, 22, 8, tzinfo=UTC), by="Anna")
    return root


def history(root):
    return OwnHistory(root / "own-history", root / FOLDER)


def data_of(root):
    return Data(Store(root / "store"), today=lambda: TODAY, own=history(root))


def shown(root, address="/uppgifter", search=""):
    page = routing.page(address, search, data_of(root), Size.SCREEN)
    return page, untied("".join(to_html(part, {}) for part in page.body))


def test_a_change_without_a_base_is_quoted_and_never_a_bar(root):
    page, text = shown(root)
    assert page.status == 200
    assert "<blockquote" in text
    assert "<p>”+30\u00a0%”</p>" in text
    found = history(root).read()
    drawn = participants.bars(found)
    assert list(drawn) == [("Rådgivningar till företag", "rådgivningar")]
    assert [round(share, 2) for _, _, share in drawn["Rådgivningar till företag", "rådgivningar"]] == [0.8, 1.0]
    assert "Export från länet" not in str(drawn)


def test_figures_stand_with_base_who_when_and_grade(root):
    rows = {(row[0], row[2]): row for row in participants.figures_table(history(root).read()).rows}
    assert rows["Rådgivningar till företag", "2026"][3:] == (
        f"575{NBSP}rådgivningar",
        f"+25 % från 460{NBSP}rådgivningar",
        "DEMODATA Rådgivarna, 20 oktober 2026",
        "avstämd",
    )
    households = rows["Hushåll som har fått bredband", "2026"]
    assert households[3:5] == (f"265{NBSP}hushåll", f"24 procent av 1{NBSP}103")
    assert households[1] == "Åre"


def test_a_quotation_has_a_table_of_its_own_in_what_is_published(root):
    (row,) = participants.quotations_table(history(root).read()).rows
    assert (row[0], row[3]) == ("Export från länet", "”+30 %”")


def test_own_prognosis_stands_beside_scbs_framskrivning(root):
    _, text = shown(root)
    assert "Egen prognos" in text
    assert "prognos från 2026, DEMODATA Regionen" in text
    found = history(root).read()
    assert found.projections[0].residents["2036"] == 12_800 + 95 * 10


def test_a_broken_file_is_told_on_the_page_and_the_rest_is_shown(root):
    wrong = root / FOLDER / "slarv.toml"
    wrong.write_text("[[uppgift]]\nindikator = 3\nplast = 1\n", encoding="utf-8")
    try:
        page, text = shown(root)
    finally:
        wrong.unlink()
    assert page.status == 200
    assert "slarv.toml, rad 3: okänd nyckel ”plast”. Menade du ”plats”?" in text
    assert "Rådgivningar" in text


def test_without_files_the_page_tells_how_to_write_one(tmp_path):
    made_store(tmp_path / "store")
    _, text = shown(tmp_path, search="region=2321")
    assert "Inga uppgifter än" in text
    assert "uppgift, avstämd eller officiell" in text


def test_own_prognosis_is_a_line_of_its_own_among_the_vintages(root):
    data = data_of(root)
    found = make_view.view(parse("/indikator/framskrivning", "region=2321"), data)
    names = [trace.get("name") for trace in found.figure["data"]]
    assert "Egen prognos från 2026" in names
    assert "Egen prognos av DEMODATA Regionen, inte av SCB." in found.caption
    assert [column.title for column in found.tables.series.columns][-1] == "Egen prognos från 2026"
    assert "prognos" not in f"{found.headline} {found.sentence}".lower()
    elsewhere = make_view.view(parse("/indikator/framskrivning", "region=2303"), data)
    assert "prognos" not in str(elsewhere.figure).lower() + elsewhere.caption.lower()


def test_a_changed_file_waits_until_it_is_read_in_and_then_is_seen_at_once(root):
    data = data_of(root)
    before = len(data.own().figures)
    added = root / FOLDER / "mer.toml"
    added.write_text(participants.demo_files(TODAY)["uppgifter.toml"], encoding="utf-8")
    try:
        assert len(data.own().figures) == before
        assert "Ändringar i mer.toml är inte inlästa än." in shown(root)[1]
        history(root).keep()
        assert len(data.own().figures) == 2 * before
        assert "inte inlästa än" not in shown(root)[1]
    finally:
        added.unlink()
        history(root).keep()
    assert len(data.own().figures) == before


def test_a_fault_keeps_the_last_version_and_the_page_says_so(root):
    path = root / FOLDER / "prognos.csv"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("2026;2321;2030;", "2026;2321;nyss;"), encoding="utf-8")
    try:
        history(root).keep()
        _, text = shown(root)
        found = make_view.view(parse("/indikator/framskrivning", "region=2321"), data_of(root))
    finally:
        path.write_text(good, encoding="utf-8")
    assert "Filen prognos.csv har fel; den senaste version som gick att läsa visas." in found.caption
    assert "Egen prognos från 2026" in [trace.get("name") for trace in found.figure["data"]]
    assert "prognos.csv, rad 7: ”nyss” är inget år. Skriv fyra siffror." in text
    assert "Den version som lästes in 22 november 2026 används så länge." in text
    assert "prognos från 2026, DEMODATA Regionen" in text


def test_a_day_before_shows_what_was_read_in_by_then_and_files_are_listed(root):
    _, text = shown(root)
    assert "Inlästa filer" in text and "Anna" not in text and "används" in text
    page, before = shown(root, search="per=2026-11-21")
    assert page.status == 200
    assert "Visar det som var inläst den 21 november 2026." in before and "DEMODATA Regionen" not in before
    assert make_view.view(parse("/indikator/framskrivning", "region=2321"), data_of(root)).source.endswith(
        "Egen prognos: DEMODATA Regionen, prognos.csv, inläst 22 november 2026. DEMODATA."
    )
