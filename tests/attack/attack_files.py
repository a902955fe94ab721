"""Hostile people's files: in a data folder while it is served, and at the command line.

The bombs of the tests, files that are no files, and what hypothesis makes of good ones; then publishers' files, spoiled
in all the ways of made_files.py and read in by hand.
"""

import asyncio
import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from loaders.store.snapshots import Snapshots
from tests.attack.drawing import drawn
from tests.attack.made_files import CORRECTION, spoiled_downloads, spoiled_texts
from tests.attack.outcome import Count, Target
from tests.attack.requests import Request
from tests.attack.wire import Answer, Line
from tests.dashboard.addresses import SLIDES, meeting_of
from tests.loaders.own.bombs import MEETING, QUOTED, STATED, Bomb, projection_bombs, text_bombs, workbook_bombs
from tests.shared import REPOSITORY

MADE = 120
"""Files that hypothesis makes, of each kind."""
AT_ONCE = 30
"""Meetings that lie in the folder at the same time."""
SLOW_SECONDS = 10
READ_IN_SECONDS = 120
"""For all bombs among own files together, which the server's watcher reads beside the pages."""
UPLOAD_MB = 3_000
DAYS = [date(2027, 1, 1) + timedelta(days=n) for n in range(2_000)]


@dataclass
class Seen:
    """What came of it all: answers by status, and what went wrong, told."""

    files: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0
    untold: list[str] = field(default_factory=list)

    def add(self, asked: str, answer: Answer, about: str) -> None:
        """Count an answer; told where it is none, or takes long."""
        self.statuses[answer.status] += 1
        self.slowest = max(self.slowest, answer.seconds)
        if answer.status < 200 or answer.status >= 500 or answer.seconds > SLOW_SECONDS:
            sys.stdout.write(f"  {answer.status} after {answer.seconds:.1f} s: {asked}, {about[:200]!r}\n")


@contextmanager
def placed(files: Iterable[tuple[Path, bytes | Callable[[Path], None]]]) -> Iterator[None]:
    """Files, or what is made at their path, for as long as the block lasts; what stood there stands there again."""
    put: list[tuple[Path, bytes | None]] = []
    try:
        for path, body in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            put.append((path, path.read_bytes() if path.is_file() else None))
            path.unlink(missing_ok=True)
            if callable(body):
                body(path)
            else:
                path.write_bytes(body)
        yield
    finally:
        for path, before in put:
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
            if before is not None:
                path.write_bytes(before)


NO_FILES: dict[str, Callable[[Path], None]] = {
    "folder": lambda path: path.mkdir(),
    "pipe": os.mkfifo,
    "device": lambda path: path.symlink_to("/dev/zero"),
    "nowhere": lambda path: path.symlink_to("nosuch"),
    "passwords": lambda path: path.symlink_to("/etc/passwd"),
    "itself": lambda path: path.symlink_to(path.name),
}


class Attack:
    """One run against a server."""

    def __init__(self, target: Target) -> None:
        self.target, self.data, self.seen = target, Path(target.data), Seen()

    async def ask(self, pages: Sequence[str], about: str) -> str:
        """The texts of some pages, asked for at once."""
        answers = await asyncio.gather(*(Line(self.target.port).ask(Request(page), keep=False) for page in pages))
        for page, answer in zip(pages, answers, strict=True):
            self.seen.add(page, answer, about)
        return " ".join(_text(answer.body) for answer in answers)

    async def one_by_one(
        self, name: str, pages: Sequence[str], bodies: Iterable[bytes | Callable[[Path], None]]
    ) -> None:
        """A single file, in many states."""
        for body in bodies:
            about = f"{name} with {body[:2_000] if isinstance(body, bytes) else body}"
            with placed([(self.data / name, body)]):
                self.seen.files += 1
                await self.ask(pages, about)

    async def meetings(self, bodies: Sequence[bytes | Callable[[Path], None]]) -> None:
        """Many meetings at a time; every one must be on the list, by its title or with its fault."""
        for at in range(0, len(bodies), AT_ONCE):
            days = DAYS[at : at + len(bodies[at : at + AT_ONCE])]
            files = [
                (
                    self.data / "meetings" / f"{day}.toml",
                    body if callable(body) else body.replace(b"DAY", str(day).encode()),
                )
                for day, body in zip(days, bodies[at:], strict=False)
            ]
            with placed(files):
                self.seen.files += len(files)
                listed = await self.ask(["/moten", "/", "/om"], f"meetings {at} and on")
                self.seen.untold += [
                    f"{day}.toml" for day in days if f"/mote/{day}" not in listed and f"{day}.toml" not in listed
                ]
                for day, (_, body) in zip(days, files, strict=True):
                    base = f"/mote/{day}"
                    parts = (base, f"{base}?vy=talare", f"{base}/figurer/slide.json", f"{base}/platser.json")
                    await self.ask(parts, str(body)[:2_000])

    async def own(self, bombs: Sequence[Bomb], made: Sequence[str]) -> float:
        """All bombs and made files among own ones at once; seconds until the page tells of every bomb."""
        named = [(self.data / "own" / f"{n}-{bomb.name}", bomb.body) for n, bomb in enumerate(bombs)]
        written = [
            (self.data / "own" / f"made-{n}.toml", text.encode("utf-8", "replace")) for n, text in enumerate(made)
        ]
        odd = [(self.data / "own" / f"{name}.toml", make) for name, make in NO_FILES.items()]
        started = time.monotonic()
        with placed([*named, *written, *odd]):
            self.seen.files += len(named) + len(written) + len(odd)
            told = ""
            while time.monotonic() - started < READ_IN_SECONDS:
                told = await self.ask(["/uppgifter", "/", "/uppgifter?region=2321"], "own files")
                lacking = [path.name for path, _ in named if path.name not in told]
                if not lacking and all(name + ".toml" in told for name in NO_FILES if name != "nowhere"):
                    break
                await asyncio.sleep(1)
            self.seen.untold += lacking
        return time.monotonic() - started


def _text(body: bytes) -> str:
    """An answer's text, unpacked where it came packed."""
    return (gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body).decode("utf-8", "replace")


def _meeting_bodies() -> list[bytes | Callable[[Path], None]]:
    good = re.sub(r"date = \S+", "date = DAY", meeting_of(SLIDES))
    bombs = [bomb.body[:49_000] for bomb in text_bombs(MEETING.format(day="DAY"), "x.toml")]
    made = [text.encode("utf-8", "replace") for text in drawn(spoiled_texts(good), MADE)]
    return [*bombs, *(make for name, make in NO_FILES.items() if name != "nowhere"), *made]


async def _served(target: Target) -> list[Count]:
    attack = Attack(target)
    spent = await attack.own(
        [*text_bombs(STATED, "egna.toml"), *workbook_bombs(), *projection_bombs()], drawn(spoiled_texts(STATED), MADE)
    )
    await attack.meetings(_meeting_bodies())
    for name, good, pages in (
        ("utsikter.toml", QUOTED, ("/utsikter", f"/mote/{target.meeting}", "/")),
        ("corrections.toml", CORRECTION, ("/om", "/")),
        ("meetings/2026-13-45.toml", QUOTED, ("/moten", "/", "/om")),
    ):
        states = [bomb.body for bomb in text_bombs(good, "x.toml")]
        states += [text.encode("utf-8", "replace") for text in drawn(spoiled_texts(good), MADE // 2)]
        await attack.one_by_one(name, pages, [*states, *NO_FILES.values()])
    seen = attack.seen
    for name in seen.untold:
        sys.stdout.write(f"  no page tells of {name}\n")
    return [
        Count("hostile files in a folder that is served", seen.files),
        *(Count(f"answered {status}", number) for status, number in sorted(seen.statuses.items()) if status > 0),
        Count("answers of 500 and above", sum(n for status, n in seen.statuses.items() if status >= 500), 0),
        Count("hangs, and connections closed without an answer", seen.statuses[0] + seen.statuses[-1], 0),
        Count("slowest answer in s", round(seen.slowest, 1)),
        Count("s until every bomb among own files is told", round(spent), READ_IN_SECONDS),
        Count("files that no page tells of", len(seen.untold), 0),
    ]


def _uploads(data: Path, folder: Path) -> list[tuple[str, str]]:
    """Every source's smallest answer, spoiled: a folder for each file, and what is told of it."""
    smallest: dict[str, tuple[str, bytes]] = {}
    kept = Snapshots(data / "raw")
    for snapshot in kept.snapshots():
        for answer in snapshot.answers:
            body = kept.read_answer(snapshot, answer)
            if not answer.metadata and (
                snapshot.source not in smallest or len(body) < len(smallest[snapshot.source][1])
            ):
                smallest[snapshot.source] = (answer.name, body)
    told = []
    for source, (name, body) in sorted(smallest.items()):
        for n, (way, spoiled) in enumerate(spoiled_downloads(name, body)):
            place = folder / f"{source}~{n:02}"
            place.mkdir()
            (place / re.sub(r"[^\w.-]+", "-", name)).write_bytes(spoiled)
            told.append((place.name, way))
    return told


def _commanded(target: Target) -> list[Count]:
    """Spoiled downloads read in by hand, into a copy of the data, which must be whole afterwards."""
    with tempfile.TemporaryDirectory(prefix="lanspuls-attack-") as made:
        data, folder = Path(made) / "data", Path(made) / "uploads"
        folder.mkdir()
        shutil.copytree(target.data, data, symlinks=True)
        uploads = _uploads(Path(target.data), folder)
        environment = {**os.environ, "LANSPULS_DATA": str(data)}
        ended: dict[str, str] = {}
        while len(ended) < len(uploads):
            command = [sys.executable, "-m", "tests.attack.uploads", str(folder), str(UPLOAD_MB)]
            ran = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)
            lines = re.findall(r"^(\S+~\d+) (ended with \S+|raised \w+) after", ran.stderr, re.MULTILINE)
            ended |= dict(lines)
            began = {one.parent.name for one in folder.glob("*/done")}
            ended |= {name: f"ended by the system ({ran.returncode})" for name in began - set(ended)}
            if not lines and len(began) == len(ended) == 0:
                raise OSError(f"nothing was read in: {ran.stderr[-500:]}")
        wrong = {name: how for name, how in ended.items() if not re.fullmatch(r"ended with [0-2]", how)}
        for name, how in wrong.items():
            sys.stdout.write(f"  {name} ({dict(uploads)[name]}): {how}\n")
        verified = subprocess.run(
            [sys.executable, "-m", "dashboard.commands.main", "verify"], cwd=REPOSITORY, env=environment,
            capture_output=True, check=False,
        )  # fmt: skip
    codes = Counter(how for how in ended.values())
    return [
        Count("publishers' files, spoiled and read in by hand", len(uploads)),
        *(Count(how, number) for how, number in sorted(codes.items())),
        Count(f"tracebacks, and those beyond a minute of work or {UPLOAD_MB} MB", len(wrong), 0),
        Count("exit code of verify afterwards", verified.returncode, 0),
    ]


def attack(target: Target) -> list[Count]:
    """Whatever people's files hold, pages are served and say so, and commands end with a sentence."""
    return [*asyncio.run(_served(target)), *_commanded(target)]
