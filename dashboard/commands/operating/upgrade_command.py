"""``lanspuls compact`` and ``upgrade``: the history in few files, and in the newest format, with a way back."""

from typing import Annotated

import typer
from rich.console import Console

from dashboard.commands.operating.shared_data import working_settings
from loaders.ground.errors import StoreError

Back = Annotated[bool, typer.Option("--back", help="Till formatet före, som ett äldre Länspuls läser.")]


def compact() -> None:
    """Slå samman historikens filer. Varje dag går att läsa som förut.

    Görs också av sig självt när en tabell har många filer. Filerna från förr ligger kvar i mappen moved-aside.
    """
    from loaders.store.compaction.merging import compact as merge

    out = Console(highlight=False, markup=False, soft_wrap=True)
    root = working_settings().store_dir
    done = merge(root)
    if done.indicators:
        out.print(f"{len(done.indicators)} mått sammanslagna: {done.files_before} filer är nu {done.files}.")
        out.print(f"Filerna från förr ligger i {root / 'moved-aside'} och kan flyttas bort därifrån.")
    elif not done.damages:
        out.print("Inget att slå samman.")
    for damage in done.damages:
        out.print(f"FEL: {damage}. Kör lanspuls repair.")
    if done.damages:
        raise typer.Exit(1)


def upgrade(back: Back = False) -> None:
    """Flytta historiken till det nyaste formatet, eller tillbaka.

    Allt läses och kontrolleras först. Förteckningen från förr sparas, inget tas bort. Ett Länspuls som är äldre än
    formatet säger ifrån i stället för att läsa fel: gå då tillbaka med --back innan programmet byts.
    """
    from loaders.store.compaction.expanding import move_format
    from loaders.store.manifest import READS, SCHEMA
    from loaders.store.verifying import verify_store

    out = Console(highlight=False, markup=False, soft_wrap=True)
    root = working_settings().store_dir
    found = verify_store(root)
    if any(damage.loses_figures for damage in found.damages):
        told = "; ".join(str(damage) for damage in found.damages if damage.loses_figures)
        raise StoreError(f"the history is damaged, and is left in its format: run `lanspuls repair` first ({told})")
    moved = move_format(root, READS[0] if back else SCHEMA)
    if moved.before == moved.after:
        out.print(f"Historiken är redan i format {moved.after}.")
        return
    out.print(f"Historiken är flyttad från format {moved.before} till {moved.after}.")
    if moved.kept:
        out.print(f"Förteckningen från förr ligger i {root / moved.kept}.")
    out.print("Tillbaka: lanspuls upgrade --back" if not back else "Fram igen: lanspuls upgrade")
