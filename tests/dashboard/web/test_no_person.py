"""No person's name leaves the folder: not from own figures, imports, meeting files or settings, by any way out."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pytest

from dashboard.api import PREFIX, all_resources
from dashboard.web.app import create_app
from loaders import export
from loaders.ground.declarations import Status
from loaders.ground.enums import FileFormat
from loaders.ground.panel import PERIOD
from loaders.indicators.unemployment_rate import INDICATOR as UNEMPLOYMENT
from loaders.own.history import OwnHistory
from loaders.store import Delivery, Scope, Store
from tests.dashboard.addresses import ADDRESSES, FAULTY_ADDRESSES, MEETING_DAY, made_site
from tests.dashboard.forms.pdf_sheets import texts
from tests.dashboard.markup import untied

MARKER = "Quislingbert"
"""A name nobody has listed."""
WHOLE = f"{MARKER} Ohmström"
FIGURES = f"""# {WHOLE}
[[uppgift]]
indicator = "Export från länet"
place = "23"
period = "2026"
value = "500"
base = 1000
unit = "mnkr"
who = "{WHOLE}, Handelskammaren"
when = 2026-05-12
grade = "uppgift"
note = "Sagt av {WHOLE}"

[[uppgift]]
indicator = "Export från länet"
place = "2321"
period = "2026"
value = "+25 %"
unit = "mnkr"
vem = "{WHOLE}"
when = 2026-05-12
grade = "uppgift"
"""
PROGNOS = f"årgång;kommun;år;invånare;vem\n2026;23;2027;133000;{WHOLE}\n2026;2321;2027;12800;{WHOLE} (Åre kommun)\n"
FAULTS = (
    FIGURES.replace(f'vem = "{WHOLE}"', f'vem = ["{WHOLE}"]'),
    FIGURES.replace("vem =", f'talare = "{WHOLE}"\nvem ='),
    FIGURES.replace(f'vem = "{WHOLE}"', f'vem = "{WHOLE}'),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A whole site in which every file that people write, and every import, names the person."""
    settings = replace(made_site(tmp_path_factory.mktemp("site")), by=WHOLE)
    folder = settings.data / "own"
    folder.mkdir()
    (folder / "uppgifter.toml").write_text(FIGURES, encoding="utf-8")
    (folder / "prognos.csv").write_text(PROGNOS, encoding="utf-8")
    for n, text in enumerate(FAULTS):
        (folder / f"fel{n}.toml").write_text(text, encoding="utf-8")
    OwnHistory(settings.data / "own-history", folder).keep(by=WHOLE)
    store = Store(settings.store_dir)
    whole = store.read("unemployment_rate")
    now = datetime(2026, 11, 20, 8, tzinfo=UTC)
    with store.writing() as writer:
        delivery = Delivery(
            table=UNEMPLOYMENT.tables[0],
            updated=now,
            fetched=now,
            synthetic=True,
            manual=True,
            by=WHOLE,
            accepted_by=WHOLE,
        )
        scope = Scope({name: codes for name, codes in whole.axes.items() if name != PERIOD})
        writer.add("unemployment_rate", whole, delivery, scope=scope, marks=(Status.PRELIMINARY,))
    meeting = settings.meetings_dir / f"{MEETING_DAY}.toml"
    text = meeting.read_text(encoding="utf-8")
    meeting.write_text(f"# {WHOLE} talar\n{text}", encoding="utf-8")
    (settings.meetings_dir / "2026-12-14.toml").write_text(
        text.replace(MEETING_DAY, "2026-12-14").replace("[[view]]", f'[[view]]\ntalare = "{WHOLE}"', 1),
        encoding="utf-8",
    )
    return settings


@pytest.fixture(scope="module")
def client(site):
    return create_app(site, shows_drafts=True).server.test_client()


FURTHER = (
    "/halsa",
    "/mote/2026-12-14",
    "/uppgifter?per=2030-01-01",
    "/indikator/framskrivning?region=2321",
    "/_sida?adress=/uppgifter&yta=screen",
    *(PREFIX + example for resource in all_resources() for example in resource.examples),
)


@pytest.mark.parametrize("address", (*ADDRESSES, *FAULTY_ADDRESSES, *FURTHER))
def test_no_route_tells_the_name(client, address):
    answer = client.get(address)
    assert MARKER.lower().encode() not in answer.data.lower()
    assert MARKER not in str(answer.headers)


def test_what_is_shown_instead_is_the_organisation_and_where_it_is_missing(client):
    text = untied(client.get("/uppgifter").text)
    assert "Handelskammaren, 12 maj 2026" in text and "en deltagare, 12 maj 2026" in text
    assert "prognos från 2026, Åre kommun" in text
    assert "uppgifter.toml, rad 14" in text and "Lägg till organisation" in text


def test_no_export_tells_the_name(site):
    store = Store(site.store_dir)
    for id_ in store.indicators():
        rows = export.table(store, id_, chosen={})
        for form in FileFormat:
            assert MARKER.encode() not in export.serialised(rows, form)
        assert MARKER not in str(rows.schema)


def test_no_pdf_tells_the_name_in_text_or_metadata(client, site):
    figures = client.get(f"/mote/{MEETING_DAY}/figurer/paper.json").json
    pictures = [figure and PICTURE for figure in figures["figures"]]
    sent = {"schema": figures["schema"], "version": figures["version"], "svg": pictures}
    answer = client.post(f"/mote/{MEETING_DAY}/pdf", json=sent)
    assert answer.status_code == 200, answer.text
    assert MARKER not in "".join(texts(answer.data))
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert MARKER not in f"{pdf.docinfo} {pdf.open_metadata()}"
        assert str(pdf.docinfo["/Author"]) == site.organisation


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9"><path d="M1,1L8,8"/></svg>'
