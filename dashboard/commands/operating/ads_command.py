"""``lanspuls ads``: JobTech's archives of ads counted into *annonser per yrkesområde*. No ad is kept."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from dashboard.commands.options import AcceptRevision, By

if TYPE_CHECKING:
    from loaders.sources.jobtech.archive.bulk import Asked, Outcome

FOLDER = "ads"
Archives = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="Arkiv med annonser: JSON-rader, vanliga, gzip, zip eller zstd.")
]
OfPeriod = Annotated[
    str, typer.Option("--period", metavar="PERIOD", help="År eller kvartal (2025, 2026-Q1), om filens namn inte säger.")
]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help="Processer; annars en per processor.")]
Scheduler = Annotated[
    str, typer.Option("--scheduler", metavar="ADDRESS", help="Räkna på ett Dask-kluster, t.ex. tcp://maskin:8786.")
]
OnlyCount = Annotated[bool, typer.Option("--only-count", help="Räkna bara; läs inte in i siffrorna.")]


def ads(
    files: Archives,
    period: OfPeriod = "",
    workers: Workers = None,
    scheduler: Scheduler = "",
    only_count: OnlyCount = False,
    by: By = "",
    accept_revision: AcceptRevision = False,
) -> None:
    """Räkna JobTechs arkiv med annonser och läs in antalet.

    Per månad, kommun och yrkesområde. Ingen annons sparas. Det som är räknat räknas inte om: avbryts det fortsätter
    samma kommando där det var. Slutkod 1 om en fil inte gick att räkna; de andra räknas ändå.
    """
    from dashboard.commands.operating.shared_data import working_settings
    from dashboard.commands.source_commands import import_file
    from loaders.sources.jobtech.archive.bulk import Kept, cores, count_files
    from loaders.sources.jobtech.archive_table import ARCHIVE

    out = Console(highlight=False, markup=False, soft_wrap=True)
    settings = working_settings()
    kept = Kept(settings.data / FOLDER)
    asked = asked_of(files, period)
    moment = datetime.now(UTC).replace(microsecond=0)
    given, failed = [], False
    for outcome in count_files(asked, kept, moment, workers=workers or cores(), scheduler=scheduler):
        out.print(told(outcome))
        failed |= outcome.error is not None
        if outcome.counted is not None:
            given.append(kept.folder / outcome.counted.name)
    if given and not only_count:
        before = [path for path in kept.paths() if path not in given]  # those just counted say what a month has
        failed |= import_file(settings, "jobtech", [*given, *before], ARCHIVE, by, "", accept_revision, out)
    if failed:
        raise typer.Exit(1)


def asked_of(files: list[Path], period: str) -> "list[Asked]":
    """Each file with the year or quarter it is for. UsageError where nothing tells it, or two are for one month."""
    from loaders.ground.errors import UsageError
    from loaders.ground.people.files import shown_name
    from loaders.sources.jobtech.archive.bulk import Asked
    from loaders.sources.jobtech.archive.counted import months_of, period_of

    if period and len(files) > 1:
        raise UsageError("--period is for one file", "--period gäller en fil i taget.")
    asked: list[Asked] = []
    taken: dict[str, Path] = {}
    for path in files:
        name = shown_name(path)
        if not path.is_file():
            raise UsageError(f"there is no file {path}", f"Det finns ingen fil {path}.")
        found = period_of(period or path.name)
        if not found:
            raise UsageError(
                f"{name} does not say which year or quarter it is for: give --period 2025 or --period 2026-Q1",
                f"Namnet {name} säger inte vilket år eller kvartal filen gäller. Lägg till --period 2025 "
                "eller --period 2026-Q1.",
            )
        for month in months_of(found):
            other = taken.setdefault(month, path)
            if other != path:
                raise UsageError(
                    f"{shown_name(other)} and {name} are both for {month}: give one of them",
                    f"{shown_name(other)} och {name} gäller båda {month}. Ange bara den ena.",
                )
        asked.append(Asked(path=path, period=found))
    return asked


def told(outcome: "Outcome") -> str:
    """One line on a file: how many ads, and every line that is not among them."""
    from dashboard.words import swedish

    name = outcome.asked.path.name
    if outcome.counted is None:
        return f"{name}: FEL. Inget räknades. Detalj: {outcome.error}"
    said, months = outcome.counted.told, outcome.counted.months
    not_counted = {
        "upprepade annonser": said.repeated,
        f"utanför {said.period}": said.outside,
        "utan publiceringsdag": said.undated,
        "trasiga rader": said.broken + said.endless,
        "tomma rader": said.blank,
    }
    among = {
        "utan kommun": said.without_municipality,
        "utan yrkesområde": said.without_field,
        "utan antal platser": said.without_jobs,
        "utan id": said.without_id,
        "borttagna i förtid": said.removed,
        "på en okänd plats": said.strange_place,
        "i ett okänt yrkesområde": said.strange_field,
    }
    first = f"{name}: {swedish.number(said.ads)} annonser {months[0]}–{months[-1]}"
    lines = [f"{first} ({'räknade tidigare' if outcome.was_kept else f'{swedish.number(said.lines)} rader'})"]
    for title, counts in (("Varav", among), ("Inte räknade", not_counted)):
        parts = [f"{swedish.number(n)} {what}" for what, n in counts.items() if n]
        lines += [f"  {title}: {', '.join(parts)}"] if parts else []
    return "\n".join(lines)
