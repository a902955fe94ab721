"""Own indicators of each origin in the small made-up store: declared in files, their figures written unfetched."""

from datetime import UTC, datetime
from pathlib import Path

from loaders import catalogue
from loaders.ground.declarations import Grain
from loaders.ground.panel import PERIOD
from loaders.sources.panel_builder import Cells
from loaders.store import Delivery, Scope, Store
from tests.dashboard.made import MONTHS, POPULATION, PUBLISHED

_WORDS = """title = "{title}"
short_title = "{short}"
subject = "{subject}"
noun = "{noun}"
unit = "{unit}"
kind = "{kind}"
grain = "{grain}"
definition = "{definition}"
synonyms = ["{synonym}"]
order = {order}
"""
DECLARED = {
    "skattesats": _WORDS.format(
        title="Skattesats till kommun",
        short="Skattesats",
        subject="skattesatsen",
        noun="skattesats",
        unit="procent",
        kind="kvot",
        grain="år",
        definition="Vad kommunen tar i skatt.",
        synonym="kommunalskatt",
        order=1,
    )
    + '[kolada]\nkpi = "N00901"\ntitle = "Skattesats till kommun (%)"\n',
    "kvinnor": _WORDS.format(
        title="Arbetslösa kvinnor 20–64 år",
        short="Arbetslösa kvinnor",
        subject="arbetslösheten bland kvinnor",
        noun="arbetslöshet bland kvinnor",
        unit="procent",
        kind="kvot",
        grain="månad",
        definition="Ur BAS.",
        synonym="kvinnors arbetslöshet",
        order=900,
    )
    + '[pxweb]\ntable = "TAB6260"\n[pxweb.select]\nKon = "2"\nAlder = "20-64"\nFodelseregion = "tot"\n'
    + 'ContentsCode = "000006II"\n',
    "cyklister": _WORDS.format(
        title="Cyklister på länets vägar",
        short="Cyklister",
        subject="antalet cyklister",
        noun="cyklister",
        unit="antal",
        kind="antal",
        grain="år",
        definition="Räknade cyklister en dag i juni.",
        synonym="cykeltrafik",
        order=2,
    )
    + 'publisher = "Region Exempel"\n[file]\nname = "cyklar.csv"\nplace = "Kommun"\nperiod = "År"\nvalue = "Antal"\n',
}
"""The file of each, by name: of Kolada, of a table of SCB's, of a file."""
YEARS = tuple(str(year) for year in range(2014, 2025))


def value_of(name: str, code: str, n: int) -> float:
    """The figure of a place in its n-th period."""
    if name == "cyklister":
        return round(POPULATION[code] * (0.02 + 0.001 * n))
    middle = {"skattesats": 22.0, "kvinnor": 4.0}[name]
    return round(middle + int(code) % 7 / 10 + n % 5 / 10, 1)


def declare_own(folder: Path, store: Store, names: tuple[str, ...] = tuple(DECLARED)) -> None:
    """Write the declarations and their figures, and take them into the catalogue until `forget_own`."""
    (folder / "indicators").mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / "indicators" / f"{name}.toml").write_text(DECLARED[name], encoding="utf-8")
    (folder / "indicators" / "cyklar.csv").write_text("Kommun;År;Antal\nÅre;2024;394\n", encoding="utf-8")
    assert catalogue.read_own(folder) == ()
    with store.writing() as writer:
        for name in names:
            declared = catalogue.indicator(f"own_{name}")
            (query,) = declared.queries
            cells = Cells(declared, query)
            for code in POPULATION:
                for n, period in enumerate(MONTHS if declared.grain is Grain.MONTH else YEARS):
                    cells.add(code, period, value_of(name, code, n))
            panel = cells.panel(regions=tuple(POPULATION))
            writer.add(
                declared.id,
                panel,
                Delivery(
                    table=query.table, updated=PUBLISHED, fetched=datetime(2026, 10, 30, tzinfo=UTC), synthetic=True
                ),
                scope=Scope({name: codes for name, codes in panel.axes.items() if name != PERIOD}),
            )


def forget_own(folder: Path) -> None:
    """Leave the built-in indicators alone in the catalogue."""
    catalogue.read_own(folder / "nothing")
