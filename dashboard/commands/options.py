"""Arguments and options of the commands, with their help."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Host = Annotated[str | None, typer.Option("--host", help="Adress att lyssna på, i stället för inställningens.")]
Port = Annotated[
    int | None, typer.Option("--port", min=0, max=65535, help="Port, i stället för inställningens (8050).")
]
WorkerCount = Annotated[
    int | None,
    typer.Option(
        "--workers", metavar="N", min=1, max=64, help="Processer som svarar, i stället för inställningens (1)."
    ),
]
Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="Öppna sidorna i webbläsaren.")]
Ids = Annotated[list[str] | None, typer.Argument(metavar="INDICATOR", help="Indikatorer; alla om ingen nämns.")]
OneId = Annotated[
    str, typer.Argument(metavar="INDICATOR", help="Indikatorns id, ord i länken eller namn; se `lanspuls indicators`.")
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Fil att skriva till.")]
By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="WHO",
        help="Rollen som läser in, t.ex. analytiker; sparas, visas inte på sidorna. Annars inställningen by.",
    ),
]
Undo = Annotated[
    bool,
    typer.Option("--undo", help="Ta tillbaka den senaste manuella inläsningen av en tabell. Historiken behålls."),
]
Files = Annotated[
    list[Path] | None, typer.Argument(metavar="[FILE]...", help="Fil som laddats ner för hand; flera går.")
]
Event = Annotated[
    str,
    typer.Option(
        "--event",
        metavar="WHAT",
        help="Vad filen räknar, om den inte själv säger det: registrerade eller avregistrerade (bolagsverket).",
    ),
]
AcceptRevision = Annotated[
    bool,
    typer.Option(
        "--accept-revision", help="Ta in siffror som ändrar det mesta av de lagrade. Titta först på vad som ändras."
    ),
]
Ics = Annotated[Path | None, typer.Option("--ics", metavar="FILE", help="Skriv en kalenderfil i stället.")]
OfTable = Annotated[str | None, typer.Option("--table", metavar="T", help="Tabell, om det inte framgår av filen.")]
Repair = Annotated[
    bool,
    typer.Option("--repair", help="Välj vad som gäller när en etikett, kod, kolumn eller fil inte är som deklarerat."),
]
Choose = Annotated[
    list[str] | None,
    typer.Option(
        "--choose",
        metavar="TABLE:VARIABLE:DECLARED=FOUND",
        help="Ett val utan frågor; flera går. Kräver --role och --reason.",
    ),
]
Role = Annotated[
    str,
    typer.Option("--role", metavar="ROLE", help="Rollen som väljer, t.ex. analytiker; inget namn. Visas på sidorna."),
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Varför; visas på sidan Om statistiken.")]
TakeBack = Annotated[
    int | None, typer.Option("--take-back", metavar="NUMBER", help="Ta tillbaka ett val. Raden finns kvar.")
]
Report = Annotated[
    Path | None,
    typer.Option("--report", metavar="FILE", help="Skriv en textfil att skicka till den som underhåller programmet."),
]
Source = Annotated[
    str,
    typer.Argument(
        metavar="SOURCE", help="Källans id; `lanspuls doctor` visar dem. own: egna uppgifter och prognoser."
    ),
]
Meeting = Annotated[str | None, typer.Option("--meeting", metavar="DATE", help="Mötesdag; nästa möte om ingen nämns.")]


class Slice(StrEnum):
    """How much of an indicator is exported."""

    DEFAULT = "default"
    ALL = "all"


class ListFormat(StrEnum):
    """Formats of a list on the terminal."""

    TEXT = "text"
    JSON = "json"
