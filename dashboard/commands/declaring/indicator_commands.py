"""``lanspuls indicator``: the region's own indicators, declared in data/indicators without Python."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from dashboard.commands.day import today
from dashboard.commands.declaring.asking import Asking
from dashboard.commands.declaring.proposal import Proposal, Said, file_name, rows_of, toml_of
from dashboard.commands.declaring.unread_files import faults_of_files
from dashboard.commands.operating.shared_data import working_settings
from dashboard.commands.source_commands import write
from loaders.ground.errors import SourceUnreachable, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from loaders.catalogue import OwnIndicators
    from loaders.ground.declarations import Indicator
    from loaders.settings import Settings

indicator_app = typer.Typer(
    help="Egna indikatorer: ur Kolada, en tabell hos SCB eller en egen fil.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_out = Console(highlight=False, markup=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
ORIGINS = {
    "kolada": "ett av Koladas nyckeltal",
    "tabell": "en tabell i SCB:s statistikdatabas",
    "fil": "en egen fil, CSV eller Excel",
}


@indicator_app.command()
def new(
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="Filens namn, t.ex. skattesats; blir sidans adress.")
    ] = "",
    kolada: Annotated[str, typer.Option("--kolada", metavar="ID", help="Nyckeltalets id, t.ex. N00901.")] = "",
    table: Annotated[str, typer.Option("--table", metavar="ID", help="Tabellens id hos SCB, t.ex. TAB638.")] = "",
    file: Annotated[
        str, typer.Option("--file", metavar="FILE", help="En fil (CSV eller xlsx) i data/indicators, eller en sökväg.")
    ] = "",
    title: Annotated[str, typer.Option("--title", help="Hela namnet.")] = "",
    short_title: Annotated[str, typer.Option("--short-title", help="Kort namn, på kort och i listor.")] = "",
    subject: Annotated[str, typer.Option("--subject", help="Namnet i en mening, t.ex. skattesatsen.")] = "",
    unit: Annotated[str, typer.Option("--unit", help="Enhet, t.ex. procent.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="kvot, antal, händelser eller belopp.")] = "",
    grain: Annotated[str, typer.Option("--grain", help="år, kvartal eller månad.")] = "",
    definition: Annotated[str, typer.Option("--definition", help="Vad det mäter, i en mening.")] = "",
    publisher: Annotated[str, typer.Option("--publisher", help="Vem som gjort filen.")] = "",
    place: Annotated[str, typer.Option("--place", help="Filens kolumn med platser.")] = "",
    period: Annotated[str, typer.Option("--period", help="Filens kolumn med perioder.")] = "",
    value: Annotated[str, typer.Option("--value", help="Filens kolumn med siffror.")] = "",
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="VARIABLE=VALUE",
            help="Tabellens val, t.ex. Kon=kvinnor; total för summan. Flera går.",
        ),
    ] = None,
    level: Annotated[list[str] | None, typer.Option("--level", help="riket, län eller kommun; flera går.")] = None,
    fetches: Annotated[bool, typer.Option("--fetch/--no-fetch", help="Hämta siffrorna genast.")] = True,
    opens: Annotated[bool, typer.Option("--open/--no-open", help="Visa sidan i webbläsaren.")] = True,
) -> None:
    """Deklarera en egen indikator: slå upp den, skriv filen, hämta siffrorna, visa sidan.

    Frågar i en terminal det som inte sägs; Enter tar förslaget. Filen heter data/indicators/NAME.toml och kan ändras
    för hand.
    """
    from loaders.catalogue import own_in, read_own
    from loaders.declared import FOLDER, declared_in

    settings = working_settings()
    asking, own = Asking(_out), own_in(settings.data, settings.region)
    if name:
        _free_name(settings, name)
    if sum(map(bool, (kolada, table, file))) > 1 or not (kolada or table or file or asking.at_terminal):
        raise UsageError("say one of --kolada, --table, --file", "Ange en av --kolada, --table och --file.")
    asking.tell("Enter tar det som står inom hakparentes. Ctrl+C avbryter, och då skrivs inget.")
    try:
        proposal = _proposed(settings, (kolada, table, file), (place, period, value), select or (), level or (), asking)
    except SourceUnreachable:
        _err.print("Källan gick inte att nå. Inget är skrivet. Försök igen senare.")
        raise
    said = Said(
        title=title,
        short_title=short_title,
        subject=subject,
        unit=unit,
        kind=kind,
        grain=grain,
        definition=definition,
        publisher=publisher,
    )
    rows = rows_of(proposal, said, asking, lambda title: _free(own, title))
    if not name:
        question = "Ett ord för filen och sidans adress"
        proposed = file_name(str(rows["short_title"]))
        name = asking.text("NAME", question, "", proposed, check=lambda answer: _free_name(settings, answer))
    path = settings.data / FOLDER / f"{name}.toml"
    text = toml_of(rows, proposal)
    declared = declared_in(text.encode(), path.name, settings.region)
    if (clash := own.clash_of(declared)) is not None:
        raise clash
    proposal.possible(declared)
    path.parent.mkdir(parents=True, exist_ok=True)
    if proposal.copied_from is not None:
        write(path.parent / proposal.copied_from.name, proposal.copied_from.read_bytes())
        _out.print(f"{proposal.copied_from.name} är kopierad till {path.parent}.")
    write(path, text.encode())
    read_own(settings.data, settings.region)
    _out.print(f"{path} är skriven.")
    if fetches:
        from dashboard.commands.fetch_command import fetched

        if fetched(settings, today(), (declared.id,), full=False, out=_out, err=_err).failed:
            _out.print(f"Siffrorna kom inte. Rätta {path}, och hämta med lanspuls fetch {declared.id}.")
            raise typer.Exit(1)
    _show(settings, declared, asking, opens=opens and fetches)


@indicator_app.command("list")
def list_() -> None:
    """Lista de egna indikatorerna."""
    from loaders.catalogue import own_in

    settings = working_settings()
    for one in own_in(settings.data, settings.region).indicators:
        _out.print(f"{one.id}  {one.short_title_sv}  /indikator/{one.slug}  {', '.join(one.tables)}")


@indicator_app.command()
def check() -> None:
    """Läs deklarationerna och de egna filerna, och säg vad som behöver rättas.

    Slutkod 1 om något är fel.
    """
    from loaders.catalogue import own_in

    settings = working_settings()
    found = own_in(settings.data, settings.region)
    problems = [problem.message_sv for problem in found.problems]
    unread = [fault.message_sv for fault in faults_of_files(settings, found.indicators)]
    for problem in (*problems, *unread):
        _out.print(problem)
    _out.print(f"{len(found.indicators)} egna indikatorer kan läsas.")
    if problems or unread:
        raise typer.Exit(1)


def _proposed(
    settings: "Settings",
    origin: tuple[str, str, str],
    columns: tuple[str, str, str],
    selects: Iterable[str],
    levels: Iterable[str],
    asking: Asking,
) -> Proposal:
    """What the origin that is said or asked for proposes. origin: of Kolada, of a table, of a file."""
    from dashboard.commands.declaring import from_file, from_kolada, from_table

    kolada, table, file = origin
    chosen = next((word for word, said in zip(ORIGINS, origin, strict=True) if said), "")
    chosen = chosen or asking.choice("--kolada, --table eller --file", "Varifrån kommer siffrorna", ORIGINS)
    if chosen == "kolada":
        return from_kolada.propose(settings, kolada, asking)
    if chosen == "tabell":
        return from_table.propose(settings, table, selects, asking)
    return from_file.propose(settings, file, columns, levels, asking)


def _free(own: "OwnIndicators", title: str) -> str:
    """A title that no other measure has. UsageError."""
    if holder := own.holder_of(title):
        raise UsageError(
            f"'{title}' is what '{holder}' is called already",
            f"”{title}” heter redan ett annat mått ({holder}). Välj ett annat namn.",
        )
    return title


def _free_name(settings: "Settings", name: str) -> str:
    """A name that a new file can have. UsageError."""
    from loaders.declared import FOLDER, NAME

    path: Path = settings.data / FOLDER / f"{name}.toml"
    if not NAME.fullmatch(name):
        near = file_name(name)
        raise UsageError(
            f"'{name}' cannot be a name; write small letters a-z, digits and hyphens, such as {near}",
            f"”{name}” går inte som namn. Skriv små bokstäver a–z, siffror och bindestreck, till exempel {near}.",
        )
    if path.exists():
        raise UsageError(
            f"{path} exists already; change it", f"{path} finns redan. Ändra i den, eller välj ett annat namn."
        )
    return name


def _show(settings: "Settings", declared: "Indicator", asking: Asking, *, opens: bool) -> None:
    """Tell the page's address, and open it in the browser of whoever sits at the machine until they end it."""
    from dashboard.commands.operating.serving_pages import has_screen, serve_one_page

    address = f"/indikator/{declared.slug}"
    if opens and asking.at_terminal and has_screen() and not settings.remote:
        serve_one_page(settings, address, _out)
        return
    where = f"{settings.public_url}{settings.prefix}" if settings.public_url else f"http://127.0.0.1:{settings.port}"
    _out.print(f"Sidan, där lanspuls serve eller lanspuls run är i gång: {where}{address}")
