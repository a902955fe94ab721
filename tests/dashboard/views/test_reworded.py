"""What is said may be said in other words: nothing else on page, slide or PDF changes with a caption or a sentence."""

from dataclasses import replace
from datetime import date

import orjson
import pytest

from dashboard.data.series import Data
from dashboard.editions.forms._pdf import sheets
from dashboard.meetings import segment
from dashboard.meetings.file import parse_meeting
from dashboard.meetings.material import Material
from dashboard.meetings.slides import Setting
from dashboard.meetings.speaking.questions import questions, to_say
from dashboard.meetings.turning import turned
from dashboard.model import Size
from dashboard.publishing.composing import draft
from dashboard.views.view import View
from dashboard.web import page_json, routing
from dashboard.words import source_names
from dashboard.words.line_breaks import bound
from tests.dashboard.made import add_events, made_store

TODAY = date(2026, 11, 22)
LINKS = ("arbetsloshet", "arbetsloshet?matt=kommuner", "nya-lediga-jobb", "konkurser", "arbetsloshet?jamfor=00")
SLIDES = [
    'kind = "summary"\nlinks = ["/indikator/arbetsloshet", "/indikator/nya-lediga-jobb", "/indikator/konkurser"]',
    *(f'link = "/indikator/{link}"' for link in LINKS),
    'links = ["/indikator/nya-lediga-jobb", "/indikator/konkurser"]\nbox = "/indikator/arbetsloshet"',
]
MEETING = parse_meeting(
    'schema = 1\ndate = 2026-11-30\ntitle = "Möte"\nplace = "Östersund"\ncounty = "23"\n'
    + "".join(f"[[view]]\n{slide}\n" for slide in SLIDES),
    "2026-11-30.toml",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    made = made_store(tmp_path_factory.mktemp("store"))
    add_events(made)
    return made


def everything(store) -> str:
    """All that pages, slides (turned too), the speaker and the PDF are given of some measures, as text."""
    data = Data(store, today=lambda: TODAY)
    material = Material(data)
    setting = Setting(meeting=MEETING, material=material, size=Size.SLIDE)
    slides = segment.slides(setting)
    told = [
        (questions(MEETING, one.asked, one.view, material), to_say(MEETING, one.asked, one.view, material))
        for one in slides
    ]
    elsewhere = [
        (one.place.code, one.why, one.view and (one.view.figure, one.view.caption, one.view.alt, one.view.notes))
        for asked in MEETING.views
        for one in turned(asked, setting)
    ]
    pages = [
        page_json.document(
            routing.page(f"/indikator/{link.partition('?')[0]}", link.partition("?")[2], data, Size.SCREEN), data
        )
        for link in LINKS
    ]
    document = sheets.content(draft(setting, slides))
    figures = [one.view.figure for one in slides]
    return orjson.dumps([document, figures, told, elsewhere, pages]).decode()


def coded(texts: dict[str, str], text: str) -> str:
    """A text of which nothing is left; which one it was is kept."""
    return texts.setdefault(text, f"Kod-{len(texts)}-slut") if text else text


def recoded(texts: dict[str, str], whole: str) -> str:
    for text in sorted(texts, key=len, reverse=True):
        whole = whole.replace(text, texts[text]).replace(bound(text), texts[text])
    return whole


@pytest.fixture(scope="module")
def before(store) -> str:
    return everything(store)


def _caption(content, texts):
    return replace(content, drawn=replace(content.drawn, caption=coded(texts, content.drawn.caption)))


def _description(content, texts):
    return replace(content, drawn=replace(content.drawn, description=coded(texts, content.drawn.description)))


def _subtitle(content, texts):
    return replace(content, subtitle=coded(texts, content.subtitle))


@pytest.mark.parametrize("reword", [_caption, _description, _subtitle])
def test_a_text_in_other_words_changes_nothing_else(store, before, monkeypatch, reword):
    texts, make = {}, View.of
    monkeypatch.setattr(View, "of", lambda content, **more: make(reword(content, texts), **more))
    after = everything(store)
    assert texts and after != before
    assert after == recoded(texts, before)


def test_a_source_in_other_words_changes_nothing_else(store, before, monkeypatch):
    texts, name = {}, source_names.source_name
    monkeypatch.setattr(source_names, "source_name", lambda *given: coded(texts, name(*given)))
    assert everything(store) == recoded(texts, before)
    assert texts
