"""``Draft``: a meeting's file while it is prepared. Nobody's text is lost: not another window's, not an editor's.

A change names the revision it was made on. Where the file is another by now, the change is made on what is there if the
slide it concerns is still as it was seen; else the writer is asked, with both texts.
"""

import threading
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from dashboard.editing.blocks import SLIDE, TOP, Blocks, put
from dashboard.editing.changes import Change, links_of
from dashboard.meetings.file import check_written, parse_meeting
from dashboard.meetings.meeting import Meeting
from dashboard.meetings.toml_file import LARGEST_FILE_BYTES, changed_alone
from loaders.ground.errors import UsageError
from loaders.ground.files import digest, write_atomically
from loaders.ground.people import toml_text
from loaders.ground.people.files import read_regular

REMEMBERED = 200
"""So many texts of a file are remembered: what a window may still show, and what can be undone."""
QUESTION = "fraga"
_SHOWS = {
    SLIDE: ("kind", "link", "links", "box", "picture"),
    "lank": ("title", "address"),
    "bilaga": ("title", "file"),
    QUESTION: ("text",),
}
"""The keys of a block, by its table, that tell which it is: where one is another, it is not what was seen."""
GONE = "borta"
"""The revision of a file that is not there, or cannot be read at all."""
_BOM = b"\xef\xbb\xbf"


class Changed(UsageError):
    """The file was changed elsewhere, and a writer must choose. theirs: the text that is there now."""

    def __init__(self, when: str, mine: str, theirs: str) -> None:
        super().__init__("the file was changed elsewhere", f"Filen ändrades {when} i ett annat fönster.")
        self.mine, self.theirs = mine, theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the file says. revision: of the file's bytes. fault: why it cannot be read now; the meeting is then that of
    the newest text that could, None where there was none."""

    revision: str
    text: str
    saved: datetime
    meeting: Meeting | None
    good: str
    fault: UsageError | None = None


class Draft:
    """One meeting file. All its changes go through here, one at a time. ``now``: the moment, in Swedish time."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self.path = path
        self._now = now
        self._lock = threading.RLock()
        self._texts: dict[str, str] = {}
        self._undo: list[tuple[str, str]] = []
        self._redo: list[tuple[str, str]] = []
        self._good: tuple[str, Meeting] | None = None

    def read(self) -> Read:
        """The file as it is now. UsageError where there is none, or it cannot be read, and never could be."""
        with self._lock:
            try:
                body = read_regular(self.path, LARGEST_FILE_BYTES)
            except UsageError as error:
                if self._good is None:
                    raise
                held, shown = self._good
                return Read(revision=GONE, text="", saved=self._now(), meeting=shown, good=held, fault=error)
            revision = digest(body)[:16]
            saved = datetime.fromtimestamp(self.path.stat().st_mtime, self._now().tzinfo)
            fault, text = None, ""
            try:
                text = toml_text.decoded(body, self.path.name).replace("\r\n", "\n")
                if self._good is None or self._good[0] != text:
                    self._good = (text, parse_meeting(text, self.path.name, self._now().date()))
            except UsageError as error:
                fault = error
            self._remember(revision, text)
            good, meeting = self._good or ("", None)
            return Read(revision=revision, text=text, saved=saved, meeting=meeting, good=good, fault=fault)

    def change(self, change: Change, revision: str, *, force: bool = False) -> Read:
        """Make a change that was meant for a revision. Changed where a writer must choose; UsageError where it is no
        change that the file bears."""
        with self._lock, changed_alone(self.path):
            here = self.read()
            if here.fault is not None:
                raise here.fault
            before = self._blocks(here.text, change)
            if not force and revision != here.revision:
                self._check_still_there(change, revision, here, before)
            text = self._followed(change.make(before).text, change)
            check_written(text, self.path.name, self._now().date())
            if len(text.encode()) + text.count("\n") > LARGEST_FILE_BYTES:  # where lines end as in Windows
                raise UsageError(
                    f"the file would be larger than {LARGEST_FILE_BYTES} bytes",
                    "Mötets fil blir för stor för att läsas. Korta en text eller en tabell.",
                )
            return self._write(here, text)

    def _followed(self, text: str, change: Change) -> str:
        """The text with each question at the slide it was asked at, wherever that stands by now."""
        follow = change.follow
        if follow is None or not tomllib.loads(text).get(QUESTION):
            return text
        blocks = Blocks.of(text, self.path.name, QUESTION, least=0)
        for n, block in enumerate(blocks.slides):
            slide = int(str(_keys(block, QUESTION).get("slide", 0)))  # the text has been read
            if slide and (now := follow(slide)) != slide:
                blocks = blocks.changed(n, partial(put, key="slide", value=now or None))
        return blocks.text

    def undo(self) -> tuple[Read, bool]:
        """Take the newest change back, and whether there was one. Changed where the file is another by now."""
        return self._step(self._undo, self._redo)

    def redo(self) -> tuple[Read, bool]:
        """Make the change again that was taken back."""
        return self._step(self._redo, self._undo)

    def _step(self, these: list[tuple[str, str]], others: list[tuple[str, str]]) -> tuple[Read, bool]:
        with self._lock, changed_alone(self.path):
            here = self.read()
            if here.fault is not None:
                raise here.fault  # what can be undone is there when the file is
            if not these:
                return here, False
            other, mine = these[-1]
            if mine != here.text:
                these.clear()
                raise Changed(f"{here.saved:%H.%M}", "", "")
            read = self._put(here, other)
            others.append((mine, these.pop()[0]))
            return read, True

    def _check_still_there(self, change: Change, revision: str, here: Read, now: Blocks) -> None:
        """Changed, unless the slide that is meant is still where and as it was seen."""
        seen = self._texts.get(revision)
        if change.n < 0:
            return  # something further is added, which takes nothing away
        when = f"{here.saved:%H.%M}"
        if seen is None:
            raise Changed(when, change.mine, _text_of(now, change))
        blocks = self._blocks(seen, change)
        if not change.n < len(blocks.slides):
            raise Changed(when, change.mine, "")
        is_same = change.n < len(now.slides) and now.slides[change.n] == blocks.slides[change.n]
        is_untouched = bool(change.key) and change.n < len(now.slides) and self._is_other_key(change, blocks, now)
        if not is_same and not is_untouched:
            raise Changed(when, change.mine, _text_of(now, change))

    def _blocks(self, text: str, change: Change) -> Blocks:
        return Blocks.of(text, self.path.name, change.table, least=change.table == SLIDE)

    @staticmethod
    def _is_other_key(change: Change, seen: Blocks, now: Blocks) -> bool:
        """Whether the same block has other keys changed, and not this one. Of two that look the same nobody knows."""
        mine, theirs = (_keys(blocks.slides[change.n], change.table) for blocks in (seen, now))
        if mine.get(change.key) != theirs.get(change.key):
            return False
        shows = _SHOWS.get(change.table, ())

        def alike(blocks: Blocks) -> int:
            found = (_keys(one, change.table) for one in blocks.slides)
            return sum(all(one.get(key) == mine.get(key) for key in shows) for one in found)

        return all(theirs.get(key) == mine.get(key) for key in shows) and alike(seen) == alike(now) == 1

    def _write(self, here: Read, text: str) -> Read:
        if text == here.text:
            return here
        read = self._put(here, text)
        self._undo.append((here.text, text))
        del self._undo[:-REMEMBERED]
        self._redo.clear()
        return read

    def _put(self, here: Read, text: str) -> Read:
        body = read_regular(self.path, LARGEST_FILE_BYTES)
        if digest(body)[:16] != here.revision:
            raise Changed(f"{self._now():%H.%M}", "", "")
        lines = text.replace("\n", "\r\n") if b"\r\n" in body else text
        write_atomically(self.path, (_BOM if body.startswith(_BOM) else b"") + lines.encode())
        return self.read()

    def _remember(self, revision: str, text: str) -> None:
        self._texts.pop(revision, None)
        self._texts[revision] = text
        while len(self._texts) > REMEMBERED:
            self._texts.pop(next(iter(self._texts)))


def _keys(block: str, table: str) -> dict[str, object]:
    stated: dict[str, Any] = tomllib.loads(block)
    found: dict[str, object] = stated if table == TOP else stated[table][0]
    return found


def _text_of(blocks: Blocks, change: Change) -> str:
    """What stands now where a change would write."""
    if not change.key or not change.n < len(blocks.slides):
        return ""
    keys = _keys(blocks.slides[change.n], change.table)
    found = links_of(keys) if change.key == "links" else keys.get(change.key, "")
    return "\n".join(map(str, found)) if isinstance(found, list) else str(found).strip()
