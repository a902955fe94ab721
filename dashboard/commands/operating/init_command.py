"""``lanspuls init``: the settings of a region, asked for where somebody sits at a terminal, else said as options."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dashboard.commands.source_commands import write
from loaders.ground import places
from loaders.ground.declarations import Level
from loaders.ground.errors import SourceChanged, UsageError
from loaders.ground.organisations import ORGANISATIONS
from loaders.ground.people import toml_text
from loaders.settings import FILE, checked
from loaders.settings.regions import OWN

County = Annotated[str, typer.Option("--county", metavar="CODE", help="Länets kod (20) eller namn (Dalarna).")]
Organisation = Annotated[str, typer.Option("--organisation", help="Vems sidor det är; annars länets region.")]
MeetingDays = Annotated[
    list[str] | None,
    typer.Option("--meeting-day", metavar="DATE", help="Mötesdag, t.ex. 2027-01-25; flera går."),
]
Contact = Annotated[
    str, typer.Option("--contact", help="Dit den vänder sig som inte kan använda något: e-post eller sida.")
]
Logo = Annotated[str, typer.Option("--logo", metavar="FILE", help="Logotyp, SVG eller PNG.")]
Colour = Annotated[str, typer.Option("--colour", metavar="#RRGGBB", help="Färg på länkar och meny.")]
PublicUrl = Annotated[str, typer.Option("--public-url", metavar="URL", help="Adressen som läsare använder.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Ersätt en lanspuls.toml som redan finns.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What is known of a region; empty where nothing was said."""

    county: str
    organisation: str = ""
    meeting_days: tuple[str, ...] = ()
    contact: str = ""
    logo: str = ""
    colour: str = ""
    public_url: str = ""


def init(
    county: County = "",
    organisation: Organisation = "",
    meeting_day: MeetingDays = None,
    contact: Contact = "",
    logo: Logo = "",
    colour: Colour = "",
    public_url: PublicUrl = "",
    overwrite: Overwrite = False,
) -> None:
    """Skriv inställningarna för en region.

    Frågar i en terminal; annars räcker --county. Filen heter lanspuls.toml och har en förklaring till varje rad.
    """
    out = Console(highlight=False, markup=False, soft_wrap=True)
    path = Path.cwd() / FILE
    if path.exists() and not overwrite:
        raise UsageError(
            f"{FILE} exists already; say --overwrite to replace it",
            f"{FILE} finns redan. Ändra i den, eller ersätt den med --overwrite.",
        )
    if not county and not sys.stdin.isatty():
        raise UsageError(
            "say --county CODE where there is no terminal", "Ange länet med --county, till exempel --county 20."
        )
    given = Answers(
        county=county_code(county) if county else "",
        organisation=organisation,
        meeting_days=tuple(meeting_day or ()),
        contact=contact,
        logo=logo,
        colour=colour,
        public_url=public_url,
    )
    for key, option, said in _said_of(given):
        if said:
            checked(key, said, option)
    answers = given if county else asked(given)
    text = settings_text(answers)
    _check(text)
    write(path, text.encode())
    out.print(f"{path} är skriven.")
    out.print("Pröva nu: lanspuls demo visar länets sidor med påhittade siffror.")
    out.print("Riktiga siffror: lanspuls doctor frågar källorna, lanspuls fetch hämtar, lanspuls serve visar.")
    out.print("Allt på en gång, dag för dag: lanspuls run hämtar, visar, förbereder möten och säger till.")
    day = min(answers.meeting_days, default="2027-01-25")
    out.print(f"Ett möte: lanspuls meeting new {day}, sedan edit, check och publish. Månaden steg för steg står i")
    out.print("docs/monthly-routine.md.")


def asked(given: Answers) -> Answers:
    """What a person answers; Enter takes what is proposed."""
    county = ""
    while not county:
        try:
            county = county_code(typer.prompt("Län (kod eller namn)", default="23"))
        except UsageError as error:
            typer.echo(error.message_sv)

    def ask(key: str, question: str, proposed: str) -> str:
        while True:
            said = str(typer.prompt(question, default=proposed, show_default=bool(proposed))).strip()
            try:
                if said:
                    checked(key, ",".join(said.replace(",", " ").split()) if key == "meeting_days" else said, "Svaret")
            except UsageError as error:
                typer.echo(error.message_sv)
            else:
                return said

    return Answers(
        county=county,
        organisation=ask("organisation", "Organisation", given.organisation or ORGANISATIONS[county]),
        meeting_days=tuple(
            ask("meeting_days", "Mötesdagar (2027-01-25, 2027-02-22; tomt om de inte är bestämda)", "")
            .replace(",", " ")
            .split()
        ),
        contact=ask("accessibility_contact", "Kontakt för tillgänglighet (e-post eller sida)", given.contact),
        logo=ask("logo", "Logotyp (fil, SVG eller PNG)", given.logo),
        colour=ask("colour", "Färg på länkar och meny (#RRGGBB)", given.colour),
        public_url=ask("public_url", "Adress som läsare använder (https://…)", given.public_url),
    )


def _said_of(answers: Answers) -> tuple[tuple[str, str, str], ...]:
    """Of each setting that may be said: its name, its option, and what was said."""
    return (
        ("organisation", "--organisation", answers.organisation),
        ("meeting_days", "--meeting-day", ",".join(answers.meeting_days)),
        ("accessibility_contact", "--contact", answers.contact),
        ("logo", "--logo", answers.logo),
        ("colour", "--colour", answers.colour),
        ("public_url", "--public-url", answers.public_url),
    )


def county_code(said: str) -> str:
    """The code of a county that is said by code or name. UsageError."""
    code = said.strip()
    if not code.isdigit():
        try:
            code = places.by_name(code.capitalize(), level=Level.COUNTY).code
        except SourceChanged:
            code = places.find_place(code).code
    if code not in ORGANISATIONS:
        known = ", ".join(f"{code} {places.place(code).name}" for code in ORGANISATIONS)
        raise UsageError(f"'{said}' is no county; there are {known}", f"”{said}” är inget län. Det finns {known}.")
    return code


def settings_text(answers: Answers) -> str:
    """A lanspuls.toml with a word to every line; what was not said stands as a remark."""
    return _written(answers, lambda _: True)


def region_text(county: str) -> str:
    """The lanspuls.toml of one region of a service, in its folder: what a region has of its own, all as remarks."""
    return _written(Answers(county=county), lambda key: key in OWN - {"county"})


def _written(answers: Answers, has: Callable[[str], bool]) -> str:
    of_county = ORGANISATIONS[answers.county]
    organisation = answers.organisation or of_county
    said = {
        "county": _quoted(answers.county),
        "organisation": "" if organisation == of_county else _quoted(organisation),
        "meeting_days": f"[{', '.join(answers.meeting_days)}]" if answers.meeting_days else "",
        "accessibility_contact": _said(answers.contact),
        "public_url": _said(answers.public_url),
        "logo": _said(answers.logo),
        "colour": _said(answers.colour),
    }
    rows = (
        ("county", "", f"Länet: {places.place(answers.county).name}."),
        ("organisation", _quoted(of_county), "Vems sidor det är. Utan raden: länets region."),
        ("meeting_days", "[2027-01-25, 2027-02-22]", "Bestämda möten som ännu inte har någon fil i data/meetings."),
        ("accessibility_contact", '"webb@example.se"', "Dit den vänder sig som inte kan använda något (DOS-lagen)."),
        ("public_url", '"https://lanspuls.example.se"', "Adressen som läsare använder, i filer och delade länkar."),
        ("hosts", '["lanspuls.example.se"]', "Värdnamn som servern svarar på, inga andra."),
        ("prefix", '"/lanspuls"', "Sökväg, om sidorna delar värdnamn med annat."),
        ("logo", '"logga.svg"', "Logotyp i sidhuvudet: SVG eller PNG, högst 100 kB."),
        ("colour", '"#0F5C7A"', "Färg på länkar och meny. Diagrammens färger är valda för att kunna skiljas åt."),
        ("by", '"Analytikern"', "Rollen som läser in filer för hand; inget namn."),
        ("data", '"data"', "Mappen med siffror, möten och rapporter; s3://hink/lanspuls om flera datorer delar den."),
        ("port", "8050", "Port."),
        ("mail_to", '"naringsliv@example.se"', "Dit lanspuls run skriver; behöver mail_from och mail_server."),
        ("mail_from", '"lanspuls@example.se"', "Avsändaren."),
        ("mail_server", '"smtp://mail.example.se:587"', "E-postservern; hellre LANSPULS_MAIL_SERVER med lösenord."),
        ("webhook", '"https://chatt.example.se/hook"', "En chatt som får samma meddelanden."),
    )
    lines = ["# Länspuls. Rader med # gäller inte förrän tecknet tas bort.", ""]
    for key, example, told in rows:
        if not has(key):
            continue
        lines += [f"# {told}", f"{key} = {said[key]}" if said.get(key) else f"# {key} = {example}", ""]
    return "\n".join(lines)


def _said(text: str) -> str:
    return _quoted(text) if text else ""


def _quoted(text: str) -> str:
    """A text as TOML writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _check(text: str) -> None:
    """UsageError with the line where a value cannot be."""
    for key, value in toml_text.parsed(text, FILE).stated.items():
        checked(key, value, FILE)
