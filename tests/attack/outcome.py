"""What an attack found: counts, some of them with a bound."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Count:
    """A count and, where it has one, the most it may be."""

    what: str
    number: float
    most: float | None = None

    @property
    def is_broken(self) -> bool:
        """Whether it is more than it may be."""
        return self.most is not None and self.number > self.most

    def __str__(self) -> str:
        bound = "" if self.most is None else f" (at most {self.most:g})"
        return f"{self.what}: {self.number:g}{bound}{' BROKEN' if self.is_broken else ''}"


@dataclass(frozen=True)
class Target:
    """A running server of this attack's own: where it listens, its process, the data it shows, and a meeting's day."""

    port: int
    process: int
    data: str
    meeting: str
