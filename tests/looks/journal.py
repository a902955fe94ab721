"""What was looked at, line by line in a file, so that a run that was stopped goes on where it was."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path


@dataclass
class Seen:
    """What was looked at, and what is wrong with it. same: charts that were drawn already for another address."""

    pages: int = 0
    axe_runs: int = 0
    stops: int = 0
    charts: int = 0
    same: int = 0
    faults: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """What was done, as a table's rows."""
        return [
            f"{self.pages:6} pages in a window",
            f"{self.axe_runs:6} runs of axe",
            f"{self.stops:6} stops of the keyboard",
            f"{self.charts:6} charts, and {self.same} that are equal to one of them",
            f"{len(self.faults):6} faults",
        ]


class Journal:
    """What was seen by what it is of (``/indikator/brp at 390 px``); kept in a file where one is named."""

    def __init__(self, path: Path | None = None, others: Iterable[Path] = ()) -> None:
        self._path = path
        self._held: dict[str, Seen] = {}
        for file in (*others, *([path] if path else [])):
            for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
                where, seen = json.loads(line)
                self._held[where] = Seen(**seen)

    def has(self, where: str) -> bool:
        """Whether it was looked at."""
        return where in self._held

    def add(self, where: str, seen: Seen) -> None:
        """Keep what was seen."""
        self._held[where] = seen
        if self._path:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps([where, asdict(seen)], ensure_ascii=False) + "\n")

    def seen(self) -> Seen:
        """All of it, each fault with what it is of."""
        whole = Seen()
        for where, seen in self._held.items():
            for one in fields(Seen):
                if one.name != "faults":
                    setattr(whole, one.name, getattr(whole, one.name) + getattr(seen, one.name))
            whole.faults += [f"{where}: {fault}" for fault in seen.faults]
        return whole
