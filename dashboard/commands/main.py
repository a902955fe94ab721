"""The command line: the one place that joins loaders and dashboard. Heavy parts are imported where they are used."""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from typer.exceptions import TyperException

from dashboard.commands import usage
from dashboard.commands.day import today, today_of
from dashboard.commands.declaring.indicator_commands import indicator_app
from dashboard.commands.meeting_commands import meeting_app
from dashboard.commands.operating import shared_data, terminal
from dashboard.commands.operating.ads_command import ads
from dashboard.commands.operating.backup_command import backup, restore
from dashboard.commands.operating.check_command import check
from dashboard.commands.operating.init_command import init
from dashboard.commands.operating.licences_command import licences
from dashboard.commands.operating.region_commands import choose_region, regions
from dashboard.commands.operating.upgrade_command import compact, upgrade
from dashboard.commands.options import (
    AcceptRevision,
    Browser,
    By,
    Choose,
    Event,
    Files,
    Host,
    Ics,
    Ids,
    ListFormat,
    Meeting,
    OfTable,
    OneId,
    Output,
    Port,
    Reason,
    Repair,
    Report,
    Role,
    Slice,
    Source,
    TakeBack,
    Undo,
    WorkerCount,
)
from dashboard.commands.run_command import run
from dashboard.commands.source_commands import write
from loaders.ground import clock
from loaders.ground.enums import FileFormat
from loaders.ground.errors import LanspulsError, UsageError
from loaders.settings import load_settings

os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # before pyarrow is imported: see hold_little_memory

app = typer.Typer(
    name="lanspuls",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
app.add_typer(meeting_app, name="meeting")
app.add_typer(indicator_app, name="indicator")

_out = Console(highlight=False, markup=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
REPOSITORY = Path(__file__).resolve().parents[2]
_settings = shared_data.working_settings


@app.command()
def demo(host: Host = None, port: Port = None, browser: Browser = True) -> None:
    """Visa allt med påhittade siffror (DEMODATA).

    Siffrorna kommer från en simulerad utgivare på den egna datorn; inget hämtas från nätet. Webbläsaren öppnas där det
    finns en.
    """
    from dashboard.commands import demo_past
    from dashboard.commands.demo_filling import fill_demo, publish_demo, telling
    from dashboard.commands.operating.serving_pages import held_port, serve_pages

    held = held_port(settings := demo_past.of_county(load_settings()), host, port)
    if not fill_demo(settings, today(), _err):
        raise typer.Exit(1)
    demo_past.write_files(settings, today())
    publish_demo(settings, today(), _err)
    serve_pages(settings, host, port, _out, opens_browser=browser, held=held, ready=telling(settings, _out))


app.callback()(choose_region)
app.command()(regions)
app.command()(init)
app.command()(check)
app.command()(backup)
app.command()(restore)
app.command()(upgrade)
app.command()(compact)
app.command()(licences)


@app.command()
def fetch(
    indicators: Ids = None,
    full: Annotated[bool, typer.Option("--full", help="Hämta allt igen, även det som inte verkar ändrat.")] = False,
    due: Annotated[bool, typer.Option("--due", help="Fråga bara efter det som kan ha kommit.")] = False,
    accept_revision: AcceptRevision = False,
) -> None:
    """Hämta det som är nytt från alla källor.

    Slutkod 0 om allt gick bra, 1 om en källa felade (övriga hämtas ändå), 2 om kommandot inte förstods.
    """
    from dashboard.commands.fetch_command import fetched

    settings, day = _settings(), today()
    accept = accept_revision
    if fetched(settings, day, indicators or (), full=full, due=due, accept_revision=accept, out=_out, err=_err).failed:
        raise typer.Exit(1)


@app.command()
def serve(host: Host = None, port: Port = None, workers: WorkerCount = None) -> None:
    """Visa sidorna i webbläsaren.

    På http://127.0.0.1:8050 om inget annat sägs.
    """
    from dashboard.commands.operating.serving_pages import serve_pages

    settings = shared_data.served_settings()
    serve_pages(settings, host, port, _out, workers=workers or settings.workers)


@app.command()
def present(
    port: Port = None,
    follow: Annotated[
        str, typer.Option("--follow", metavar="URL", help="Den publika servern, där deltagarna följer bilderna.")
    ] = "",
    secret: Annotated[
        str,
        typer.Option(
            "--secret", metavar="S", envvar="LANSPULS_FOLLOW_SECRET", help="Serverns hemlighet, som `serve` skrev."
        ),
    ] = "",
) -> None:
    """Visa mötet på den här datorn: utkast, talarens vy och anteckningar.

    Bara den här datorn når sidorna. `lanspuls serve` visar aldrig utkast eller anteckningar.
    """
    from dashboard.commands.operating.serving_pages import serve_pages

    if not follow:
        serve_pages(_settings(), "127.0.0.1", port, _out, shows_drafts=True)
        return
    from dashboard.commands.following_there import FollowedThere

    if not follow.startswith(("https://", "http://")) or not secret:
        raise UsageError(
            "--follow needs an address that begins with https:// and --secret S",
            "--follow behöver en adress som börjar med https:// och --secret S.",
        )
    with FollowedThere(follow, secret) as told:
        serve_pages(_settings(), "127.0.0.1", port, _out, shows_drafts=True, told=told)


@app.command()
def edit(
    day: Annotated[
        str | None, typer.Argument(metavar="[DATE]", help="Mötets dag, t.ex. 2026-12-14; annars nästa möte.")
    ] = None,
    port: Port = None,
    opens: Annotated[bool, typer.Option("--open/--no-open", help="Öppna sidan i webbläsaren.")] = True,
) -> None:
    """Förbered ett möte i webbläsaren.

    Bara på den här datorn, med en egen nyckel för varje start. Allt sparas i mötets fil, som också kan ändras för hand.
    """
    from dashboard.commands.edit_command import edit as editing

    editing(_settings(), day, port, today(), _out, opens=opens)


@app.command()
def export(
    indicator: OneId,
    region: Annotated[
        list[str] | None,
        typer.Option("--region", metavar="PLACE", help="Namn (även områdens) eller kod, länet, kommunerna; flera går."),
    ] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="P", help="Första period, t.ex. 2024-01.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="P", help="Sista period.")] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="Siffrorna som de var kända den dagen, t.ex. 2026-05-01."),
    ] = None,
    slice_: Annotated[
        Slice, typer.Option("--slice", help="default: grundurvalet. all: alla uppdelningar.")
    ] = Slice.DEFAULT,
    format_: Annotated[
        FileFormat | None, typer.Option("--format", help="Filformat; annars det som filens namn slutar på, eller csv.")
    ] = None,
    output: Output = None,
) -> None:
    """Skriv en indikators siffror till en fil.

    CSV är UTF-8 med komma mellan fälten och decimalpunkt; ett fält utan värde är tomt.
    En fil som heter något på .xlsx blir en arbetsbok.
    """
    from dashboard.commands.source_commands import WORKBOOK, exported_rows, exported_workbook
    from loaders import export as exporting

    is_workbook = output is not None and format_ is None and output.suffix.lower() == WORKBOOK
    form = FileFormat.CSV if is_workbook else exporting.format_of(output, format_, also=[WORKBOOK])
    if form is FileFormat.PARQUET and output is None:
        raise UsageError("--format parquet needs -o FILE", "--format parquet behöver -o FIL.")
    chosen: dict[str, str] | None = {} if slice_ is Slice.ALL else None
    rows = exported_rows(_settings(), indicator, region or (), (first, last), _day(as_of), chosen)
    content = exported_workbook(indicator, rows) if is_workbook else exporting.serialised(rows, form)
    if output is None:
        sys.stdout.buffer.write(content)
        return
    write(output, content)
    _err.print(f"{rows.num_rows} rader i {output}")


@app.command()
def indicators(
    format_: Annotated[ListFormat, typer.Option("--format", help="text eller json.")] = ListFormat.TEXT,
) -> None:
    """Lista indikatorerna och vad som är lagrat."""
    import orjson

    from dashboard.commands.source_commands import described, print_columns
    from loaders import catalogue
    from loaders.store import Store

    store = Store(_settings().store_dir)
    rows = [described(declared, store) for declared in catalogue.CATALOGUE.values()]
    if format_ is ListFormat.JSON:
        sys.stdout.buffer.write(orjson.dumps(rows, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
        return
    columns = ((row["id"], row["title"], ", ".join(row["tables"]), row["published"] or "–") for row in rows)
    print_columns(("Id", "Titel", "Tabeller", "Senast publicerad"), columns, _out)


@app.command()
def doctor(
    indicators: Ids = None,
    repair: Repair = False,
    choose: Choose = None,
    role: Role = "",
    reason: Reason = "",
    take_back: TakeBack = None,
    report: Report = None,
) -> None:
    """Fråga källorna om allt är som det ska.

    Svarar de, finns tabellerna och koderna kvar, är något försenat? Heter något annat än det är deklarerat låter
    --repair dig välja vad det heter nu. Slutkod 1 om något är fel.
    """
    from dashboard.commands import correction_commands
    from dashboard.commands.source_commands import examine

    settings, day = _settings(), today()
    if take_back is not None:
        correction_commands.take_back(settings, take_back, day, _out)
    elif repair or choose:
        if not correction_commands.repair(settings, day, indicators or (), choose or (), role, reason, _out):
            raise typer.Exit(1)
    elif not examine(settings, day, indicators or (), _out, report):
        raise typer.Exit(1)


@app.command("import")
def import_(
    source: Source,
    files: Files = None,
    table: OfTable = None,
    by: By = "",
    event: Event = "",
    undo: Undo = False,
    accept_revision: AcceptRevision = False,
) -> None:
    """Läs in en fil som laddats ner för hand.

    Samma kontroller som vid hämtning. Siffrorna märks manuellt inlästa tills en hämtning ersätter dem.
    """
    from dashboard.commands.source_commands import import_file, require_files_or_undo, undo_import

    require_files_or_undo(files, undo)
    if not files:
        undo_import(_settings(), source, table, by, _out)
        return
    if import_file(_settings(), source, files, table, by, event, accept_revision, _out):
        raise typer.Exit(1)


app.command()(ads)


@app.command()
def calendar(meeting: Meeting = None, ics: Ics = None) -> None:
    """Visa när nya siffror väntas.

    Dagarna är publiceringskalenderns där den säger något, annars källans vanliga eftersläpning. Varje publicering
    jämförs med nästa möte: i tid, kan komma dagen efter, efter mötet, försenad.
    """
    from dashboard.commands.source_commands import calendar as printed

    printed(_settings(), today(), _day(meeting), ics, _out)


app.command()(run)


@app.command()
def verify() -> None:
    """Läs allt som är sparat och säg vad som är skadat.

    Förteckningen, varje fil mot sin kontrollsumma, råsvaren och de egna filerna. Slutkod 1 om något är skadat.
    """
    if not shared_data.verify(_out):
        raise typer.Exit(1)


@app.command()
def repair() -> None:
    """Återskapa det som är skadat av historiken.

    Ur kopior och råsvar. Det som inte går namnges, och nästa hämtning frågar efter det på nytt. Inget tas bort.
    Slutkod 1 om något är förlorat.
    """
    if not shared_data.repair(_out):
        raise typer.Exit(1)


@app.command()
def record(
    indicator: OneId,
    accept: Annotated[bool, typer.Option("--accept", help="Skriv över en guldfil som skiljer sig.")] = False,
) -> None:
    """Spela in en guldfil för testerna.

    Ett litet svar från källan och den tabell det ska ge sparas under tests/.
    """
    from loaders.fetching.record import record as recording
    from loaders.fetching.refresh import connected

    settings = load_settings()
    with connected(settings) as client:
        made = recording(client, indicator, REPOSITORY / "tests", settings.county, accept=accept)
    _out.print(f"{made.golden}: {'skriven' if made.written else 'oförändrad'}")


@app.command()
def publisher(
    host: Annotated[str, typer.Option("--host", help="Adress att lyssna på.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port.")] = 8051,
) -> None:
    """Kör den simulerade utgivaren (DEMODATA) för sig."""
    from loaders.demo.server import main as serve_publisher

    _out.print(f"Simulerad utgivare, DEMODATA: sätt LANSPULS_SCB_URL=http://{host}:{port}/api/v2")
    try:
        serve_publisher(host, port, county=load_settings().county)
    except KeyboardInterrupt:
        return


def main(arguments: list[str] | None = None, *, today: Callable[[], date] = clock.today) -> NoReturn:
    """Run the command line; ends with 0, 1 (a source, the store, a document failed), 2 (bad usage) or 130 (Ctrl-C).

    ``today`` tells the day in Sweden.
    """
    today_of.set(today)
    terminal.write_nearest()
    try:
        code = shared_data.with_publishing(lambda: app(arguments, standalone_mode=False), arguments)
    except (LanspulsError, OSError) as error:
        _err.print("\n".join(usage.told_error(error)))
        sys.exit(getattr(error, "exit_code", LanspulsError.exit_code))
    except TyperException as error:
        _err.print("\n".join(usage.told(error)))
        sys.exit(UsageError.exit_code)
    except typer.Abort:
        sys.exit(usage.tell_abort(_err))
    sys.exit(code or 0)


def _day(text: str | None) -> date | None:
    return clock.read_day(text) if text else None


if __name__ == "__main__":
    main()
