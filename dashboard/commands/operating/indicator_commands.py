"""``lanspuls indicator``: the region's own indicators, declared in data/indicators without Python."""

import re
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from dashboard.commands.day import today
from dashboard.commands.operating.shared_data import working_settings
from dashboard.commands.source_commands import write
from loaders.ground.errors import SourceChanged, UsageError

if TYPE_CHECKING:
    from loaders.settings import Settings
    from loaders.store.kolada_titles import Kpi

indicator_app = typer.Typer(
    help="Egna indikatorer: ur Kolada, en tabell hos SCB eller en egen fil.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_out = Console(highlight=False, markup=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
_UNITS = {
    r"andel \(%\)": "procent",
    r"kr/inv": "kronor per invånare",
    r"antal/1\s?000 inv(ånare)?": "per 1 000 invånare",
    r"\(%\)": "procent",
}
"""What the title of a key figure says of its unit, and how we write that."""


def _asked(option: str, question: str, said: str, proposed: str = "") -> str:
    """What is said as an option; else asked for at a terminal; else what is proposed. UsageError where nothing is."""
    if said:
        return said
    if sys.stdin.isatty():
        return str(typer.prompt(question, default=proposed or None)).strip()
    if proposed:
        return proposed
    raise UsageError(f"say {option} where there is no terminal", f"Ange {option}: {question}.")


@indicator_app.command()
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Filens namn, t.ex. skattesats; blir sidans adress.")],
    kolada: Annotated[str, typer.Option("--kolada", metavar="ID", help="Nyckeltalets id, t.ex. N00901.")] = "",
    table: Annotated[str, typer.Option("--table", metavar="ID", help="Tabellens id hos SCB, t.ex. TAB638.")] = "",
    file: Annotated[
        str, typer.Option("--file", metavar="FILE", help="En fil (CSV eller xlsx) i data/indicators.")
    ] = "",
    title: Annotated[str, typer.Option("--title", help="Hela namnet.")] = "",
    short_title: Annotated[str, typer.Option("--short-title", help="Kort namn, på kort och i listor.")] = "",
    subject: Annotated[str, typer.Option("--subject", help="Namnet i en mening, t.ex. skattesatsen.")] = "",
    unit: Annotated[str, typer.Option("--unit", help="Enhet, t.ex. procent.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="kvot, antal, händelser eller belopp.")] = "",
    grain: Annotated[str, typer.Option("--grain", help="år, kvartal eller månad.")] = "år",
    definition: Annotated[str, typer.Option("--definition", help="Vad det mäter, i en mening.")] = "",
    publisher: Annotated[str, typer.Option("--publisher", help="Vem som gjort filen.")] = "",
    place: Annotated[str, typer.Option("--place", help="Filens kolumn med platser.")] = "Kommun",
    period: Annotated[str, typer.Option("--period", help="Filens kolumn med perioder.")] = "År",
    value: Annotated[str, typer.Option("--value", help="Filens kolumn med siffror.")] = "Värde",
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select", metavar="VARIABLE=CODE", help="Tabellens val, t.ex. Kon=1; total för summan. Flera går."
        ),
    ] = None,
    level: Annotated[list[str] | None, typer.Option("--level", help="riket, län eller kommun; flera går.")] = None,
    fetches: Annotated[bool, typer.Option("--fetch/--no-fetch", help="Hämta siffrorna genast.")] = True,
) -> None:
    """Deklarera en egen indikator: slå upp den, skriv filen, hämta siffrorna.

    Frågar i en terminal det som inte sägs. Filen heter data/indicators/NAME.toml och kan ändras för hand.
    """
    from loaders.catalogue import own_in, read_own
    from loaders.declared import FOLDER, declared_in

    settings = working_settings()
    path = settings.data / FOLDER / f"{name}.toml"
    if path.exists():
        raise UsageError(
            f"{path} exists already; change it", f"{path} finns redan. Ändra i den, eller välj ett annat namn."
        )
    if sum(map(bool, (kolada, table, file))) != 1:
        raise UsageError("say one of --kolada, --table, --file", "Ange en av --kolada, --table och --file.")
    known = _kpi(settings, kolada) if kolada else None
    title = _asked("--title", "Hela namnet", title, known.title if known else "")
    short = _asked("--short-title", "Kort namn", short_title, title.split(",")[0].split(" (")[0])
    rows = {
        "title": title,
        "short_title": short,
        "subject": _asked("--subject", "Namnet i en mening, i bestämd form", subject, short[:1].lower() + short[1:]),
        "unit": _asked("--unit", "Enhet", unit, _unit(known) if known else ""),
        "kind": _asked("--kind", "Slag (kvot, antal, händelser, belopp)", kind, "kvot" if known else ""),
        "grain": grain,
        "definition": _asked(
            "--definition", "Vad det mäter", definition, (known.description or known.title) if known else ""
        ),
    }
    if file:
        rows["publisher"] = _asked("--publisher", "Vem som gjort filen", publisher)
    lines = [
        "# Egen indikator. Se docs/own-indicators.md.",
        *(f"{key} = {_quoted(text)}" for key, text in rows.items()),
        "",
    ]
    if known:
        lines += ["[kolada]", f"kpi = {_quoted(kolada)}", f"title = {_quoted(known.title)}"]
    elif table:
        lines += ["[pxweb]", f"table = {_quoted(table)}"]
    else:
        lines += ["[file]", f"name = {_quoted(file)}", f"place = {_quoted(place)}"]
        lines += [f"period = {_quoted(period)}", f"value = {_quoted(value)}"]
    lines += [f"levels = [{', '.join(map(_quoted, level))}]"] if level else []
    if table:
        lines += ["", "[pxweb.select]", *(_selected(one) for one in select or ())]
    text = "\n".join(lines) + "\n"
    declared = declared_in(text.encode(), path.name, settings.region)
    if (clash := own_in(settings.data, settings.region).clash_of(declared)) is not None:
        raise clash
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, text.encode())
    read_own(settings.data, settings.region)
    _out.print(f"{path} är skriven.")
    if fetches:
        from dashboard.commands.fetch_command import fetched

        if fetched(settings, today(), (declared.id,), full=False, out=_out, err=_err).failed:
            _out.print(f"Siffrorna kom inte. Rätta {path}, och hämta med lanspuls fetch {declared.id}.")
            raise typer.Exit(1)
    _out.print(f"Sidan, efter omstart av lanspuls serve: /indikator/{declared.slug}")


@indicator_app.command("list")
def list_() -> None:
    """Lista de egna indikatorerna."""
    from loaders.catalogue import own_in

    settings = working_settings()
    for one in own_in(settings.data, settings.region).indicators:
        _out.print(f"{one.id}  {one.short_title_sv}  /indikator/{one.slug}  {', '.join(one.tables)}")


@indicator_app.command()
def check() -> None:
    """Läs deklarationerna och säg vad som behöver rättas.

    Slutkod 1 om något är fel.
    """
    from loaders.catalogue import own_in

    found = own_in(working_settings().data)
    for problem in found.problems:
        _out.print(problem.message_sv)
    _out.print(f"{len(found.indicators)} egna indikatorer kan läsas.")
    if found.problems:
        raise typer.Exit(1)


def _kpi(settings: "Settings", id_: str) -> "Kpi":
    """What Kolada says of a key figure. UsageError where there is none."""
    from loaders.publishers import publisher
    from loaders.sources.session import session
    from loaders.store.kolada_titles import parse

    if not re.fullmatch(r"[A-Z]\d{5}", id_):
        raise UsageError(
            f"'{id_}' is no KPI's id", f"”{id_}” är inget nyckeltals id. Det är en bokstav och fem siffror."
        )
    with session(settings, publisher("kolada")) as asked:
        found = parse([asked.get(f"kpi/{id_}").body])
    if id_ not in found:
        raise SourceChanged(f"kolada: no KPI has id {id_}")
    return found[id_]


def _unit(known: "Kpi") -> str:
    told = next((ours for said, ours in _UNITS.items() if re.search(said, known.title, re.IGNORECASE)), "")
    return told or known.unit


def _selected(said: str) -> str:
    variable, parted, code = said.partition("=")
    if not parted:
        raise UsageError(f"--select {said}: write VARIABLE=CODE", f"--select {said}: skriv VARIABEL=KOD.")
    return f"{_quoted(variable.strip())} = {_quoted(code.strip())}"


def _quoted(text: str) -> str:
    """A text as TOML writes it."""
    escaped = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
