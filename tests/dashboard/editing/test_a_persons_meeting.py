"""A person prepares the meeting of 14 December from the last one, in a browser and without a text editor.

Every click, key and text is a step of ``Hands``, so that what a meeting takes is counted here.
"""

import pytest

from dashboard.editing import publishing
from dashboard.editions.written import Editions
from dashboard.meetings.file import load_meeting
from loaders.ground.clock import read_day
from tests.dashboard.browsing import browser
from tests.dashboard.editing.editor import SECRET, edited
from tests.editions.fixture import made_meeting
from tests.publishing.running import lanspuls
from tests.waiting import wait_until

pytestmark = pytest.mark.browser

DAY = "2026-12-14"
STEPS = 27
OWN = "Folkmängden ökade något i länet"
NOTES = ("Säg först vad som är nytt.", "Fråga kommunerna vad de ser.")
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'


class Hands:
    """What a person does with a page; ``steps`` counts it."""

    def __init__(self, page) -> None:
        self.page, self.steps = page, 0

    def click(self, what: str) -> None:
        self.steps += 1
        self.page.locator(what).first.click()

    def press(self, key: str) -> None:
        self.steps += 1
        self.page.keyboard.press(key)

    def fill(self, field: str, text: str) -> None:
        self.steps += 2  # to the field, and the text
        self.page.locator(field).click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, field: str, path) -> None:
        self.steps += 1
        self.page.set_input_files(field, path)

    def sees(self, what: str, text: str) -> None:
        self.page.locator(what, has_text=text).first.wait_for()


@pytest.fixture
def settings(tmp_path):
    return made_meeting(tmp_path)


def test_december_is_prepared_from_november_without_a_text_editor_and_published(settings, tmp_path, monkeypatch):
    begun = lanspuls(tmp_path, "meeting", "new", DAY, LANSPULS_DATA=str(settings.data))
    assert begun.code == 0, begun.err
    path = settings.meetings_dir / f"{DAY}.toml"
    picture = tmp_path / "karta.svg"
    picture.write_text(PICTURE, encoding="utf-8")

    def views():
        return load_meeting(path).views

    before = [one.kind for one in views()]
    with edited(settings) as address, browser() as chromium:
        page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
        hands = Hands(page)
        page.goto(f"{address}/redigera/{DAY}?nyckel={SECRET}")
        hands.sees("#saved", "sparat")

        population = [n for n, one in enumerate(views()) if one.selections and len(one.selections) == 1][-1]
        hands.click(f"#order li >> nth={population}")
        hands.fill("#rubrik", OWN)
        hands.sees("#check", "Inget hittat som motsäger siffrorna")
        hands.fill("#anteckningar", NOTES[0])

        hands.click(f"#order li >> nth={population - 1}")
        hands.fill("#anteckningar", NOTES[1])
        hands.click("#order [aria-selected=true]")
        hands.press("Alt+ArrowUp")
        hands.sees("#said", f"flyttad till plats {population - 1}")

        hands.click(".order [data-do=free]")
        hands.fill("#fri-rubrik", "En ny karta över fibern")
        hands.choose("#fri-bild", picture)
        hands.fill("#fri-alt", "Karta över länet med de orter som har fått fiber i år.")
        hands.fill("#fri-kalla", "Källa: regionen, december 2026")
        hands.click("#free-form [type=submit]")
        hands.sees("#said", "Fri bild tillagd")

        hands.press("F8")
        hands.click("#review [data-do=publish]")
        hands.sees("#stops", "Inget är hämtat om Nya lediga jobb, Konkurser, Varsel och Gästnätter.")
        hands.press("Escape")
        hands.click(f"#order li >> nth={[one.kind for one in views()].index('summary', 1)}")
        hands.press("Delete")
        hands.sees("#said", "borttagen")
        hands.click("[data-do=publish]")
        hands.sees("#publish-told", "Inget stoppar.")
        monkeypatch.setattr(publishing.svg, "has_browser", lambda: False)  # such a machine publishes what it can
        hands.click("#publish-now")
        hands.sees("#publish-told", "Utgåva 1 är publicerad.")
        with page.expect_popup() as tab:
            hands.click("#publish-told a")
        tab.value.locator("main h1").wait_for()
        assert tab.value.url.endswith(f"/mote/{DAY}/1")
        page.close()

    after = views()
    wait_until(lambda: any(one.headline == OWN for one in views()), "the headline is saved")
    assert sorted([*before, "free"]) == sorted([*(one.kind for one in after), "summary"])
    assert {one.notes for one in after} >= set(NOTES)
    free = next(one for one in after if one.kind == "free" and one.headline.startswith("En ny karta"))
    assert free.content.alt and free.content.picture
    edition = Editions(settings.editions_dir).edition(Editions(settings.editions_dir).newest(read_day(DAY)))
    assert any(slide.headline == OWN for slide in edition.slides)
    assert hands.steps == STEPS
