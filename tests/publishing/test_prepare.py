"""`lanspuls run --prepare`: a checked draft and a message, by a timer; a person publishes."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from dashboard.commands.run_command import next_to_prepare
from loaders.settings import Settings
from tests.dashboard.made import made_store
from tests.loaders.http.mailbox import mail_server
from tests.publishing.running import TODAY, lanspuls

DAY = "2027-02-22"
NOBODY = {
    "LANSPULS_SCB_URL": "http://127.0.0.1:9/api/v2",
    "LANSPULS_RETRIES": "0",
    "LANSPULS_BACKOFF_SECONDS": "0.01",
}
"""A publisher that answers nothing, at once."""
BEFORE = """schema = 1
date = 2026-11-30
title = "Regional näringslivsdialog"
place = "Östersund"
county = "23"

[[view]]
link = "/indikator/folkmangd"
"""
"""Of 30 November: from it, February's draft has the population and what has changed it, which the small store has."""


@contextmanager
def webhook():
    """An address that takes messages: (its url, what it was sent)."""
    taken = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self):
            taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"])
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            return

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hemlig-del", taken
        server.shutdown()


@pytest.fixture
def folder(tmp_path):
    settings = Settings(data=tmp_path / "data")
    made_store(settings.store_dir)
    settings.meetings_dir.mkdir(parents=True)
    (settings.meetings_dir / "2026-11-30.toml").write_text(BEFORE, encoding="utf-8")
    (settings.editions_dir / "2026-11-30" / "1").mkdir(parents=True)  # published
    return tmp_path


def prepare(folder, **more):
    return lanspuls(folder, "run", "--prepare", **{**NOBODY, "LANSPULS_MEETING_DAYS": DAY, **more})


def test_a_decided_meeting_gets_a_checked_draft_and_a_message_once(folder):
    ran = prepare(folder)
    assert ran.code == 1 and "Traceback" not in ran.err  # no source answered
    draft = folder / "data" / "meetings" / f"{DAY}.toml"
    assert f"Nytt utkast: {draft}, utgår från 2026-11-30.toml." in ran.out
    message = (folder / "data" / "reports" / f"mote-{DAY}-forberedelse.txt").read_text(encoding="utf-8")
    assert message.startswith("Länspuls: utkastet till mötet 22 februari 2027 ")
    for told in (
        "DEMODATA: påhittade siffror.",
        f"Utkast: {draft}",
        "Det här gick inte att hämta. De senaste bra uppgifterna används",
        "Inget hindrar publicering.",
        f"lanspuls meeting publish {DAY}",
        "Inget publiceras av sig självt.",
    ):
        assert told in message
    assert not (folder / "data" / "editions" / DAY).exists()
    written = draft.read_bytes()
    again = prepare(folder)
    assert "Inget har ändrats sedan förra gången" in again.out and draft.read_bytes() == written


def test_the_message_is_sent_by_mail_and_webhook_and_again_where_it_did_not_arrive(folder):
    sent_from = {"LANSPULS_MAIL_TO": "naringsliv@region.example.se", "LANSPULS_MAIL_FROM": "puls@region.example.se"}
    lost = prepare(folder, LANSPULS_MAIL_SERVER="smtp://127.0.0.1:9", **sent_from)
    assert lost.code == 1 and "E-postservern 127.0.0.1:9 tog inte emot meddelandet" in lost.out
    with mail_server() as (mail, mails), webhook() as (hook, texts):
        ran = prepare(folder, LANSPULS_MAIL_SERVER=mail, LANSPULS_WEBHOOK=hook, **sent_from)
        assert "Skickat till naringsliv@region.example.se.\nSkickat till webhooken.\n" in ran.out, ran.err
        assert "Inget har ändrats" in prepare(folder, LANSPULS_MAIL_SERVER=mail, LANSPULS_WEBHOOK=hook, **sent_from).out
    ((sender, receivers, message),) = mails
    assert (sender, receivers) == ("puls@region.example.se", ["naringsliv@region.example.se"])
    assert message["Subject"].startswith("Länspuls: utkastet till mötet 22 februari 2027 ")
    assert "Inget publiceras av sig självt." in message.get_content()
    (text,) = texts
    assert text.startswith(message["Subject"]) and "hemlig-del" not in ran.out + ran.err


def test_without_a_browser_the_message_says_what_is_left_out(folder, tmp_path):
    prepare(folder, BROWSER_PATH=str(tmp_path / "no-browser"))
    message = (folder / "data" / "reports" / f"mote-{DAY}-forberedelse.txt").read_text(encoding="utf-8")
    assert "ingen Chrome eller Chromium finns på den här datorn" in message


def test_a_draft_with_a_fault_is_told_and_left_as_it_is(folder):
    draft = folder / "data" / "meetings" / f"{DAY}.toml"
    draft.write_text(BEFORE.replace("2026-11-30", DAY).replace("place", "plats"), encoding="utf-8")
    ran = prepare(folder)
    message = (folder / "data" / "reports" / f"mote-{DAY}-forberedelse.txt").read_text(encoding="utf-8")
    assert "har ett fel" in message.splitlines()[0] and "okänd nyckel ”plats”" in message and "Traceback" not in ran.err
    assert "plats" in draft.read_text(encoding="utf-8")


def test_a_meeting_that_nobody_has_decided_gets_no_draft(folder):
    ran = lanspuls(folder, "run", "--prepare", **NOBODY)
    assert "inget möte att förbereda" in (folder / "data" / "reports" / "mote-forberedelse.txt").read_text("utf-8")
    assert "Traceback" not in ran.err
    assert [path.name for path in (folder / "data" / "meetings").iterdir()] == ["2026-11-30.toml"]
    assert next_to_prepare(Settings(data=folder / "data"), TODAY) is None


def test_a_setting_that_may_hold_a_password_is_not_repeated_where_it_is_wrong(tmp_path):
    for name in ("LANSPULS_MAIL_SERVER", "LANSPULS_WEBHOOK"):
        ran = lanspuls(tmp_path, "run", "--prepare", **{name: "user:hemlig@mail.example.se"})
        assert ran.code == 2 and name in ran.err and "hemlig" not in ran.err
