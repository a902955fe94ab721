"""A supervisor and parts that crash, hang, write without end or end for no reason: real processes, real signals."""

import os
import signal
import subprocess
import sys
import threading
import urllib.error

import pytest

from loaders.planning.run_state import run_state
from tests.dashboard.running.supervised import FETCHED, lives, supervised
from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS, wait_until

BROKEN = (
    '{"fetched": {"stored": [], "is_awaiting": true, "sources": [{"source": "scb", "name": "SCB", '
    '"broken": ["TAB6260: K\\u00e4llan gick inte att n\\u00e5."], "late": []}]}}'
)


BETWEEN_VISITS = 0.01
"""Seconds; who asks without a pause takes the processor from what is begun anew."""
HEAVY = "{'pandas', 'pyarrow', 'numpy', 'flask', 'dash'}"


def test_the_supervisor_imports_nothing_that_reads_figures():
    asked = (
        f"import sys, dashboard.commands.main, dashboard.commands.running.supervisor\nprint({HEAVY} & {{*sys.modules}})"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, cwd=REPOSITORY, check=False)
    assert done.stdout == "set()\n", done.stderr


@pytest.mark.parametrize(
    ("done", "says"),
    [("kill", "avslutades av signal 9"), ("stop", "svarade inte på 2 frågor i rad"), ("flood", "skrev mer än 1 MB")],
)
def test_pages_that_die_hang_or_flood_the_log_are_begun_anew_and_nobody_is_refused(tmp_path, done, says):
    with supervised(tmp_path, *(["probe_wait=0.3"] if done == "stop" else [])) as running:
        first = running.answer()
        refused, ended = [], threading.Event()

        def visit():
            while not ended.wait(BETWEEN_VISITS):
                try:
                    running.answer()
                except urllib.error.URLError as error:
                    if isinstance(error.reason, ConnectionRefusedError):
                        refused.append(error)
                except OSError:
                    continue  # what the dead one was answering

        visitor = threading.Thread(target=visit, daemon=True)
        visitor.start()
        if done == "flood":
            running.does("serve", "flood")
            os.kill(first, signal.SIGKILL)
            wait_until(lambda: len(running.begun("serve")) > 2, "pages begun anew")
            running.does("serve", "well")
        else:
            os.kill(first, signal.SIGKILL if done == "kill" else signal.SIGSTOP)
        wait_until(lambda: running.begun("serve")[-1] != first and "går igen" in str(running.subjects()), "well again")
        ended.set()
        visitor.join(HANG_SECONDS)
        texts = [one["message"]["text"] for one in running.told()]
        assert refused == [] and lives(running.answer()) and not lives(first)
        assert running.subjects() == ["Länspuls: sidorna har stannat", "Länspuls: sidorna går igen"]
        assert says in texts[0] or done == "flood"
        assert says in running.log()


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("crash", "föll omkull"),
        ("zero", "slutade oväntat (slutkod 0)"),
        ("garbage", "slutade oväntat (slutkod 0)"),
        ("hang", "gav inget livstecken på 0.3 sekunder"),
        ("babble", "skrev mer än 1 MB på en minut"),
    ],
)
def test_a_fetch_that_fails_is_told_once_tried_again_and_told_when_it_goes(tmp_path, word, says):
    with supervised(tmp_path, *(["fetch=0.3"] if word == "hang" else []), fetch=word) as running:
        wait_until(lambda: len(running.begun("fetch")) > 1, "a second try")
        assert running.answer()
        running.does("fetch", f"well {FETCHED}")
        wait_until(lambda: len(running.told()) == 2, "that it goes again")
        first, second = (one["message"] for one in running.told())
        assert first["subject"] == "Länspuls: hämtningen har stannat" and says in first["text"]
        assert second["subject"] == "Länspuls: hämtningen går igen"
        assert len(running.begun("serve")) == 1


def test_a_source_that_fails_is_told_and_a_message_that_nobody_takes_is_tried_until_somebody_does(tmp_path):
    fails = 'well {"ways": ["fil"], "fault": "E-postservern tog inte emot."}'
    with supervised(tmp_path, fetch=f"well {BROKEN}", tell=fails) as running:
        wait_until(lambda: len(running.told()) > 2, "several tries")
        assert {one["message"]["subject"] for one in running.told()} == {"Länspuls: SCB går inte att hämta"}
        assert [one["ways"] for one in running.told()][:2] == [["fil", "e-post", "webhook"], ["e-post", "webhook"]]
        wait_until(lambda: running.state()["unsent"] == 2, "that source and draft are not sent")
        assert running.answer()
    tries = len(running.told())
    with supervised(tmp_path, fetch=f"well {BROKEN}") as running:  # another, which remembers
        wait_until(lambda: running.state()["unsent"] == 0, "that it is sent")
        (last,) = running.told()[tries:]
        assert "TAB6260: Källan gick inte att nå." in last["message"]["text"]
        looks = len(running.begun("fetch"))
        wait_until(lambda: len(running.begun("fetch")) > looks + 1, "further looks")
        assert len(running.told()) == tries + 1  # told once, however often it is seen
        running.does("fetch", f"well {FETCHED}")
        wait_until(lambda: running.subjects()[-1] == "Länspuls: SCB är i ordning igen", "that it is well")


def test_a_draft_is_told_of_once_and_again_when_new_figures_have_come(tmp_path):
    with supervised(tmp_path) as running:
        wait_until(lambda: running.told("Utkastet"), "the draft")
        looks = len(running.begun("fetch"))
        wait_until(lambda: len(running.begun("fetch")) > looks + 1, "further looks")
        assert len(running.begun("prepare")) == len(running.told("Utkastet")) == 1
        came = FETCHED.replace("[]", '[{"told": "Folkm\\u00e4ngd, 2025 (TAB6473)", "region": ""}]', 1)
        running.does("fetch", f"well {came}")
        wait_until(lambda: len(running.told("Utkastet")) > 1, "that figures have come")
        text = running.told("Utkastet")[1]["message"]["text"]
        assert text == "Nya siffror:\n- Folkmängd, 2025 (TAB6473)\n\nDet finns.\n"


def test_a_region_that_another_machine_has_declared_gets_its_draft_after_the_fetch_that_brought_it(tmp_path):
    (tmp_path / "lanspuls.toml").write_text(f'data = "{(tmp_path / "delat").as_uri()}"\n', encoding="utf-8")
    with supervised(tmp_path) as running:
        wait_until(lambda: running.told("Utkastet"), "the draft of the service's own county")
        looks = len(running.begun("fetch"))
        wait_until(lambda: len(running.begun("fetch")) > looks + 1, "further looks")
        assert len(running.begun("prepare")) == 1
        (tmp_path / "copy" / "work" / "lan" / "25").mkdir(parents=True)
        wait_until(lambda: len(running.begun("prepare")) == 2, "the draft of the region")


def test_a_message_that_hangs_or_crashes_stops_nothing(tmp_path):
    with supervised(tmp_path, "tell=0.3", fetch=f"well {BROKEN}", tell="hang") as running:
        wait_until(lambda: len(running.begun("tell")) > 1, "a second try")
        looks = len(running.begun("fetch"))
        wait_until(lambda: len(running.begun("fetch")) > looks, "a further look")
        assert running.answer()
        running.does("tell", "well")
        wait_until(lambda: running.state()["unsent"] == 0, "that it is sent")


def test_a_folder_of_runs_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "runs").write_text("no folder", encoding="utf-8")
    with supervised(tmp_path, fetch=f"well {BROKEN}") as running:
        wait_until(lambda: running.subjects() == ["Länspuls: SCB går inte att hämta"], "the message")
        looks = len(running.begun("fetch"))
        wait_until(lambda: len(running.begun("fetch")) > looks + 1, "further looks")
        assert running.answer() and len(running.told()) == 1
    assert "Traceback" not in running.log() and "cannot be remembered" in running.log()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_every_part_ends_with_the_supervisor_whatever_ends_it(tmp_path, number):
    with supervised(tmp_path, fetch="hang") as running:
        wait_until(lambda: running.begun("fetch"), "a fetch under way")
        parts = [running.answer(), running.begun("fetch")[0]]
        running.process.send_signal(number)
        assert running.process.wait(HANG_SECONDS) == (0 if number != signal.SIGKILL else -number)
        wait_until(lambda: not any(map(lives, parts)), "that all have ended")
    assert run_state(tmp_path / "data").ended is (number != signal.SIGKILL)
    assert "Traceback" not in running.log() and running.told() == []


def test_a_part_that_does_not_end_when_asked_is_killed(tmp_path):
    with supervised(tmp_path, "grace=0.3", fetch="deaf") as running:
        wait_until(lambda: running.begun("fetch"), "a fetch under way")
        deaf = running.begun("fetch")[0]
    assert running.process.returncode == 0 and not lives(deaf)


def test_changed_settings_are_taken_in_by_another_process_and_wrong_ones_are_told_and_left(tmp_path):
    with supervised(tmp_path) as running:
        first = running.answer()
        running.does("serve", "crash")
        (tmp_path / "lanspuls.toml").write_text('organisation = "Regionen"\n', encoding="utf-8")
        wait_until(lambda: running.told(), "that they are wrong")
        assert running.answer() == first
        assert running.subjects() == ["Länspuls: de ändrade inställningarna går inte att använda"]
        assert "Sidorna går vidare med det som gällde innan." in running.told()[0]["message"]["text"]
        assert "slutade: föll omkull" in running.told()[0]["message"]["text"]
        running.does("serve", "well")
        (tmp_path / "data" / "indicators").mkdir()
        (tmp_path / "data" / "indicators" / "ny.toml").write_text("", encoding="utf-8")
        wait_until(lambda: not lives(first), "that another answers")
        assert running.answer() == running.begun("serve")[-1] != first
        wait_until(lambda: running.subjects()[-1] == "Länspuls: de ändrade inställningarna används", "it is told")


def test_where_no_port_can_be_handed_on_the_pages_open_it_themselves(tmp_path):
    with supervised(tmp_path, "hands_over=0") as running:
        first = running.answer()
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: len(running.begun("serve")) > 1 and "går igen" in str(running.subjects()), "another")
        second = running.answer()
        (tmp_path / "lanspuls.toml").write_text('organisation = "Regionen"\n', encoding="utf-8")
        wait_until(lambda: len(running.begun("serve")) > 2 and not lives(second), "one that has read the settings")
        wait_until(lambda: running.answers() == running.begun("serve")[-1], "its answer")
    assert not lives(running.begun("serve")[-1])


def test_only_one_keeps_a_folder_going(tmp_path):
    with supervised(tmp_path), supervised(tmp_path) as second:
        assert second.process.wait(HANG_SECONDS) == 2
        assert "En annan lanspuls run sköter redan" in second.log()
