"""Several regions in one service: which one a command is about, and what is declared of them."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from dashboard.commands.operating.init_command import county_code, region_text
from dashboard.commands.operating.shared_data import working_settings
from dashboard.commands.source_commands import own_history, tell_unread_files, write
from loaders.ground.errors import UsageError
from loaders.settings import FILE, LAN, REGION, Settings

if TYPE_CHECKING:
    from loaders.settings.regions import Region

Chosen = Annotated[
    str, typer.Option("--region", metavar="COUNTY", help="Länet som kommandot gäller, där en tjänst har flera.")
]
Added = Annotated[str, typer.Option("--add", metavar="COUNTY", help="Lägg till ett län, med kod eller namn.")]


def choose_region(region: Chosen = "") -> None:
    """Länspuls: länets näringslivsstatistik, hämtad ur öppna data, visad i webbläsaren, sparad som PDF.

    Börja med `lanspuls demo`, som visar allt med påhittade siffror (DEMODATA).
    """
    if region:
        os.environ[REGION] = county_code(region)


def regions(add: Added = "") -> None:
    """Visa tjänstens län och vad som är fel i deras filer.

    Varje län är en mapp, data/lan/20, med egna inställningar, möten, utgåvor och egna filer; det hämtade har de
    gemensamt. Slutkod 1 om något är fel.
    """
    out = Console(highlight=False, markup=False, soft_wrap=True)
    settings = working_settings()
    if add:
        _add(settings, county_code(add), out)
        settings = working_settings()
    if not settings.others:
        out.print("Sidorna gäller ett län. Lägg till fler med lanspuls regions --add, till exempel --add 20.")
    elif not print_regions(settings, out):
        raise typer.Exit(1)


def _add(settings: Settings, code: str, out: Console) -> None:
    folder = settings.data / LAN / code
    if (folder / FILE).exists():
        raise UsageError(f"{LAN}/{code}/{FILE} exists already", f"{LAN}/{code}/{FILE} finns redan. Ändra i den.")
    is_new = not folder.exists()
    try:
        write(folder / FILE, region_text(code).encode())
    except UsageError:
        if is_new and folder.is_dir():
            folder.rmdir()  # a folder of a region is a region, whether it has settings or not
        raise
    out.print(f"{folder / FILE} är skriven. Länets möten och egna filer läggs i samma mapp.")


def print_regions(settings: Settings, out: Console) -> bool:
    """Print each declared region, where it is shown and what is wrong with its files; whether nothing is."""
    from loaders.settings.regions import load_regions, strangers_of

    is_well = True
    for error in strangers_of(settings.data):
        out.print(f"Fel: {error.message_sv}")
        is_well = False
    for name in _read_by_nobody(settings):
        out.print(f"Obs: data/{name} hör inte till något län och läses inte. Flytta till data/{LAN}/NN/{name}.")
    for region in load_regions(settings):
        found = list(_problems(region))
        shown = "" if region.settings is None else f": {region.organisation}, {_address(region.settings)}"
        out.print(f"{region.code} {region.name}{shown}")
        for problem in found:
            out.print(f"  Fel: {problem}")
        is_well &= not found
        if region.settings is not None:
            is_well &= tell_unread_files(region.settings, out)
    return is_well


def _read_by_nobody(settings: Settings) -> Iterator[str]:
    """What people have written in the folder of the whole service, where no county of its own stands at the root."""
    from dashboard.data.meeting_days import OUTLOOKS, SETS, STRATEGY, WHEEL
    from loaders.declared import FOLDER
    from loaders.ground.people.areas import AREAS

    if settings.says_county and settings.county not in settings.others:
        return
    named = (settings.meetings_dir.name, settings.own_dir.name, SETS, FOLDER, OUTLOOKS, STRATEGY, WHEEL, AREAS)
    yield from (name for name in named if (settings.data / name).exists())


def _problems(region: "Region") -> Iterator[str]:
    """What is wrong with a region's settings, logo and own files."""
    from dashboard.web.bundled import bundled

    if region.settings is None:
        yield region.fault.message_sv if region.fault else region.code
        return
    try:
        bundled(region.settings.colour, region.settings.logo)
    except UsageError as error:
        yield error.message_sv
    for problem in own_history(region.settings).read().problems:
        yield problem.error.message_sv


def _address(settings: Settings) -> str:
    return f"{settings.public_url}{settings.prefix}/"
