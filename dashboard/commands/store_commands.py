"""Commands about what is kept: whether all of it is whole, and putting it in order."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from loaders.settings import Settings


def print_verified(settings: "Settings", out: Console) -> bool:
    """Read all that is kept, what is published too, and tell what is damaged; whether all is whole."""
    from dashboard.commands.source_commands import own_history
    from dashboard.editions.written import Editions
    from loaders.planning.last_runs import VERIFY, LastRun, keep_run
    from loaders.store.snapshots import Snapshots
    from loaders.store.verifying import verify_store

    found = verify_store(settings.store_dir)
    snapshots = Snapshots(settings.raw_dir, settings.snapshots_kept)
    damages = (*found.damages, *snapshots.damages(), *own_history(settings).damages())
    out.print(f"Läst: {found.manifests} manifest, {found.files} filer med {found.rows} rader, råsvar och egna filer.")
    for damage in damages:
        whose = f" Gäller {', '.join(damage.indicators)}." if damage.indicators else ""
        out.print(f"FEL: {damage}.{whose}")
    if found.orphans:
        out.print(f"Filer som ingen förteckning nämner, flyttas undan vid nästa hämtning: {len(found.orphans)}")
    editions = tuple(Editions(settings.editions_dir).damages())
    for told in editions:
        out.print(f"FEL: {told}.")
    faults = tuple(str(damage) for damage in (*damages, *editions))
    keep_run(settings.shared_dir, VERIFY, LastRun(ended=datetime.now(UTC), seen=found.files, faults=faults))
    if damages:
        out.print("Kör lanspuls repair. Inget tas bort.")
    if editions:
        out.print("En utgåva görs aldrig på nytt: lägg tillbaka dess mapp ur en säkerhetskopia (lanspuls restore).")
    if not faults:
        out.print("Allt är helt.")
    return not faults


def print_repaired(settings: "Settings", out: Console) -> bool:
    """Put the store in order and tell what was done and what is lost; whether nothing is lost."""
    from loaders.fetching.repair import repair_store
    from loaders.ground.clock import day_in_sweden

    done = repair_store(settings)
    for told in done.manifests:
        out.print(f"Förteckningen är skriven på nytt: {told}")
    if done.adopted:
        out.print(f"Filer som åter är med i förteckningen: {len(done.adopted)}")
        out.print("  Vilka inläsningar för hand som är återtagna vet de inte. Se efter med lanspuls indicators.")
    for name in done.rebuilt:
        out.print(f"Återskapad ur råsvaren: {name}")
    for lost in done.lost:
        since = day_in_sweden(lost.publication.published)
        out.print(f"FÖRLORAD: {lost.indicator}, tabell {lost.publication.table}, publicerad {since}: {lost.why}.")
        out.print(f"  Dagar före {since} går att läsa. lanspuls fetch {lost.indicator} hämtar det som gäller nu.")
    for told in done.strangers:
        out.print(f"Kunde inte tas med: {told}")
    if not (done.manifests or done.adopted or done.rebuilt or done.lost or done.strangers):
        out.print("Inget behövde återskapas.")
    if done.rebuilt or done.lost or done.manifests:
        out.print(f"Inget är borttaget: det skadade ligger i {settings.store_dir / 'moved-aside'}.")
    return not (done.lost or done.strangers)
