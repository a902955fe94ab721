"""What is asked of a place where data is shared. Six things, all by name; more is not needed and not believed."""

from pathlib import Path
from typing import Protocol


class Storage(Protocol):
    """Objects by name, such as ``versions/000000012.json``. May be shared by threads.

    Every method raises StorageUnreachable where the place does not answer, refuses, or ends in the middle, after a
    bounded time and number of tries. Nothing half is ever given.
    """

    @property
    def address(self) -> str:
        """Where it is, as people write it; without any secret."""

    def read(self, name: str, most_bytes: int) -> bytes | None:
        """An object; None where there is none."""

    def read_into(self, name: str, path: Path, size: int) -> bool:
        """Put an object that should be so large into a file; whether there is one. A larger one is cut off there."""

    def create(self, name: str, content: bytes) -> bool:
        """Create an object if there is none of this name; whether it was created by this call, as far as is known."""

    def put(self, name: str, path: Path) -> None:
        """Put a file as an object, over one of the same name: for pieces, whose name tells their content."""

    def size(self, name: str) -> int | None:
        """How large an object is; None where there is none."""

    def names(self, below: str) -> tuple[str, ...]:
        """Names that begin so, as the place lists them: perhaps not all. A hint where to begin asking."""
