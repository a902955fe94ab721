"""One file or answer as it came, before anybody reads it."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from loaders.ground.errors import StoreError
from loaders.ground.files import temporary_folder

DEMO_MARK = b"DEMODATA"
"""Stands in every made-up file and answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One file or answer as it came, fetched or taken from a person's disk.

    name: what the source calls it (a file name, "metadata", "2026-05/2380"); read() goes by it and by the contents.
    synthetic: the figures are made up (this machine answered, or the answer or file says DEMODATA). metadata: kept
    apart among the snapshots. path: where it lies if a person gave it. event: what a person says that its figures
    count, where the file does not (a word of `Source.events`), else "".
    """

    name: str
    body: bytes
    url: str = ""
    fetched: datetime
    synthetic: bool = False
    metadata: bool = False
    path: Path | None = None
    event: str = ""

    @classmethod
    def from_file(cls, path: Path) -> "Raw":
        """A file downloaded by hand. OSError if it cannot be read."""
        body = path.read_bytes()
        return cls(name=path.name, body=body, fetched=datetime.now(UTC), synthetic=DEMO_MARK in body, path=path)

    @contextmanager
    def as_file(self) -> Iterator[Path]:
        """The contents as a file on disk, for readers that want a path. Its name is the raw one's.

        StoreError where it cannot be written.
        """
        if self.path is not None:
            yield self.path
            return
        with ExitStack() as held:
            try:
                path = held.enter_context(temporary_folder()) / re.sub(r"[^\w.-]", "_", self.name)
                path.write_bytes(self.body)
            except OSError as error:
                raise StoreError(
                    f"{self.name} cannot be laid in the temporary folder ({error.strerror or error}): check the disk"
                ) from error
            yield path
