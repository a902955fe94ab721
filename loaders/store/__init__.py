"""The history of every indicator: what was published, when, and what it said then.

    store = Store(settings.store_dir)
    panel = store.read("unemployment_rate", slice={"sex": "total", "age": "20-64", "birth_region": "total"})
    panel = store.read("unemployment_rate", as_of=date(2026, 5, 1))

    edition = store.edition()                             # several readings from one manifest
    panels = [edition.read(id_) for id_ in edition.indicators()]

    with store.writing() as writer:                       # one manifest replacement for all that is added
        delivery = Delivery(table="TAB6260", updated=..., fetched=..., synthetic=False)
        changes = writer.add("unemployment_rate", panel, delivery, scope=Scope(...))

Only what changed is written: one immutable Parquet per publication and indicator (deltas.py), and a manifest that
names them (manifest.py) with copies of it (manifest_files.py), replaced atomically under a lock. A file whose content
is not what it should be is StoreDamaged, and none is ever removed. Nothing in the files tells of a person or machine.
"""

from loaders.store.changes import CellChange, CellChanges, Changes, Scope
from loaders.store.damage import Damage
from loaders.store.reading import DAMAGED, Edition, Store
from loaders.store.tables import to_arrow
from loaders.store.writing import Delivery, Writer

__all__ = [
    "DAMAGED", "CellChange", "CellChanges", "Changes", "Damage", "Delivery", "Edition", "Scope", "Store", "Writer",
    "to_arrow",
]  # fmt: skip
