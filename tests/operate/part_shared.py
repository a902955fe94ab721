"""`lanspuls run --no-serve` on one machine over a bucket of S3 (moto's), and a server on another that only reads.

Both begin over an empty bucket. Figures come out at a simulated publisher, a third machine declares a measure, the
machine that fetches is killed and another one with nothing takes over, and the bucket is gone for a while: a visitor
asks the server five times a second all the time.
"""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from tests.attack.outcome import Count
from tests.dashboard.running.test_run import DECLARED, TABLES, grp_published
from tests.loaders.storage.buckets import BUCKET, CREDENTIALS, Disturbed, s3_server
from tests.operate.part_prepare import visited_page
from tests.operate.serving import COMMAND, served, with_log
from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS, wait_until

PAGE, OWN_PAGE = "/indikator/brp", "/indikator/eget-cyklar?region=2321"
ASK_SECONDS, MOST_SECONDS, LONGEST_SECONDS = 2.0, 60, 600


def run(folder: Path) -> list[Count]:
    """Seconds from a publication to the reading server, and how many visitors were not answered."""
    counts: list[Count] = []
    with ExitStack() as stack:
        s3 = stack.enter_context(s3_server())
        url, publisher = stack.enter_context(grp_published())
        network = Disturbed(s3)
        fetches, writes = machine(folder, "hämtar", s3), machine(folder, "skriver", s3)
        reads = machine(folder, "visar", network.address)
        kept = {"LANSPULS_SCB_URL": url, "LANSPULS_ASK_SECONDS": str(ASK_SECONDS)}
        stack.enter_context(with_log(reads.parent / "server.log"))
        server = stack.enter_context(served(reads / "data", start_in=reads, **CREDENTIALS, LANSPULS_DATA=shared()))
        fetcher = begun(fetches, kept)
        stack.callback(lambda: ended(fetcher))

        def seconds_until(is_so: Callable[[], bool], what: str) -> int:
            began = time.monotonic()
            wait_until(is_so, what, LONGEST_SECONDS)
            return round(time.monotonic() - began)

        def page(address: str = PAGE) -> str:
            return server.get(address).decode()

        with visited_page(lambda: server.get("/")) as (answered, failed):
            first = seconds_until(lambda: "miljoner kronor" in page(), "the first figures at the server")
            counts.append(Count("seconds from an empty bucket to figures at the server", first))
            before = page()
            for table in TABLES:
                publisher.hold(table, 0)
            came = seconds_until(lambda: page() != before, "the new figures at the server")
            counts.append(Count("seconds from a table being out to the server that reads", came, MOST_SECONDS))

            declare(writes)
            own = seconds_until(lambda: "141" in page(OWN_PAGE), "a measure that a third machine has declared")
            counts.append(Count("seconds from a declaration on a third machine to its figures", own, MOST_SECONDS))

            fetcher.send_signal(signal.SIGKILL)
            fetcher.wait(HANG_SECONDS)
            network.is_gone = True
            network.hang_up()
            wait_until(lambda: bool(health(server.get)["shared"]["fault"]), "that the bucket is gone", LONGEST_SECONDS)
            counts.append(
                Count("pages that the server lacks while the bucket is gone", int("141" not in page(OWN_PAGE)), 0)
            )
            network.is_gone = False
            fetcher = begun(machine(folder, "ny", s3), kept)
            (writes / "copy" / "work" / "indicators" / "cyklar.csv").write_text(rows(142), encoding="utf-8")
            commanded(writes, "indicators")
            over = seconds_until(lambda: "142" in page(OWN_PAGE), "figures by another machine that fetches")
            counts.append(Count("seconds until a machine that began with nothing has fetched what is new", over))
        told = health(server.get)
        counts += [
            Count("answers to visitors meanwhile", len(answered)),
            Count("of them failed", len(failed), 0),
            Count("faults of the server at the end", int(bool(told["shared"]["fault"]) or "damaged" in told), 0),
            Count("versions in the bucket", told["shared"]["version"]),
            Count("words of a secret in the log", server.log.read_text("utf-8").count("hemlig-hemlig"), 0),
        ]
        network.close()
    return counts


def shared() -> str:
    return f"s3://{BUCKET}/lan"


def machine(folder: Path, name: str, s3: str) -> Path:
    """The folder of a machine, with its settings."""
    made = folder / name
    made.mkdir()
    settings = (f'data = "{shared()}"', f's3_endpoint = "{s3}"', "look_seconds = 0.5", "retries = 1", "timeout = 5", "")
    (made / "lanspuls.toml").write_text("\n".join(settings), encoding="utf-8")
    return made


def environment(more: dict[str, str]) -> dict[str, str]:
    """Of a command of a machine: its credentials, and no settings of this one's."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LANSPULS_")}
    return {**kept, **CREDENTIALS, "PYTHONPATH": str(REPOSITORY), **more}


def begun(machine: Path, more: dict[str, str]) -> subprocess.Popen[bytes]:
    """A machine that fetches, until it is ended."""
    with (machine / "log").open("w", encoding="utf-8") as log:
        return subprocess.Popen(
            [*COMMAND, "run", "--no-serve"], cwd=machine, env=environment(more), stdout=log, stderr=log
        )


def ended(process: subprocess.Popen[bytes]) -> None:
    """End a process in order, where it has not ended."""
    if process.poll() is None:
        process.terminate()
        process.wait(HANG_SECONDS)


def commanded(machine: Path, *words: str) -> None:
    """A command on a machine, which takes in what others did and publishes what is new there. OSError."""
    done = subprocess.run([*COMMAND, *words], cwd=machine, env=environment({}), capture_output=True, text=True)
    if done.returncode:
        raise OSError(f"{' '.join(words)}: {done.stderr}")


def declare(machine: Path) -> None:
    """A measure of a file, written in a machine's working copy and published by its next command."""
    commanded(machine, "indicators")
    own = machine / "copy" / "work" / "indicators"
    own.mkdir(parents=True)
    (own / "cyklar.csv").write_text(rows(141), encoding="utf-8")
    (own / "cyklar.toml").write_text(DECLARED, encoding="utf-8")
    commanded(machine, "indicators")


def rows(newest: int) -> str:
    return f"Kommun;År;Antal\nÅre;2023;130\nÅre;2024;{newest}\n"


def health(get: Callable[[str], bytes]) -> dict[str, dict[str, int]]:
    """What a server says of itself."""
    found: dict[str, dict[str, int]] = json.loads(get("/halsa"))
    return found
