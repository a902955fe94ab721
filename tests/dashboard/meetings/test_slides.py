"""Every kind of slide by its own examples: read, shown, sent as JSON, written as HTML, set as PDF; its faults told."""

import json
import re
import tomllib

import page as validation
import pytest

from dashboard.data.series import Data
from dashboard.meetings.file import load_meeting, parse_meeting
from dashboard.meetings.material import Material
from dashboard.meetings.slides import ANY_KEYS, Setting, all_kinds, show_slide
from dashboard.meetings.slides.free import Free
from dashboard.model import Size
from dashboard.web.app import create_app
from loaders.ground.errors import UsageError
from loaders.store import Store
from tests.dashboard.addresses import MEETING_DAY, SLIDES, made_site, meeting_of
from tests.dashboard.forms.pdf_sheets import PICTURE, texts
from tests.dashboard.markup import plain

NUMBERED = [pytest.param(n, kind, id=f"{kind.word}-{n}") for n, (kind, _) in enumerate(SLIDES)]


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return made_site(tmp_path_factory.mktemp("slides"))


@pytest.fixture(scope="module")
def client(settings):
    return create_app(settings, shows_drafts=True).server.test_client()


@pytest.fixture(scope="module")
def sheets(client):
    """The text of each sheet of the PDF, which is a valid PDF/UA."""
    figures = client.get(f"/mote/{MEETING_DAY}/figurer/paper.json").json
    pictures = [figure and PICTURE for figure in figures["figures"]]
    sent = {"schema": figures["schema"], "version": figures["version"], "svg": pictures}
    answer = client.post(f"/mote/{MEETING_DAY}/pdf", json=sent)
    assert answer.status_code == 200, answer.text
    assert validation.validate_pdf_bytes(answer.data, profile="ua1").is_compliant
    return texts(answer.data)


def spaced(text):
    """A text with its white space made alike, as lines are broken differently everywhere."""
    return " ".join(text.split())


def shown(settings, n, size=Size.SLIDE):
    meeting = load_meeting(settings.meetings_dir / f"{MEETING_DAY}.toml")
    material = Material(Data(Store(settings.store_dir), meetings=settings.meetings_dir))
    return show_slide(meeting.views[n], Setting(meeting=meeting, material=material, size=size))


@pytest.mark.parametrize(("n", "kind"), NUMBERED)
def test_an_example_is_read_and_shown_at_every_size(settings, n, kind):
    for size in (size for size in Size if not size.is_half):
        slide = shown(settings, n, size)
        assert slide.headline and len(slide.headline) <= 90 and slide.source
        assert slide.figure is None or slide.alt
        assert slide.figure or slide.sentence or slide.lines or slide.picture or slide.shows_table


@pytest.mark.parametrize(("n", "kind"), NUMBERED)
def test_an_example_travels_as_json_and_stands_in_the_document(client, settings, n, kind):
    slide = shown(settings, n)
    figures = client.get(f"/mote/{MEETING_DAY}/figurer/slide.json").json["figures"]
    assert len(figures) == len(SLIDES) and (figures[n] is None) == (slide.figure is None)
    document = plain(client.get(f"/mote/{MEETING_DAY}?vy=talare").text)
    sections = re.findall(r'<section class="slide".*?</section>', document, re.DOTALL)
    assert len(sections) == len(SLIDES)
    for text in (slide.headline, *(line.heading for line in slide.lines)):
        assert spaced(text) in spaced(sections[n])
    assert ("data-turns" in sections[n]) <= (kind.turn is not None)


@pytest.mark.parametrize(("n", "kind"), NUMBERED)
def test_an_example_stands_in_the_pdf(sheets, settings, n, kind):
    slide = shown(settings, n, Size.PAPER)
    document = spaced(" ".join(sheets))
    for text in (slide.headline, *(told for line in slide.lines for told in line.told)):
        assert spaced(text) in document


@pytest.mark.parametrize("kind", all_kinds().values(), ids=all_kinds())
def test_a_misspelt_key_is_answered_with_its_line_and_the_nearest_one(kind):
    for key in (*kind.keys, *ANY_KEYS[:-1]):
        text = meeting_of(((kind, f"{kind.examples[0]}\n{key}x = 1"),))
        line = text[: text.index(f"{key}x = 1")].count("\n") + 1
        with pytest.raises(UsageError) as told:
            parse_meeting(text, "2026-11-30.toml")
        assert told.value.message_sv == f"2026-11-30.toml, rad {line}: okänd nyckel ”{key}x”. Menade du ”{key}”?"


@pytest.mark.parametrize("kind", all_kinds().values(), ids=all_kinds())
def test_a_key_of_the_wrong_kind_is_answered_with_its_line(kind):
    for key in kind.keys:
        given = tomllib.loads(kind.examples[0]) | {key: 1}
        text = meeting_of(((kind, "\n".join(f"{name} = {json.dumps(value)}" for name, value in given.items())),))
        with pytest.raises(UsageError, match=rf"2026-11-30\.toml, line \d+: .*\b{key}\b"):
            parse_meeting(text, "2026-11-30.toml")


def test_an_unknown_kind_is_answered_with_the_nearest_one():
    text = meeting_of(SLIDES[:1]).replace(f'kind = "{SLIDES[0][0].word}"', 'kind = "sumary"')
    with pytest.raises(UsageError) as told:
        parse_meeting(text, "2026-11-30.toml")
    assert "okänd sort ”sumary”. Menade du ”summary”?" in told.value.message_sv


@pytest.mark.parametrize(
    ("written", "shown_as"),
    [
        ("regionen, november 2026", "Källa: regionen, november 2026"),
        ("Källa: regionen", "Källa: regionen"),
        ("källa : Källa: regionen", "Källa: regionen"),
        ("Källor: SCB och kommunen", "Källor: SCB och kommunen"),
        ("Källa: påhittad. DEMODATA.", "Källa: påhittad."),
        ("Källsortering i Åre", "Källa: Källsortering i Åre"),
    ],
)
def test_the_word_stands_before_an_own_source_once(written, shown_as):
    assert Free(headline="x", source=written).plain_source == shown_as
