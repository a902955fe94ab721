"""Serving the pages from the command line, and opening them in the browser of whoever sits at the machine."""

import os
import sys
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich.console import Console

from dashboard.commands.operating.shared_data import is_served, keep_up
from dashboard.commands.source_commands import keep_own, tell_unread_files
from loaders.http.listening import open_port
from loaders.settings import LAN, Settings

if TYPE_CHECKING:
    from dashboard.editions.followed import Tells

OF_THIS_MACHINE = ("127.0.0.1", "localhost", "[::1]")


def serve_pages(
    settings: Settings,
    host: str | None,
    port: int | None,
    out: Console,
    *,
    opens_browser: bool = False,
    shows_drafts: bool = False,
    told: "Tells | None" = None,
    workers: int = 1,
    listening: Any = None,
    held: Any = None,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve the pages until interrupted. shows_drafts, told: as ``create_app``. workers: processes that answer.

    listening: as ``Opened``, of a port that whoever holds it has told of. held: the port, where this command has opened
    it already. ready: called when whoever asks is answered from now on.
    """
    from dashboard.data.meeting_days import meeting_files
    from dashboard.editions.followed import FOLDER, Followed
    from dashboard.editions.written import Editions
    from dashboard.web.app import create_app
    from dashboard.web.operating import workers as working
    from dashboard.web.operating.logs import write_log
    from dashboard.web.operating.metrics import METRICS
    from dashboard.web.serving import Opened
    from loaders.ground.files import sweep_temporary
    from loaders.settings.regions import require_one

    settings = replace(settings, host=host or settings.host, port=settings.port if port is None else port)
    if shows_drafts:  # a page elsewhere whose name leads here must not read drafts
        settings = replace(settings, hosts=OF_THIS_MACHINE)
    write_log(settings.log)
    sweep_temporary()
    if workers > 1 and not working.can_fork():
        out.print(f"Det här systemet har en process som svarar; --workers {workers} gäller inte här.")
        workers = 1
    if settings.others and settings.shared is None and not shows_drafts:
        _serve_regions(
            settings, out, opens_browser=opens_browser, workers=workers, listening=listening, held=held, ready=ready
        )
        return
    settings = require_one(settings)
    held = listening or held or open_port(settings.host, settings.port)
    if not is_served(settings):
        keep_own(settings, out)
    tell_unread_files(settings, out)
    followed = Followed(settings.data / FOLDER)
    secret = followed.start()
    pages = create_app(settings, shows_drafts=shows_drafts, told=told).server
    server = Opened(pages, settings.host, settings.port, listening=held)
    if workers > 1:
        published = tuple(day.isoformat() for day in Editions(settings.editions_dir).days())
        working.warm(pages, _addresses(settings, published[:1]))
        working.share(pages, workers)
    address = _address(settings.host, server.port)
    days = [path.stem for path in meeting_files(settings.meetings_dir)] if shows_drafts else []
    shown = days or [one.isoformat() for one in Editions(settings.editions_dir).days()]
    lines = [f"Mötet:   {address}/mote/{day}" for day in shown[:1]]
    if shows_drafts and told is None:
        lines.append("Deltagarna följer på /folj/<mötets dag> hos `lanspuls serve` med samma mapp, när du trycker l.")
    elif not shows_drafts and secret is not None:
        lines.append(f"Talarens hemlighet, för `lanspuls present --follow`: {secret}")
    if listening is None:  # else who holds the port has said so
        lines = [f"Sidorna: {address}/", *lines, "Avsluta med Ctrl+C."]
    for line in lines:
        out.print(line)
    if opens_browser:
        open_browser(f"{address}/")

    def begin(worker: int) -> None:
        pages.extensions[METRICS].begin(worker)
        if worker == 0:
            keep_up(settings)

    ready()
    try:
        if workers > 1:
            working.Workers(server, workers, begin).run()
        else:
            keep_up(settings)
            server.run()
    except KeyboardInterrupt:
        return
    finally:
        if shows_drafts and told is None:
            for day in days:
                followed.end(day)  # who shows nothing more is not followed


def held_port(settings: Settings, host: str | None, port: int | None) -> Any:
    """The port that pages will be served at, open from now on: for a command that has much to do before. UsageError."""
    return open_port(host or settings.host, settings.port if port is None else port)


def serve_one_page(settings: Settings, page: str, out: Console) -> None:
    """Show a page in the browser of whoever sits at this machine, on a port of its own, until interrupted.

    A server that runs already shows a new measure by itself, and is left as it is.
    """
    from dashboard.web.app import create_app
    from dashboard.web.serving import Opened

    local = replace(settings, host=OF_THIS_MACHINE[0], port=0, hosts=OF_THIS_MACHINE, prefix="")
    server = Opened(create_app(local).server, local.host, local.port)
    address = f"{_address(local.host, server.port)}{page}"
    out.print(f"Sidan: {address}")
    out.print("Den visas så länge kommandot körs. Avsluta med Ctrl+C.")
    open_browser(address)
    with suppress(KeyboardInterrupt):
        server.run()


def _addresses(settings: Settings, days: tuple[str, ...]) -> list[str]:
    """An address of every kind of page."""
    from dashboard.pages import all_pages

    return [address for kind in all_pages() for address in kind.example_addresses(settings.county, days)]


def _serve_regions(
    service: Settings,
    out: Console,
    *,
    opens_browser: bool,
    workers: int,
    listening: Any,
    held: Any,
    ready: Callable[[], None],
) -> None:
    """Serve every region of a service until interrupted; a fault of one is told and stops no other."""
    from dashboard.commands.operating.region_commands import print_regions
    from dashboard.editions.followed import FOLDER, Followed
    from dashboard.web.operating import workers as working
    from dashboard.web.operating.metrics import METRICS
    from dashboard.web.regions import Regions
    from dashboard.web.serving import Opened

    held = listening or held or open_port(service.host, service.port)
    regions = Regions(service)
    for settings in regions.all_settings():
        if not is_served(settings):
            keep_own(settings, out)
        if settings.shared is None:  # of the others print_regions tells
            tell_unread_files(settings, out)
        Followed(settings.data / FOLDER).start()
    server = Opened(regions, service.host, service.port, listening=held)
    if workers > 1:
        for pages in regions.make_all():
            working.warm(pages, ["/"])
            working.share(pages, workers)
    address = _address(service.host, server.port)
    if listening is None:
        out.print(f"Sidorna: {address}{service.prefix}/")
    print_regions(service, out)
    out.print(f"Talarens hemlighet för ett län ligger i data/{LAN}/NN/{FOLDER}.")
    if listening is None:
        out.print("Avsluta med Ctrl+C.")
    if opens_browser:
        open_browser(f"{address}{service.prefix}/")

    def begin(worker: int) -> None:
        for pages in regions.make_all():
            pages.extensions[METRICS].begin(worker)
        if worker == 0:
            keep_up(service, *regions.all_settings())

    ready()
    with suppress(KeyboardInterrupt):
        if workers > 1:
            working.Workers(server, workers, begin).run()
        else:
            keep_up(service, *regions.all_settings())
            server.run()


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def open_browser(address: str) -> bool:
    """Open an address in the browser with windows that the machine has, from a thread; whether there is a screen.

    Where nobody sits (a server, a shell without a display) none is looked for: one that draws in the terminal would
    take it from the program.
    """
    if not has_screen():
        return False
    threading.Thread(target=_open, args=(address,), daemon=True).start()
    return True


def has_screen() -> bool:
    """Whether windows can be shown here."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open(address: str) -> None:
    try:
        webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return  # the address stands in the terminal
