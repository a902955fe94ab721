"""One file or answer as it came, before anybody reads it."""

import io
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from loaders.ground.errors import StoreError
from loaders.ground.files import temporary_folder
from loaders.ground.people.files import is_regular, read_regular, shown_name

LARGEST_BYTES = 1_000_000_000
"""More than the largest file that any publisher has, several times over."""
DEMO_MARK = b"DEMODATA"
"""Stands in every made-up file and answer."""

_BLOCK = 1 << 20


def blocks(stream: BinaryIO, size: int = _BLOCK) -> Iterator[bytes]:
    """The rest of a stream in blocks of at most this many bytes."""
    while block := stream.read(size):
        yield block


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One file or answer as it came, fetched or taken from a person's disk.

    name: what the source calls it (a file name, "metadata", "2026-05/2380"); read() goes by it and by the contents.
    synthetic: the figures are made up (this machine answered, or the answer or file says DEMODATA). metadata: kept
    apart among the snapshots. path: where it lies if a person gave it, or if it is too large to be held: then
    ``on_disk`` is true, the body empty, and who reads it uses ``opened``. event: what a person says that its figures
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
    on_disk: bool = False

    @classmethod
    def from_file(cls, path: Path, *, held: int | None = None, most: int = LARGEST_BYTES) -> "Raw":
        """A file downloaded by hand. held: bytes up to which its contents are held, all if not said.

        UsageError if it is no regular file, larger than ``most`` bytes, or cannot be read.
        """
        name = shown_name(path)
        if held is not None and is_regular(path) and path.stat().st_size > held:
            with path.open("rb") as stream:
                synthetic = any(DEMO_MARK in block for block in blocks(stream))
            return cls(name=name, body=b"", fetched=datetime.now(UTC), synthetic=synthetic, path=path, on_disk=True)
        body = read_regular(path, most)
        return cls(name=name, body=body, fetched=datetime.now(UTC), synthetic=DEMO_MARK in body, path=path)

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """The contents as a stream of bytes that can be rewound, without holding those of a file on disk."""
        if self.on_disk and self.path is not None:
            with self.path.open("rb") as stream:
                yield stream
        else:
            yield io.BytesIO(self.body)

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
