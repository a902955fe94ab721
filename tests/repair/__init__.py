"""One thing changed at a publisher, chosen anew by a person without Python, fetched, and changed back.

`python -m tests.repair` does it for every table of every source (some minutes); `make test` for one of each source.
"""

import re
from dataclasses import dataclass, replace
from io import StringIO

import numpy as np
from rich.console import Console

from dashboard.commands.correction_commands import repair
from loaders.fetching.refresh import connected, refresh
from loaders.ground.declarations import Axis, Fixed, Label
from loaders.planning.corrections_file import read_corrections
from loaders.planning.table_plans import plans
from loaders.publishers import simulated
from loaders.pxweb.selection import find
from loaders.settings import Settings
from loaders.sources.scb import titled
from loaders.store import Store
from tests.loaders.fetching.publisher_bench import HASTY, TODAY
from tests.loaders.sources.test_isolation import CASES, SHORT

PLANS = {plan.table: plan for plan in plans()}
ROLE, REASON = "analytiker", "samma mått, nytt namn hos källan"
RENAMED = {
    "agenda-2030": {"rename_group": ("Agenda 2030", "Globala målen 2030")},
    "foretagsregister": {"rename_register": ("Kommun", "Ort")},
    "konkurser-per-ar": {"retitle": "Konkurser bland företag, antal/1000 inv, 16-64 år"},
}
"""What is called something else here, where test_isolation.py takes it away, or gives another unit, or changes two."""
FOUND = {
    "annonser-manad": "vacancies",
    "annonser-oppna": "vacancies",
    "foretagsregister": "Ort",
    "foretagsklimat": "U07451",
    "konjunkturbarometern-riksomraden": "Alla företag",
    "konkurser-per-ar": "N00926",
}
"""What a person who knows chooses, where it is not the likeliest."""


@dataclass(slots=True)
class Bench:
    """A publisher with short histories, and a way to change one thing of a table at it."""

    url: str
    publisher: object
    right: str = ""
    """What a person who knows chooses at SCB."""

    def settings(self, data):
        return Settings(data=data, scb_url=self.url, urls=simulated(self.url))

    def calm(self):
        self.publisher.reset()
        for source, switches in SHORT.items():
            self.publisher.switch(source, **switches)

    def disturb(self, table, settings):
        plan, self.right = PLANS[table], ""
        if plan.source == "scb":
            self._relabel(plan, settings)
        else:
            self.publisher.switch(plan.source, **RENAMED.get(table, CASES[table].faults))

    def _relabel(self, plan, settings):
        """Give the value that fewest indicators ask for a new label where it is sought by label, else a new code."""
        query = plan.px_queries[0]
        with connected(settings, **HASTY) as client:
            id_ = titled(client, query).id if query.match else plan.table
            metadata = client.metadata(id_)
        asked_by = {}
        for indicator, query in plan.px_parts:
            chosen = {part.variable for part in query.select if isinstance(part, Axis | Fixed)}
            for row in find(query, metadata):
                if row.code is not None and row.variable in chosen:
                    asked_by.setdefault((row.variable, row.code, not row.verified), set()).add(indicator.id)
        variable, code, by_label = min(asked_by, key=lambda value: (len(asked_by[value]), not value[2], value))
        label = next(v for v in metadata.variables if v.code == variable).labels[code]
        self.right = code if by_label else f"{code}N"
        self.publisher.recode_value(id_, variable, code, self.right, renamed(plan, label) if by_label else label)

    def fetch(self, settings, table, **options):
        wanted = options.pop("wanted", lambda plan: plan.table == table)
        return refresh(settings, PLANS[table].indicators, today=TODAY, wanted=wanted, **options, **HASTY)


def renamed(plan, label):
    """A label that no pattern of the table fits any more, and that a person sees is the same."""
    patterns = [
        ref
        for query in plan.px_queries
        for part in query.select
        for ref in (part.values.values() if isinstance(part, Axis) else [part.value])
        if isinstance(ref, Label)
    ]
    first, _, rest = label.partition(" ")
    tried = (f"{first} nya {rest}", f"{label[:-1]}n", " ".join(word[:-1] for word in label.split()))
    tried += (re.sub(r"[aeiouyåäö]", "", label, flags=re.IGNORECASE),)
    return next(new for new in tried if new.strip() and not any(ref.matches(new) for ref in patterns))


def panels(settings, table):
    """Every indicator's panel of a table."""
    store = Store(settings.store_dir)
    return {id_: store.read(id_) for id_ in PLANS[table].indicators}


def same(one, other):
    """Whether two panels hold the same figures and statuses of the same keys."""
    return (
        one.axes == other.axes
        and np.array_equal(one.values, other.values, equal_nan=True)
        and np.array_equal(one.status, other.status)
    )


def choices(table, misfits, right=""):
    """What a person who knows chooses for each misfit, as on the command line; it is among the three likeliest."""
    made = {}
    for misfit in misfits:
        found = right or FOUND.get(table) or misfit.candidates[0].name
        assert found in {text for one in misfit.likeliest for text in (one.name, one.label)}, misfit.hint
        made[f"{misfit.table}:{misfit.variable}:{misfit.declared}={found}"] = None
    return list(made)


def mend_and_return(bench, table, data):
    """Fetch with one thing changed, choose, fetch, and fetch once more with it changed back; asserts each step."""
    settings = bench.settings(data / "changed")
    undisturbed = bench.settings(data / "undisturbed")
    plan = PLANS[table]
    assert not bench.fetch(undisturbed, table).failed
    bench.disturb(table, settings)
    first = bench.fetch(settings, table)
    assert first.failed
    misfits = first.tables[0].misfits
    assert misfits, first.tables[0].failures

    said = Console(file=StringIO(), record=True, width=200)
    is_all_well = repair(settings, TODAY, plan.indicators, choices(table, misfits, bench.right), ROLE, REASON, said)
    assert is_all_well, said.export_text()

    second = bench.fetch(settings, table)
    assert not second.failed, second.tables[0].failures
    assert second.tables[0].corrected and not second.tables[0].ended
    expected = panels(undisturbed, table)
    for id_, panel in panels(settings, table).items():
        assert same(panel, expected[id_]), id_

    bench.calm()
    third = bench.fetch(settings, table)
    assert not third.failed, third.tables[0].failures
    assert len(third.tables[0].ended) == len(second.tables[0].corrected) and not third.tables[0].corrected
    kept = read_corrections(settings.corrections_file)
    assert not kept.problems
    assert all(one.ended == TODAY for one in kept.corrections)
    assert not bench.fetch(settings, table).tables[0].ended
    return replace(third.tables[0])
