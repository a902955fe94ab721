"""A measure of a file of the region's own, CSV or Excel: its columns are guessed and asked for, its faults told."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dashboard.commands.declaring.asking import Asking
from dashboard.commands.declaring.proposal import Proposal, levels_row, quoted
from loaders.declared import FOLDER
from loaders.ground import names
from loaders.ground.declarations import FileQuery, Grain, Indicator
from loaders.ground.errors import FileFault, UsageError
from loaders.ground.people.files import in_folder

if TYPE_CHECKING:
    from loaders.ground.raw import Raw
    from loaders.settings import Settings

ENDINGS = (".csv", ".xlsx")
_GRAINS = {Grain.YEAR: "år", Grain.QUARTER: "kvartal", Grain.MONTH: "månad"}


def propose(
    settings: "Settings", file: str, columns: tuple[str, str, str], levels: Iterable[str], asking: Asking
) -> Proposal:
    """What a file holds. file: its name in the folder of own indicators, or a path, from where it is copied.

    columns: headings of places, periods and figures; "" to be guessed, or asked for. Errors as `Asking.text`.
    """
    from loaders.sources.own_files.guess_columns import guess

    folder = settings.data / FOLDER
    there = tuple(path.name for path in in_folder(folder) if path.suffix.lower() in ENDINGS)
    if there:
        asking.tell(f"Filer i {folder}: {', '.join(there)}")
    path = Path(
        asking.text(
            "--file",
            "Filens namn, eller sökväg",
            file,
            there[0] if len(there) == 1 and asking.at_terminal else "",
            check=partial(_found, folder),
            near=lambda answer: names.nearest(answer, there),
        )
    )
    found = guess(_read(path, asking))
    asked = zip(
        ("--place", "--period", "--value"),
        ("Kolumnen med platser", "Kolumnen med perioder", "Kolumnen med siffror"),
        columns,
        (found.place, found.period, found.value),
        strict=True,
    )
    asking.tell(f"  Kolumnerna: {', '.join(found.headings)}")
    place, period, value = (
        asking.text(
            option,
            question,
            said,
            proposed,
            check=partial(_heading, found.headings, path.name),
            near=lambda answer: names.nearest(answer, found.headings),
        )
        for option, question, said, proposed in asked
    )
    guessed = found.levels if place == found.place and len(found.levels) < 3 else ()
    said_levels = tuple(levels) or tuple(level.value for level in guessed)
    stem = path.stem.replace("-", " ").replace("_", " ")
    return Proposal(
        source=(
            "[file]",
            *(
                f"{key} = {quoted(text)}"
                for key, text in zip(
                    ("name", "place", "period", "value"), (path.name, place, period, value), strict=True
                )
            ),
            *levels_row(said_levels),
        ),
        title=stem[:1].upper() + stem[1:] if asking.at_terminal else "",
        unit="procent" if found.is_percent else "",
        kind="kvot" if found.is_percent or found.decimals else "antal" if asking.at_terminal else "",
        grain=_GRAINS[found.grain] if found.grain and period == found.period else "",
        decimals=found.decimals or None,
        needs_publisher=True,
        possible=partial(_require_readable, path, asking),
        copied_from=None if path.parent == folder else path,
    )


def _found(folder: Path, answer: str) -> str:
    """The path of a file that is meant: one of the folder's, or another. UsageError."""
    path = folder / answer if (folder / answer).is_file() else Path(answer).expanduser().absolute()
    if path.suffix.lower() not in ENDINGS:
        raise UsageError(
            f"{answer} is no .csv or .xlsx file",
            f"{answer} är ingen fil som slutar på .csv eller .xlsx. Spara den som ”CSV UTF-8” eller .xlsx.",
        )
    if path.name != " ".join(path.name.split()):
        raise UsageError(
            f"{answer}: a declaration cannot say a name with several spaces together; rename the file",
            f"{answer}: filnamnet har flera mellanslag intill varandra, eller först eller sist. Döp om filen.",
        )
    if not path.is_file():
        near = names.nearest(answer, (one.name for one in in_folder(folder)))
        hint = f" Menade du {near}?" if near else ""
        raise UsageError(
            f"there is no file {answer}, nor in {folder}",
            f"Det finns ingen fil {answer}, inte heller i {folder}.{hint}",
        )
    if path.parent != folder and (folder / path.name).exists():
        raise UsageError(
            f"{folder} has a file {path.name} already", f"{folder} har redan en fil {path.name}. Byt namn på en av dem."
        )
    return str(path)


def _read(path: Path, asking: Asking) -> "Raw":
    """A file's contents, again after it is mended where it cannot be read at all."""
    from loaders.sources.own_files import opened
    from loaders.sources.own_files.guess_columns import guess

    while True:
        try:
            raw = opened(path.parent, path.name)
            guess(raw)
        except FileFault as fault:
            _wait_for_mending(fault, asking)
        else:
            return raw


def _wait_for_mending(fault: FileFault, asking: Asking) -> None:
    """Tell a fault and wait until somebody has mended the file. UsageError where nobody can."""
    if not asking.at_terminal:
        raise UsageError(str(fault), fault.message_sv) from fault
    asking.tell(f"  {fault.message_sv}")
    typer.prompt("Rätta filen, spara den, och tryck Enter", default="", show_default=False)


def _heading(headings: tuple[str, ...], file: str, answer: str) -> str:
    found = names.find(answer, ((heading, heading) for heading in headings))
    if len(found) == 1:
        return found[0]
    near = names.nearest(answer, headings)
    hint = f"Menade du ”{near}”? " if near else ""
    raise UsageError(
        f"{file} has no column '{answer}'; it has {', '.join(headings)}",
        f"{file} har ingen kolumn ”{answer}”. {hint}Kolumnerna heter {', '.join(headings)}.",
    )


def _require_readable(path: Path, asking: Asking, declared: Indicator) -> None:
    """Read the whole file as a fetch will. UsageError where it cannot be and nobody mends it."""
    from loaders.sources.own_files import opened, part_of

    (query,) = (query for query in declared.queries if isinstance(query, FileQuery))
    while True:
        try:
            part_of(declared, query, opened(path.parent, path.name))
        except FileFault as fault:
            _wait_for_mending(fault, asking)
        else:
            return
