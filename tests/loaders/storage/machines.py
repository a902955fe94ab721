"""Made-up data folders of a machine, and a place that ends the program in the middle of a call."""

from datetime import UTC, datetime
from pathlib import Path

from loaders.storage import Desk
from loaders.storage.folder import FolderStorage

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
FIRST = {
    "store/manifest.json": '{"n": 1}',
    "store/a/1.parquet": "rader",
    "own/egna.csv": "en",
    "own/andra.csv": "två",
    "editions/2026-11-30/1/edition.json": "utgåva",
    "editions/2026-11-30/1/manifest.json": "lista",
    "reports/rapport.md": "visas inte",
    "raw/scb/TAB/1.zst": "svar",
}
SECOND = {**FIRST, "store/manifest.json": '{"n": 2}', "store/a/2.parquet": "fler", "own/egna.csv": "en och en"} | {
    "editions/2026-11-30/2/edition.json": "rättad", "editions/2026-11-30/2/manifest.json": "lista 2",
}  # fmt: skip
del SECOND["own/andra.csv"]
SHOWN = ("store/", "own/", "editions/")


class Killed(BaseException):
    """The process ends here."""


class Counting(FolderStorage):
    """A place that ends the program before its nth call, or between what it does and the answer to it."""

    def __init__(self, root: Path, before: int = 10**9, after: int = 10**9) -> None:
        super().__init__(root)
        self.calls, self._before, self._after = 0, before, after

    def _counted(self, call, *given):
        self.calls += 1
        if self.calls == self._before:
            raise Killed
        done = call(*given)
        if self.calls == self._after:
            raise Killed
        return done

    def create(self, name, content):
        return self._counted(super().create, name, content)

    def put(self, name, path):
        return self._counted(super().put, name, path)

    def size(self, name):
        return self._counted(super().size, name)

    def read(self, name, most_bytes):
        return self._counted(super().read, name, most_bytes)

    def read_into(self, name, path, size):
        return self._counted(super().read_into, name, path, size)

    def names(self, below):
        return self._counted(super().names, below)


def fill(folder: Path, texts: dict[str, str]) -> None:
    for path in [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]:
        if path.relative_to(folder).as_posix() not in texts:
            path.unlink()
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def texts_in(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def shown(texts: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if name.startswith(SHOWN)}


def published(place, copy: Path, texts: dict[str, str]) -> Desk:
    desk = Desk(place, copy)
    desk.pull(NOON)
    fill(desk.work, texts)
    desk.publish(NOON)
    return desk
