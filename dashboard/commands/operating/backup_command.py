"""``lanspuls backup`` and ``restore``: the data folder and its settings, copied while pages are served, and verified.

A backup is a folder: ``data/`` as it was, ``lanspuls.toml`` if there is one, and ``backup.json`` with the size and
SHA-256 of every file. It is written under another name and gets its own when it is whole, so that a folder that looks
like a backup is one. Fetching waits meanwhile; readers notice nothing.
"""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import filelock
import orjson
import typer
from rich.console import Console

from dashboard.commands.operating.shared_data import working_settings
from loaders.ground.clock import to_text
from loaders.ground.errors import DiskFault, StoreError, UsageError
from loaders.ground.files import TEMPORARY, disk_fault, put_in_place, write_atomically
from loaders.settings import FILE, Settings

LIST, DATA, SCHEMA = "backup.json", "data", 1
LOCK = ".lock"
BLOCK = 1 << 20
"""Bytes that are copied at a time."""
PATIENCE_SECONDS = 600
"""How long a fetch under way may take before the backup gives up."""

Into = Annotated[Path, typer.Argument(metavar="DIR", help="Mapp för säkerhetskopior; varje får en egen mapp i den.")]
From = Annotated[Path, typer.Argument(metavar="DIR", help="En säkerhetskopia: mappen med backup.json.")]
Replace = Annotated[bool, typer.Option("--replace", help="Flytta undan de siffror som finns. Inget tas bort.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One file of a backup: its path with strokes, bytes, and SHA-256."""

    path: str
    size: int
    sha256: str


def backup(folder: Into) -> None:
    """Säkerhetskopiera siffror, möten, egna filer och inställningar.

    Går att göra medan sidorna visas. Kopian läses igen och kontrolleras innan den får sitt namn.
    """
    out = Console(highlight=False, markup=False, soft_wrap=True)
    made, kept = back_up(working_settings(), Path.cwd() / FILE, folder, datetime.now(UTC))
    out.print(f"{made}: {len(kept)} filer, {sum(one.size for one in kept) / 1e6:.1f} MB, kontrollerade.")


def restore(folder: From, replace: Replace = False) -> None:
    """Lägg tillbaka en säkerhetskopia.

    Varje fil kontrolleras först. Finns det siffror redan behövs --replace, som flyttar dem åt sidan.
    """
    out = Console(highlight=False, markup=False, soft_wrap=True)
    settings = working_settings()
    aside = put_back(settings, folder, datetime.now(UTC), replace=replace)
    if aside is not None:
        out.print(f"Det som fanns ligger i {aside}.")
    out.print(f"Tillbakalagt i {settings.data}. Kör lanspuls verify för att se att allt är helt.")
    if (folder / FILE).is_file() and not (Path.cwd() / FILE).exists():
        out.print(f"Inställningarna ligger i {folder / FILE}. Kopiera dem hit om de ska gälla.")


def back_up(settings: Settings, settings_file: Path, into: Path, moment: datetime) -> tuple[Path, tuple[Kept, ...]]:
    """Write a backup into a folder of its own below ``into``; its folder and files. UsageError, StoreError."""
    if not settings.data.is_dir():
        raise UsageError(f"there is no data in {settings.data}", f"Det finns inga data i {settings.data}.")
    if into.resolve().is_relative_to(settings.data.resolve()):
        raise UsageError(
            "the backup must lie outside the data folder", "Säkerhetskopian ska ligga utanför mappen med data."
        )
    name = f"lanspuls-{moment:%Y%m%dT%H%M%SZ}"
    unfinished, target = into / f"{TEMPORARY}{name}", into / name
    if target.exists():
        raise UsageError(f"{target} exists already", f"{target} finns redan.")
    try:
        unfinished.mkdir(parents=True)
        with _nobody_writing(settings):
            kept = list(_all_copied(settings.data, unfinished / DATA))
        if settings_file.is_file():
            kept.append(_copied(settings_file, settings_file.parent, unfinished, ""))
        body = {"schema": SCHEMA, "made": to_text(moment), "files": [_described(one) for one in kept]}
        write_atomically(unfinished / LIST, orjson.dumps(body, option=orjson.OPT_INDENT_2))
        read_backup(unfinished)
        put_in_place(unfinished, target)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        where = error.filename or into
        raise disk_fault(
            f"the backup was not made: {where} could not be used", f"Ingen kopia gjordes: {where}", error
        ) from error
    except StoreError:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return target, tuple(kept)


def read_backup(folder: Path) -> tuple[Kept, ...]:
    """The files of a backup, all of them read and as they were. StoreError for one that is not; UsageError for none."""
    try:
        body = orjson.loads((folder / LIST).read_bytes())
        files = tuple(Kept(path=one["path"], size=one["size"], sha256=one["sha256"]) for one in body["files"])
        is_known = body["schema"] == SCHEMA
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{folder} is no backup: its {LIST} cannot be read", f"{folder} är ingen säkerhetskopia: {LIST} saknas."
        ) from error
    if not is_known:
        raise DiskFault(
            f"{folder} was made by a later version of this program; restore it with that one",
            f"{folder} är gjord av en senare version av Länspuls. Lägg tillbaka den med den.",
        )
    for one in files:
        path = folder / one.path
        if not path.resolve().is_relative_to(folder.resolve()):
            raise DiskFault(
                f"{folder / LIST} names a file outside the backup: {one.path}",
                f"{folder / LIST} nämner en fil utanför kopian ({one.path}). Ta en tidigare kopia.",
            )
        if not path.is_file() or path.stat().st_size != one.size or _hash(path) != one.sha256:
            raise DiskFault(
                f"{path} is damaged or lost; take an earlier backup, or restore without it by hand",
                f"{path} är skadad eller borta. Ta en tidigare kopia, eller lägg tillbaka resten för hand.",
            )
    return files


def put_back(settings: Settings, folder: Path, moment: datetime, *, replace: bool) -> Path | None:
    """Put a backup's data in the data folder; where what was there lies now, None where there was nothing.

    Nothing is changed before every file has been read and copied. UsageError, StoreError.
    """
    files = [one for one in read_backup(folder) if one.path.startswith(f"{DATA}/")]
    is_empty = not settings.data.is_dir() or not any(settings.data.iterdir())
    if not (is_empty or replace):
        raise UsageError(
            f"{settings.data} is not empty; --replace moves it aside",
            f"{settings.data} är inte tom. Lägg till --replace.",
        )
    beside = settings.data.parent
    unfinished = beside / f"{TEMPORARY}{settings.data.name}"
    aside = beside / f"{settings.data.name}-{moment:%Y%m%dT%H%M%SZ}"
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        for one in files:
            target = unfinished / one.path.removeprefix(f"{DATA}/")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / one.path, target)
            if _hash(target) != one.sha256:
                raise DiskFault(
                    f"{target} was not copied as it is; check the disk",
                    f"{target} blev inte en riktig kopia. Se efter på disken.",
                )
        if settings.data.exists():
            put_in_place(settings.data, aside)
        try:
            put_in_place(unfinished, settings.data)
        except OSError:
            if aside.exists():
                put_in_place(aside, settings.data)  # what was there stays where it was
            raise
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        where = error.filename or beside
        raise disk_fault(
            f"nothing was put back: {where} could not be used", f"Inget lades tillbaka: {where}", error
        ) from error
    if is_empty and aside.is_dir():
        aside.rmdir()
    return None if is_empty else aside


def _nobody_writing(settings: Settings) -> ExitStack:
    """The locks of the history and of the raw answers, for as long as the block lasts. StoreError.

    None on a disk that takes no writing, such as one that has begun to fail: there nobody writes.
    """
    held = ExitStack()
    try:
        for folder in (settings.store_dir, settings.raw_dir):
            if folder.is_dir():
                held.enter_context(filelock.FileLock(folder / LOCK, timeout=PATIENCE_SECONDS))
    except filelock.Timeout as error:
        held.close()
        raise DiskFault(
            "a fetch is under way and does not end; try again when it is done",
            "En hämtning pågår och tar inte slut. Försök igen när den är klar.",
        ) from error
    except OSError as error:
        if error.errno != errno.EROFS:
            held.close()
            raise
    return held


def _files(folder: Path) -> Iterator[Path]:
    """Files below a folder, what lists others before what is listed; no locks, links or unfinished files or folders."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(TEMPORARY)]
        found += [
            Path(place) / name
            for name in names
            if name != LOCK and not name.startswith(TEMPORARY) and not (Path(place) / name).is_symlink()
        ]
    yield from sorted(found, key=lambda path: (path.suffix not in (".json", ".toml"), path))


def _all_copied(folder: Path, into: Path) -> Iterator[Kept]:
    """Each file that is still there when its turn comes: a draft may be removed meanwhile, never what is listed."""
    for path in _files(folder):
        with suppress(FileNotFoundError):
            yield _copied(path, folder, into, DATA)


def _copied(path: Path, root: Path, into: Path, below: str) -> Kept:
    relative = path.relative_to(root)
    target = into / relative
    with path.open("rb") as source:
        target.parent.mkdir(parents=True, exist_ok=True)
        whole, size = hashlib.sha256(), 0
        with target.open("wb") as sink:
            while block := source.read(BLOCK):
                whole.update(block)
                size += len(block)
                sink.write(block)
    return Kept(path=(Path(below) / relative).as_posix(), size=size, sha256=whole.hexdigest())


def _hash(path: Path) -> str:
    """SHA-256 of a file that need not fit in memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _described(one: Kept) -> dict[str, object]:
    return {"path": one.path, "size": one.size, "sha256": one.sha256}
