"""Data that several machines share, from the command line: taken in before a command works, published after it.

A command works in this machine's working copy as if it were alone (loaders/storage/desk.py). Where the place does not
answer, it works with what this machine has, and what it did is published by the next command. ``serve`` reads a copy of
its own, which follows what is published (mirror.py). Without a setting like ``data = "s3://…"`` all this does nothing.
"""

import os
import sys
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console

from dashboard.commands.source_commands import own_history
from dashboard.commands.store_commands import print_repaired, print_verified
from loaders.declared import FOLDER
from loaders.ground.errors import StorageUnreachable, StoreError, Superseded, swedish_of
from loaders.ground.people.called_places import know_areas_of
from loaders.settings import REGION, SERVED, Settings, load_settings
from loaders.settings.regions import folders_beside

if TYPE_CHECKING:
    from loaders.storage import Desk, Pulled

T = TypeVar("T")
MOST_TIMES = 3
"""How often a command is done that another machine's came before."""
AGAIN = frozenset({"fetch", "import", "run"})
"""Commands that may be done again as they were said: what is stored already is not stored twice."""
_UNTOLD = ("runs/", "reports/")
"""What each machine writes of its own runs: whose stands is no matter."""
_desk: ContextVar["Desk | None"] = ContextVar("desk", default=None)
_err = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def working_settings(*, bears_damage: bool = False) -> Settings:
    """The settings of a command that works in the data folder, which holds what others have published by now.

    bears_damage: take in what is whole where some of it is not, and tell. StoreError; StorageUnreachable where this
    machine has nothing to work with.
    """
    service = _service()
    if not service.remote or _desk.get() is not None:
        return _with_own(load_settings())
    from loaders.storage import Desk, opened

    desk = Desk(opened(service), service.copy_dir)
    try:
        pulled = desk.pull(datetime.now(UTC), bears_damage=bears_damage)
    except StorageUnreachable as error:
        if not desk.number:
            raise error.advised(
                "This machine has no copy to work with: mend that, then try again",
                "Den här datorn har ingen kopia att arbeta med. Rätta det och försök igen",
            ) from error
        _err.print(f"{error.message_sv} Kommandot arbetar med det som hämtades hit senast (version {desk.number}).")
    else:
        _tell(pulled)
        for damage in pulled.damages:
            _err.print(f"FEL: {damage.piece} {damage.reason}.")
    _desk.set(desk)
    return _with_own(load_settings())  # regions among what has come


def _with_own(settings: Settings) -> Settings:
    """The settings, after what their data folder declares of indicators is taken into the catalogue, and its areas.

    Of a service of several regions, all that they declare. The catalogue is not read for that by a command that needs
    none of it.
    """
    know_areas_of(settings.data)
    others = folders_beside(settings)
    is_any = any((folder / FOLDER).is_dir() for folder, _ in ((settings.data, ""), *others))
    if is_any or "loaders.catalogue" in sys.modules:
        from loaders.catalogue import read_own

        read_own(settings.data, settings.region, others)
    return settings


def with_publishing(call: Callable[[], T], arguments: list[str] | None) -> T:
    """A command's outcome, after what it changed is published, even where it failed: a fetch keeps what it got.

    Done again where another machine came before, for commands that may be. StoreError where it cannot be published.
    """
    words = sys.argv[1:] if arguments is None else arguments
    for left in range(MOST_TIMES, 0, -1):
        _desk.set(None)
        try:
            try:
                outcome = call()
            except Exception:  # whatever it is: what was done before it is published, and it goes on as it was
                try:
                    _publish()
                except StoreError as error:  # what the command says comes last
                    _err.print(swedish_of(error))
                raise
            _publish()
            return outcome
        except Superseded as error:
            if left == 1 or words[:1] == [] or words[0] not in AGAIN:
                raise
            _err.print(f"{error.message_sv} Kommandot görs om.")
    raise AssertionError


def _publish() -> None:
    desk = _desk.get()
    if desk is None:
        return
    try:
        published = desk.publish(datetime.now(UTC))
    except StorageUnreachable as error:
        raise error.advised(
            f"What was done is kept in {desk.work} and published by the next command",
            f"Det som gjordes ligger kvar i {desk.work} och publiceras med nästa kommando",
        ) from error
    if published is None:
        return
    for pulled in published.pulled:
        _tell(pulled)
    if published.changed:
        _err.print(f"Publicerat: version {published.number} i {desk.storage.address}, {published.changed} filer.")
    lost = tuple(unit for unit in published.laid_aside if not unit.startswith(_UNTOLD))
    if lost:
        names = ", ".join(lost)
        raise Superseded(
            f"another machine published first what was changed here too ({names}); its work stands: do it again",
            f"En annan dator publicerade först det som ändrades här också ({names}). Dess gäller: gör om det.",
        )


def _tell(pulled: "Pulled") -> None:
    if pulled.where is not None:
        names = ", ".join(pulled.laid_aside)
        _err.print(f"Ändrat på två datorer: {names}. Den andras gäller. Det som gjordes här ligger i {pulled.where}.")


def _service() -> Settings:
    """The settings of the working folder, whichever region is chosen: it may not have come yet."""
    return load_settings(environment={name: value for name, value in os.environ.items() if name != REGION})


def served_settings() -> Settings:
    """The settings of a server, whose data folder is a copy that follows what is published, where that is shared.

    StoreError where there is no copy yet and none can be had.
    """
    service = _service()
    if not service.remote:
        return _with_own(load_settings())
    from loaders.settings.regions import counties_of, region_settings
    from loaders.storage import Mirror, opened

    mirror = Mirror(opened(service), service.copy_dir)
    try:
        mirror.refresh()
    except StorageUnreachable as error:
        raise error.advised(
            "This machine has no copy of it yet, so there is nothing to show: mend that, then start again",
            "Den här datorn har ingen kopia än, så det finns inget att visa. Rätta det och starta igen; vad som behövs "
            "står i docs/many-machines.md",
        ) from error
    service = replace(service, data=mirror.folder, others=counties_of(mirror.folder))
    chosen = os.environ.get(REGION)
    return _with_own(region_settings(service, chosen) if chosen else service)


def is_served(settings: Settings) -> bool:
    """Whether the data folder is in a copy that follows, in which nobody writes."""
    return bool(settings.remote) and settings.data.is_relative_to(settings.copy_dir / SERVED)


def keep_up(service: Settings, *regions: Settings) -> None:
    """From now on read in what people write, or follow what is published, in threads beside the requests."""
    if not is_served(service):
        from loaders.own.watching import watch

        for settings in regions or (service,):
            watch(own_history(settings))
        return
    from loaders.storage import Mirror, opened
    from loaders.storage.mirror import watch as follow

    # connections of its own: those of a process that this one was forked from are not to be shared
    follow(Mirror(opened(service), service.copy_dir), service.look_seconds)


def verify(out: Console) -> bool:
    """Read all that is kept here, and all that is shared, and tell what is damaged; whether all is whole."""
    settings = working_settings(bears_damage=True)
    is_whole = print_verified(settings, out)
    desk = _desk.get()
    if desk is None:
        return is_whole
    from loaders.storage import check_whole

    checked = check_whole(desk.storage, desk.number)
    out.print(f"Läst i {desk.storage.address}: version {checked.number}, {checked.read} hela objekt.")
    for _, damage in checked.damages:
        out.print(f"FEL: {damage.piece} {damage.reason}.")
    if checked.damages:
        out.print("Kör lanspuls repair på en dator som har filerna. Tills dess visar servrarna versionen före.")
    return is_whole and not checked.damages


def repair(out: Console) -> bool:
    """Put in order what is kept here, and put again what is damaged of what is shared; whether nothing is lost."""
    settings = working_settings(bears_damage=True)
    is_whole = print_repaired(settings, out)
    desk = _desk.get()
    if desk is None:
        return is_whole
    from loaders.storage import check_whole, put_again

    put, lost = put_again(desk.storage, check_whole(desk.storage, desk.number).damages, desk.work)
    for file in put:
        out.print(f"Lagt tillbaka i {desk.storage.address}: {file.path}")
    for file in lost:
        out.print(f"FÖRLORAD i {desk.storage.address}: {file.path}. Lägg tillbaka den ur en säkerhetskopia.")
    return is_whole and not lost
