"""Commands about the sources: import a file by hand, ask how they are, tell when figures are expected."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

if TYPE_CHECKING:
    from loaders.doctor import Examination
    from loaders.settings import Settings


def import_file(settings: "Settings", source: str, files: list[Path], table: str | None, by: str, out: Console) -> bool:
    """Take files in by hand and tell what changed; whether anything failed."""
    from loaders import report_changes
    from loaders.importing import import_files

    report = import_files(settings, source, files, table=table, by=by)
    if report.synthetic:
        out.print("DEMODATA: alla siffror är påhittade.")
    for line in report_changes.summary(report):
        out.print(line)
    for line in (remark for table in report.tables for remark in table.remarks):
        out.print(f"  {line}")
    kept = report_changes.keep(report, settings.reports_dir)
    if kept:
        out.print(f"Rapport: {kept}")
    return report.failed


def examine(settings: "Settings", today: date, ids: Iterable[str], out: Console) -> bool:
    """Ask the sources and print a paragraph per table; whether all is well."""
    from loaders.doctor import examine_all

    examined = examine_all(settings, today, ids)
    for source in dict.fromkeys(one.source for one in examined):
        own = [one for one in examined if one.source == source]
        out.print(f"Källa: {settings.url(source)}")
        out.print(f"  för hand: {own[0].page_url}")
        for one in own:
            _print_table(one, out)
        out.print()
    return all(one.is_well for one in examined)


def _print_table(one: "Examination", out: Console) -> None:
    label = one.look.label if one.look else ""
    out.print(f"\n{one.table}  {'OK' if one.is_well else 'FEL'}  {label}".rstrip())
    out.print(f"  för: {', '.join(one.indicators)}")
    if one.look:
        updated = f"{one.look.updated:%Y-%m-%d}" if one.look.updated else "okänt när"
        out.print(f"  senaste period {one.look.last_period or 'okänd'}, uppdaterad {updated}")
    out.print(f"  koder: {one.declared} deklarerade, {one.verified} bekräftade, {len(one.unverified)} sökta på etikett")
    for row in one.unverified:
        out.print(f"    {row.variable} /{row.declared}/ → {row.code or 'utelämnad'} ({row.label})")
    for line in one.listing:
        out.print(f"    {line}")
    for problem in one.problems:
        out.print(f"  FEL: {problem}")
    for remark in one.remarks:
        out.print(f"  Anmärkning: {remark}")
    if one.late:
        out.print(f"  Försenad: {one.late}")


Source = Annotated[str, typer.Argument(metavar="SOURCE", help="Källans id; `lanspuls doctor` visar dem.")]
Files = Annotated[list[Path], typer.Argument(metavar="FILE", help="Fil som laddats ner för hand; flera går.")]
OfTable = Annotated[str | None, typer.Option("--table", metavar="T", help="Tabell, om det inte framgår av filen.")]
By = Annotated[str, typer.Option("--by", metavar="WHO", help="Vem som läser in; sparas med siffrorna.")]
