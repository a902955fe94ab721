"""``lanspuls check``: every file that people write is read, and what needs mending is told. Nothing is fetched."""

from typing import TYPE_CHECKING

import typer
from rich.console import Console

from dashboard.commands.declaring.unread_files import faults_of_files
from dashboard.commands.operating.region_commands import print_regions
from dashboard.commands.operating.shared_data import working_settings
from dashboard.commands.source_commands import own_history, tell_unread_files

if TYPE_CHECKING:
    from loaders.settings import Settings


def check() -> None:
    """Läs de egna filerna och säg vad som behöver rättas.

    Möten, årets frågor, områden, branschlistor, egna indikatorer, utsikter, strategi och egna uppgifter. Inget hämtas.
    Slutkod 1 om något är fel.
    """
    from loaders.settings.regions import load_regions

    out = Console(highlight=False, markup=False, soft_wrap=True)
    settings = working_settings()
    problems = own_history(settings).read().problems
    for problem in problems:
        out.print(f"Egen fil: {problem.error.message_sv}")
    is_well = tell_unread_files(settings, out) and not problems
    is_service = bool(settings.others) and settings.shared is None
    if settings.says_county or not is_service:
        is_well &= _tell_figures(settings, out)
        out.print(f"Läst i {settings.data}: {_counted(settings)}.")
    if is_service:
        is_well &= print_regions(settings, out)
        for region in load_regions(settings):
            if region.settings is not None:
                is_well &= _tell_figures(region.settings, out)
                out.print(f"Läst i {region.settings.data}: {_counted(region.settings)}.")
    if not is_well:
        raise typer.Exit(1)
    out.print("Inget behöver rättas.")


def _tell_figures(settings: "Settings", out: Console) -> bool:
    """Print what cannot be read of the files of own indicators; whether all can."""
    from loaders.catalogue import own_in

    faults = tuple(faults_of_files(settings, own_in(settings.data, settings.region).indicators))
    for fault in faults:
        out.print(f"Fil: {fault.message_sv}")
    return not faults


def _counted(settings: "Settings") -> str:
    """What was found and understood, so that a file in the wrong place is noticed."""
    from dashboard.data.meeting_days import SETS, WHEEL, meeting_files
    from dashboard.meetings.industry_sets import read_sets
    from dashboard.meetings.wheel.wheel_file import read_wheel
    from loaders.catalogue import own_in
    from loaders.ground.people.areas import AREAS, read_areas

    data = settings.data
    found = (
        (len(meeting_files(settings.meetings_dir)), "mötesfiler"),
        (len(read_wheel(data / WHEEL, settings.county).own), "månader med egen fråga"),
        (len(read_areas(data / AREAS).areas), "områden med eget namn"),
        (len(read_sets(data / SETS).sets), "egna branschlistor"),
        (len(own_in(data, settings.region).indicators), "egna indikatorer"),
    )
    return ", ".join(f"{number} {what}" for number, what in found)
