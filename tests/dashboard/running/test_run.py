"""`lanspuls run` itself: from a table that comes out to a draft that waits for a yes, by file, e-mail and webhook."""

import json
import urllib.error
import urllib.request
from contextlib import contextmanager
from datetime import timedelta

from loaders.demo.app import create_app
from loaders.demo.server import serving
from loaders.ground.clock import today
from tests.dashboard.running.commanded import running, webhook
from tests.loaders.http.mailbox import STARTTLS, mail_server, own_certificate
from tests.simulated import FaultyPublisher
from tests.waiting import HANG_SECONDS, wait_until

TABLES = ("TAB3138", "TAB3143")
PAGE = "/indikator/brp"
HELD = today() + timedelta(days=12)
BEFORE = f"""schema = 1
date = {today() - timedelta(days=12)}
title = "Regional näringslivsdialog"
place = "Östersund"
county = "23"

[[view]]
link = "{PAGE}"
"""
DECLARED = """title = "Cyklister på länets vägar"
short_title = "Cyklister"
subject = "antalet cyklister"
unit = "antal"
kind = "antal"
definition = "Räknade cyklister."
publisher = "Region Exempel"

[file]
name = "cyklar.csv"
place = "Kommun"
period = "År"
value = "Antal"
levels = ["kommun"]
"""


@contextmanager
def grp_published():
    """A publisher of gross regional product, whose newest year is held back: (its address, the publisher)."""
    publisher = FaultyPublisher(today=today(), calls_per_window=10_000)
    whole = create_app(publisher)

    def app(environ, start_response):
        if any(table in environ["PATH_INFO"] for table in TABLES) or environ["PATH_INFO"].endswith("/config"):
            return whole(environ, start_response)
        start_response("404 Not Found", [("Content-Type", "text/plain")])
        return [b""]

    for table in TABLES:
        publisher.hold(table, 1)
    with serving(app, 0) as url:
        yield url, publisher


def page(address, path=PAGE):
    """What is answered; nothing for what there is not yet."""
    try:
        with urllib.request.urlopen(address + path, timeout=HANG_SECONDS) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError:
        return ""


def test_from_a_table_that_comes_out_to_a_checked_draft_and_a_message(tmp_path):
    meetings = tmp_path / "data" / "meetings"
    meetings.mkdir(parents=True)
    (meetings / f"{today() - timedelta(days=12)}.toml").write_text(BEFORE, encoding="utf-8")
    certificate = own_certificate(tmp_path)
    with (
        grp_published() as (url, publisher),
        mail_server(tls=STARTTLS, certificate=certificate, user="puls:Xk9-losen@") as (mail, mails),
        webhook() as (hook, texts),
    ):
        settings = {
            "LANSPULS_SCB_URL": url, "LANSPULS_MEETING_DAYS": HELD.isoformat(), "LANSPULS_MAIL_SERVER": mail,
            "LANSPULS_MAIL_TO": "naringsliv@region.example.se", "LANSPULS_MAIL_FROM": "puls@region.example.se",
            "LANSPULS_WEBHOOK": hook, "SSL_CERT_FILE": str(certificate),
        }  # fmt: skip
        with running(tmp_path, **settings) as (process, address):
            told = tmp_path / "data" / "reports" / f"mote-{HELD}-forberedelse.txt"
            wait_until(told.exists, "a draft and its message")
            before = page(address)
            first = told.read_text(encoding="utf-8")
            assert (meetings / f"{HELD}.toml").exists() and "Utkast: " in first
            for table in TABLES:
                publisher.hold(table, 0)  # it is out
            wait_until(lambda: page(address) != before, "new figures on the page")
            wait_until(lambda: told.read_text(encoding="utf-8") != first, "a message about the draft with them")
            assert "Nya siffror:\n- BRP" in told.read_text(encoding="utf-8")
            subject = told.read_text(encoding="utf-8").splitlines()[0]
            assert "Inget publiceras av sig självt." in told.read_text(encoding="utf-8")
            wait_until(lambda: subject in [one["Subject"] for _, _, one in mails], "the mail")
            wait_until(lambda: any(text.startswith(subject) for text in texts), "the webhook")
            own = tmp_path / "data" / "indicators"
            own.mkdir()
            (own / "cyklar.csv").write_text("Kommun;År;Antal\nÅre;2023;130\nÅre;2024;141\n", encoding="utf-8")
            (own / "cyklar.toml").write_text(DECLARED, encoding="utf-8")
            wait_until(
                lambda: "141" in page(address, "/indikator/eget-cyklar?region=2321"), "an indicator of one's own"
            )
            health = json.loads(page(address, "/halsa"))
            parts = {one["name"]: one for one in health["run"]["parts"]}
            assert {"serve", "fetch", "prepare", "verify", "tell"} == set(parts)
            assert parts["serve"]["state"] == "running"
        assert process.returncode == 0
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert "Traceback" not in log and "losen" not in log and "/hemlig-del" not in log
    assert not (tmp_path / "data" / "editions").exists()
