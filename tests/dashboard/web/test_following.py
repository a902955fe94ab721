"""Participants follow the speaker: what is shown reaches all who listen, from whom alone, and leaves nothing."""

import asyncio
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard.commands.following_there import FollowedThere
from dashboard.editions.asked import Asked, read_line
from dashboard.editions.content import Slide
from dashboard.editions.followed import FOLDER, MOST_WORDS, Followed, Shown
from dashboard.publishing.same_slides import matched
from dashboard.web.app import create_app
from dashboard.web.serving import Opened
from loaders.ground.errors import UsageError
from tests.dashboard import browsing
from tests.dashboard.axe import wrong_for_some
from tests.editions.fixture import DAY
from tests.editions.test_published import published
from tests.waiting import HANG_SECONDS

SHOWN = Shown(day=date.fromisoformat(DAY), number=1, slide=3)
FOLLOWERS = 200


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return published(tmp_path_factory.mktemp("followed")).settings


@pytest.fixture
def followed(settings):
    """What is followed in the published folder; nothing of it is left."""
    found = Followed(settings.data / FOLDER)
    yield found
    for word in found.words():
        found.end(word)


@contextmanager
def opened(settings, *, shows_drafts=False):
    """A server's address."""
    server = Opened(create_app(settings, shows_drafts=shows_drafts).server, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.stop()
        thread.join()


def test_what_is_shown_is_one_small_file_until_the_end_and_not_for_ever(tmp_path):
    now = [datetime(2026, 11, 30, 12, tzinfo=UTC)]
    speaking, serving = (Followed(tmp_path / "f", lambda: now[0]) for _ in range(2))
    assert serving.shown(DAY) is None
    turned = replace(SHOWN, place="2326")
    speaking.show(DAY, turned)
    assert serving.shown(DAY) == turned and serving.words() == (DAY,)
    now[0] += timedelta(hours=4)
    assert serving.shown(DAY) is None and list((tmp_path / "f").iterdir()) == []
    speaking.show("norrsken", SHOWN)
    speaking.end("norrsken")
    assert list((tmp_path / "f").iterdir()) == []
    for word in ("../ut", "A", "a b c", "x" * 41):
        with pytest.raises(UsageError):
            speaking.show(word, SHOWN)
        assert serving.shown(word) is None
    for n in range(MOST_WORDS):
        speaking.show(f"ord-{n}", SHOWN)
    with pytest.raises(UsageError):
        speaking.show("ett-till", SHOWN)
    (tmp_path / "f" / "ord-1.json").write_bytes(b"[1")
    assert serving.shown("ord-1") is None


def test_a_question_that_cannot_be_kept_is_told(tmp_path):
    taken = tmp_path / "f"
    taken.write_text("en fil", encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        Asked(taken).ask(DAY, "Ska koden räknas?", ["Ja", "Nej"])
    assert refused.value.message_sv.startswith("Forumet kan inte frågas: servern kan inte skriva i sin mapp (")


def test_the_secret_is_made_at_start_for_its_owner_alone_and_outlives_a_restart(tmp_path):
    now = [datetime.now(UTC)]
    server = Followed(tmp_path / "f", lambda: now[0])
    assert not server.is_secret("")
    path = server.start()
    first = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600 and len(first) >= 32
    assert server.is_secret(first) and not server.is_secret(first[:-1]) and not server.is_secret("å")
    assert server.start().read_text() == first
    now[0] += timedelta(days=2)
    assert server.start().read_text() != first


def test_a_slide_of_the_draft_is_the_one_of_the_edition_that_shows_the_same():
    def slide(number, title, link):
        return Slide(number=number, kind="view", title=title, headline=f"{title} {number}", plain_source="", link=link)

    first, second = "/indikator/arbetsloshet", "/indikator/folkmangd?region=2321"
    edition = [
        slide(1, "A", f"{first}?per=2026-11-27"),
        slide(2, "F", f"{second}&per=2026-11-27"),
        slide(3, "A", first),
    ]
    draft = [slide(1, "F", second), slide(2, "A", f"{first}?per=2026-11-28"), slide(3, "N", "/indikator/varsel")]
    assert matched(draft, edition) == {1: 2, 2: 1}


def test_only_who_has_the_secret_tells_and_only_of_what_is_published(settings, followed):
    client = create_app(settings).server.test_client()
    secret = followed.start().read_text()
    address, told = f"/folj/{DAY}/lage", {"day": DAY, "number": 1, "slide": 2, "place": "2326"}
    right = {"Authorization": f"Bearer {secret}"}
    for headers in ({}, {"Authorization": "Bearer fel"}, {"Authorization": secret}, {"Authorization": "Bearer "}):
        assert client.post(address, json=told, headers=headers).status_code == 401
        assert client.delete(address, headers=headers).status_code == 401
    assert followed.words() == ()
    for wrong, status in (
        ({"slide": 99}, 422), ({"place": "x"}, 422), ({"number": 7}, 404), ({"day": "2026-10-26"}, 404),
        ({"slide": "2"}, 400), ({"day": None}, 400),
    ):  # fmt: skip
        assert client.post(address, json=told | wrong, headers=right).status_code == status, wrong
    assert followed.words() == ()
    assert client.post(address, json=told, headers=right).status_code == 204
    assert followed.shown(DAY) == Shown(day=date.fromisoformat(DAY), number=1, slide=2, place="2326")
    page = client.get(f"/folj/{DAY}")
    assert "Följer talaren – bild 2 av" in page.text and "HEMLIG" not in page.text
    assert "Set-Cookie" not in page.headers
    assert client.delete(address, headers=right).status_code == 204
    assert followed.words() == () and client.get("/folj/norrsken").status_code == 404


def test_the_speakers_machine_tells_another_server_and_ends_it(settings, followed):
    secret = followed.start().read_text()
    with opened(settings) as address:
        with FollowedThere(address, secret) as told:
            told.show(DAY, SHOWN)
            assert followed.shown(DAY) == SHOWN and told.is_shown(DAY)
        assert followed.shown(DAY) is None
        with FollowedThere(address, "fel") as told, pytest.raises(UsageError, match="secret"):
            told.show(DAY, SHOWN)
    with FollowedThere(address, secret) as told, pytest.raises(UsageError, match="does not answer"):
        told.show(DAY, SHOWN)


def test_a_draft_is_followed_only_as_it_was_published(settings, followed):
    client = create_app(settings, shows_drafts=True).server.test_client()
    ask, right = {"on": True, "slide": 2, "place": ""}, {"X-Lanspuls": "folj"}
    assert client.post(f"/mote/{DAY}/folj", json=ask).status_code == 400
    assert client.post(f"/mote/{DAY}/folj", json=ask, headers=right).json["message"] == ""
    assert followed.shown(DAY) == replace(SHOWN, slide=2)
    assert client.post(f"/mote/{DAY}/folj", json=ask | {"on": False}, headers=right).status_code == 200
    assert followed.shown(DAY) is None
    public = create_app(settings).server.test_client()
    assert public.post(f"/mote/{DAY}/folj", json=ask, headers=right).status_code == 404
    other = settings.meetings_dir / "2026-12-14.toml"
    other.write_text((settings.meetings_dir / f"{DAY}.toml").read_text(encoding="utf-8").replace(DAY, "2026-12-14"))
    try:
        refused = client.post("/mote/2026-12-14/folj", json=ask, headers=right)
        assert refused.status_code == 422 and "ingen utgåva" in refused.json["message"]
        assert "Ingen utgåva att följa" in client.get("/folj/2026-12-14").text
        assert public.get("/folj/2026-12-14").status_code == 404
    finally:
        other.unlink()


def test_answers_are_counted_in_words_from_eight_on_and_gone_at_the_end(settings, followed):
    client = create_app(settings).server.test_client()
    right = {"Authorization": f"Bearer {followed.start().read_text()}"}
    question = {"text": "Ska koden räknas?", "options": ["Ja", "Nej"]}
    assert client.post(f"/folj/{DAY}/fraga", json=question).status_code == 401
    assert client.post(f"/folj/{DAY}/fraga", json=question, headers=right).status_code == 422  # nobody follows
    followed.show(DAY, SHOWN)
    assert client.post(f"/folj/{DAY}/fraga", json=question | {"options": ["Ja"]}, headers=right).status_code == 422
    assert client.post(f"/folj/{DAY}/fraga", json=question, headers=right).status_code == 204
    asked = followed.questions.asked(DAY)
    answer = {"id": asked.id, "answer": 0}
    assert client.post(f"/folj/{DAY}/svar", json=answer).status_code == 400
    for wrong in ({"answer": 2}, {"answer": -1}, {"id": "00000000"}, {"id": "../ut"}):
        assert client.post(f"/folj/{DAY}/svar", json=answer | wrong, headers={"X-Lanspuls": "svar"}).status_code == 404
    for n in range(7):
        assert followed.questions.answer(DAY, asked.id, n % 2)
    assert followed.questions.asked(DAY).told == ("Svaren visas när minst åtta har svarat.",)
    assert client.post(f"/folj/{DAY}/svar", json=answer, headers={"X-Lanspuls": "svar"}).status_code == 204
    assert followed.questions.asked(DAY).told == ("Ja: 5 av 8 svar", "Nej: 3 av 8 svar")
    followed.end(DAY)
    assert [path.name for path in (settings.data / FOLDER).iterdir() if path.name != "hemlighet"] == []
    assert read_line(" Ska den  räknas? Ja / Nej /Vet inte") == ("Ska den räknas?", ("Ja", "Nej", "Vet inte"))
    for line in ("Ja / Nej", "Hur?", "Hur? Så", "Hur? a/a", "Hur? 1/2/3/4/5/6/7"):
        with pytest.raises(UsageError):
            read_line(line)


async def _follower(port: int, ready: asyncio.Semaphore, until: int) -> list[bytes]:
    """What a follower is told, from the connection to slide ``until``; its head first."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /folj/{DAY}/strom HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    told = [await reader.readuntil(b"\r\n\r\n")]
    ready.release()
    while f'"slide":{until},'.encode() not in told[-1]:
        line = await reader.readuntil(b"\n")
        if line.startswith(b"data:"):
            told.append(line)
    writer.close()
    return told


async def _all_told(ports: list[int], followed: Followed) -> list[list[bytes]]:
    async with asyncio.timeout(HANG_SECONDS):
        ready = asyncio.Semaphore(0)
        tasks = [asyncio.create_task(_follower(ports[n % len(ports)], ready, 2)) for n in range(FOLLOWERS)]
        for _ in tasks:
            await ready.acquire()
        followed.show(DAY, replace(SHOWN, slide=2))
        return list(await asyncio.gather(*tasks))


def test_two_hundred_followers_of_two_servers_are_all_told_of_a_change_without_a_cookie(settings, followed):
    followed.show(DAY, SHOWN)
    with opened(settings) as one, opened(settings) as other:
        told = asyncio.run(_all_told([int(one.rpartition(":")[2]), int(other.rpartition(":")[2])], followed))
    assert len(told) == FOLLOWERS
    for head, *events in told:
        assert head.startswith(b"HTTP/1.1 200") and b"text/event-stream" in head and b"cookie" not in head.lower()
        assert [b'"slide":3,' in events[0], b'"slide":2,' in events[-1]] == [True, True]
    followed.end(DAY)
    assert [path.name for path in (settings.data / FOLDER).iterdir() if path.name != "hemlighet"] == []


@pytest.mark.browser
def test_a_follower_sees_what_is_shown_looks_at_another_and_follows_again(settings, followed):
    with opened(settings) as address, opened(settings, shows_drafts=True) as local, browsing.browser() as browser:
        context = browser.new_context(viewport={"width": 390, "height": 844})
        phone = context.new_page()
        faults: list[str] = []
        phone.on("pageerror", lambda error: faults.append(str(error)))
        phone.goto(f"{address}/folj/{DAY}")
        button = phone.locator('[data-do="follow"]')

        def says(text: str) -> None:
            phone.wait_for_function("text => document.querySelector('.follow .told').textContent === text", arg=text)

        said = phone.locator(".follow .told").text_content()
        assert said in ("Börjar 30 november 2026 klockan 13.00", "Börjar 13.00", "Mötet har varit")  # by the day
        room = context.new_page()
        room.set_viewport_size({"width": 1440, "height": 810})
        room.goto(f"{local}/mote/{DAY}")
        assert wrong_for_some(phone) == []
        room.keyboard.press("l")
        says("Följer talaren – bild 1 av 7")
        room.keyboard.press("ArrowRight")
        says("Följer talaren – bild 2 av 7")
        assert phone.locator(".slide.current").get_attribute("id") == "2"
        phone.wait_for_selector(".slide.current .chart .main-svg")
        phone.locator('[data-do="larger"]').click()
        assert phone.locator(".follow-size output").text_content() == "125 %"
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        phone.locator('[data-do="next"]').click()
        room.keyboard.press("1")
        room.keyboard.press("ArrowRight")
        room.keyboard.press("ArrowRight")
        says("Talaren är på bild 4")
        assert phone.locator(".slide.current").get_attribute("id") == "3"
        button.click()
        says("Följer talaren – bild 4 av 7")
        room.keyboard.press("e")
        room.keyboard.type("Ska koden räknas? Ja / Nej")
        room.keyboard.press("Enter")
        phone.locator(".follow-question button").first.wait_for()
        assert phone.locator(".follow-question h2").evaluate("one => getComputedStyle(one).zoom") == "1.25"
        assert wrong_for_some(phone) == []
        phone.locator(".follow-question button").first.evaluate("one => { one.click(); one.click(); }")
        phone.wait_for_selector("text=Ditt svar är räknat.")
        (given,) = (settings.data / FOLDER).glob(f"{DAY}.svar-*")
        assert given.read_bytes() == b"\0"  # pressed twice, it is counted once
        assert phone.locator(".counted").text_content() == "Svaren visas när minst åtta har svarat."
        room.reload()
        room.locator(".slide.current .chart .main-svg").first.wait_for()
        room.keyboard.press("e")  # a window loaded anew still closes it
        phone.locator(".follow-question").wait_for(state="hidden")
        phone.mouse.wheel(0, 600)
        phone.wait_for_function("window.scrollY > 100")
        room.keyboard.press("ArrowRight")
        says("Talaren är på bild 5")  # what one reads stays
        assert phone.locator(".slide.current").get_attribute("id") == "4"
        room.keyboard.press("l")
        says("Talaren har slutat visa bilder")
        assert button.is_hidden() and followed.words() == ()
        assert context.cookies() == [] and phone.evaluate("localStorage.length") == 0
        assert faults == []
        context.close()
