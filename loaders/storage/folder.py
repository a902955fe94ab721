"""A folder that several machines reach, such as a network share, as a place where data is shared."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loaders.ground.errors import StorageUnreachable
from loaders.ground.files import TEMPORARY, give_name, take_away, write_atomically


class FolderStorage:
    """Objects as files of a folder, which somebody else has made: one that is not there is a share that is away."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.address = root.as_uri()

    def read(self, name: str, most_bytes: int) -> bytes | None:
        """See Storage."""
        with self._reached():
            try:
                with (self.root / name).open("rb") as file:
                    return file.read(most_bytes)
            except FileNotFoundError:
                return None

    def read_into(self, name: str, path: Path, size: int) -> bool:
        """See Storage."""
        with self._reached():
            try:
                with (self.root / name).open("rb") as source, path.open("wb") as target:
                    shutil.copyfileobj(source, target)
            except FileNotFoundError:
                if not path.parent.is_dir():
                    raise
                return False
        return True

    def create(self, name: str, content: bytes) -> bool:
        """See Storage. The file gets its name by one step that the system refuses where the name is taken."""
        target = self.root / name
        with self._reached():
            target.parent.mkdir(parents=True, exist_ok=True)
            unfinished = target.with_name(f"{TEMPORARY}{secrets.token_hex(8)}")
            write_atomically(unfinished, content)
            try:
                if os.name == "nt":  # where a rename does not replace
                    give_name(unfinished, target)
                else:
                    target.hardlink_to(unfinished)
            except FileExistsError:
                return False
            finally:
                take_away(unfinished)
        return True

    def put(self, name: str, path: Path) -> None:
        """See Storage."""
        with self._reached():
            write_atomically(self.root / name, path.read_bytes())

    def size(self, name: str) -> int | None:
        """See Storage."""
        with self._reached():
            try:
                return (self.root / name).stat().st_size
            except FileNotFoundError:
                return None

    def names(self, below: str) -> tuple[str, ...]:
        """See Storage."""
        with self._reached():
            folder = self.root / below
            return tuple(f"{below}{path.name}" for path in folder.iterdir()) if folder.is_dir() else ()

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            if not self.root.is_dir():
                raise StorageUnreachable(
                    self.address,
                    "there is no such folder (is the share mounted?)",
                    "mappen finns inte (är nätverksmappen ansluten?)",
                )
            yield
        except OSError as error:
            raise StorageUnreachable(self.address, error.strerror or type(error).__name__) from error
