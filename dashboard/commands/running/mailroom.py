"""What has been told and what is still to be sent, remembered on the disk where that can be written."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from dashboard.commands.running.journal import Journal
from dashboard.commands.running.limits import Limits
from dashboard.commands.running.lines import Delivered, Message
from dashboard.commands.running.remembered import Remembered, remember, remembered
from dashboard.commands.running.troubles import DRAFT, Letter, Trouble, next_letters, posted, to_tell, tried, with_new


class Mailroom:
    """The letters of a service. folder: that of its data. write: does what may fail on a disk, and tells if it does."""

    def __init__(
        self, folder: Path, journal: Journal, limits: Limits, write: Callable[[Callable[[], None]], None]
    ) -> None:
        self._folder, self._journal, self._limits, self._write = folder, journal, limits, write
        self._kept = remembered(folder)
        self._tried: dict[int, Letter] = {}

    @property
    def unsent(self) -> int:
        """Messages that some way has not taken."""
        return len(self._kept.letters)

    def next(self, now: datetime) -> tuple[Letter, ...]:
        """The letters to try now, those that ``outcome`` then is about."""
        found = next_letters(self._kept.letters, now)
        self._tried = dict(enumerate(found))
        return found

    def outcome(self, delivered: Delivered, now: datetime) -> None:
        """What became of one of the letters that are tried."""
        letter = self._tried.pop(delivered.number, None)
        if letter is None:
            return
        if delivered.fault:
            self._journal.warn("a message is not sent", subject=letter.message.subject, fault=delivered.fault)
        else:
            self._journal.info("a message is sent", subject=letter.message.subject)
        self._keep(replace(self._kept, letters=tried(self._kept.letters, letter, delivered, now, self._limits)))

    def give_up(self, fault: str, now: datetime) -> None:
        """Nothing more is heard of the letters that are tried."""
        for number in tuple(self._tried):
            self.outcome(Delivered(number=number, fault=fault), now)

    def tell(self, troubles: Iterable[Trouble], now: datetime, is_known: Callable[[str], bool]) -> bool:
        """Post what is to be told of what is wrong now; whether anything was. is_known: as ``to_tell``."""
        messages, told = to_tell(self._kept.told, troubles, now, is_known)
        letters = self._kept.letters
        for key, message in messages:
            letters = posted(letters, Letter(key=key, message=message, at=now))
        if told != self._kept.told or letters != self._kept.letters:
            self._keep(replace(self._kept, told=told, letters=letters))
        return bool(messages)

    def tell_draft(self, region: str, message: Message, new: tuple[str, ...], now: datetime) -> None:
        """Post how a region's draft stands and which figures are new since, unless that has been told and none are."""
        text = message.content.decode()
        if self._kept.drafts.get(region) == text and not new:
            return
        letter = Letter(key=DRAFT, region=region, message=with_new(message, new), at=now)
        letters = posted(self._kept.letters, letter)
        self._keep(replace(self._kept, letters=letters, drafts={**self._kept.drafts, region: text}))

    def _keep(self, kept: Remembered) -> None:
        self._kept = kept
        self._write(lambda: remember(self._folder, kept))
