"""The circular industries of a municipality: shares in whole per cent, as the gate lets them out, and no persons."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.data.series import Data
from dashboard.figures.barplan import Bar, BarChart
from dashboard.figures.bars import bar_chart
from dashboard.figures.theme import Canvas
from dashboard.model import Column, Table
from dashboard.views import circular_bounds
from dashboard.views.circular_bounds import Branches
from dashboard.views.scene import Scene
from dashboard.views.splits.for_programs import Told, table_of
from dashboard.views.splits.shape import MOST_ROWS, Split
from dashboard.views.view import Drawn
from dashboard.words import nouns, swedish
from dashboard.words.kinds.circular import Span
from loaders.disclosure import BranchShare
from loaders.sni import sni_sets

NO_PERSONS = "För kommuner visas andelar i hela procent och inga antal, för att skydda enskilda företag."
_SHARES = ("% av alla", "% av näringslivet")


@dataclass(frozen=True, slots=True)
class Row:
    """An industry, or several told together: its share of each base by their order, None where it is not known."""

    name: str
    shares: tuple[Span | None, ...]
    estimated: bool = False
    codes: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """The shares as they stand in a table: ``2``, ``0–1``, ``<1``."""
        return tuple("" if share is None else nouns.reach(share.low, share.high, 0) for share in self.shares)

    @property
    def bar(self) -> Bar:
        """The share of all as it is shown; of näringslivet where that is all there is."""
        share = next((one for one in self.shares if one is not None), Span(0.0, 0.0))
        low, high = (float(swedish.displayed(edge, 0)) for edge in (share.low, share.high))
        reach = None if low == high else (low, high)
        return Bar(name=self.name, parts=(low,), columns=self.cells, reach=reach, estimated=self.estimated)


def draw(seen: Scene, data: Data, canvas: Canvas, found: Branches) -> Split:
    """A bar for each industry, by its shown share and then its code; the workshops and the list in the table."""
    where = f"{seen.own.full_name} {seen.newest}"
    rows = _rows(seen, data)
    if not rows:
        empty = Table(f"Cirkulära branscher, {where}", (Column("Bransch"),), ())
        return Split(Drawn(caption=f"Uppgifter per bransch finns inte för {seen.own.full_name}."), empty)
    shown = rows[:MOST_ROWS]
    chart = BarChart(
        bars=tuple(row.bar for row in shown),
        headings=("% av<br>alla", "% av nä-<br>ringslivet"),
        tick_text=swedish.number,
        synthetic=data.synthetic,
    )
    said = [NO_PERSONS]
    if left := rows[MOST_ROWS:]:
        said.append(f"Ytterligare {swedish.small_number(len(left))} branscher står i tabellen.")
    if any(row.estimated for row in rows):
        said.append("Ihålig stapel: skattat. Streck: från lägsta till högsta tal.")
    elif any(row.bar.reach for row in shown):
        said.append("Ihålig del: dolt av källan, kan vara så mycket till.")
    ends = "; ".join(f"{row.name}, {_percent(row)}" for row in (rows[0], *rows[1:][-1:]))
    how = f"Liggande staplar över andelen som arbetar i varje cirkulär bransch i {where}: {ends} av alla."
    drawn = Drawn(figure=bar_chart(chart, canvas.frame, canvas.theme), caption=" ".join(said), description=how)
    told = [
        Told(codes=row.codes, name=row.name, shares=row.shares, is_estimated=row.estimated)
        for row in _all_rows(rows, found)
    ]
    return Split(drawn, _table(rows, found, where), table_of(seen.own, seen.newest, told, 0))


def _percent(row: Row) -> str:
    share = row.shares[0]
    return "okänd andel" if share is None else nouns.between(share.low, share.high, 0)


def _rows(seen: Scene, data: Data) -> list[Row]:
    """Industries of the chosen list where somebody may work, largest shown share first."""
    chosen = dict(seen.raw.slice)
    by_base = data.shares_by_branch(seen.own.code, seen.newest, chosen["classification"], seen.selection.as_of)
    counted = sni_sets()[chosen["sni_set"]]
    codes = sorted({code for shares in by_base.values() for code in shares if counted.holds(code)})
    rows = []
    for code in codes:
        held = [by_base.get(base, {}).get(code) for base in circular_bounds.BASES]
        if any(share is not None and share.high > 0 for share in held):
            name = f"{code[:2]}.{code[2:]} {counted.named(code)}".strip()
            guessed = any(share is not None and share.is_estimated for share in held)
            rows.append(Row(name, tuple(map(_span, held)), guessed, (code,)))
    return sorted(rows, key=lambda row: (-row.bar.ends[1], row.name))


def _span(share: BranchShare | None) -> Span | None:
    return None if share is None else Span(share.low, share.high)


def _table(rows: list[Row], found: Branches, where: str) -> Table:
    """Every industry, the workshops and the whole list together, and what they are divided by."""
    told = _all_rows(rows, found)
    return Table(
        caption=f"Cirkulära branscher, {where}",
        columns=(Column("Bransch"), *(Column(title, numeric=True) for title in _SHARES)),
        rows=tuple((row.name, *row.cells) for row in told),
        strong=frozenset({len(told) - 1}),
    )


def _all_rows(rows: list[Row], found: Branches) -> list[Row]:
    """Every industry, then the workshops and the whole list."""
    told = list(rows)
    if found.alone is not None and any(found.workshops_share.values()):
        told.append(Row(found.alone.title_sv, _in_order(found.workshops_share)))
    return [*told, Row("Hela listan", _in_order(found.whole))]


def _in_order(shares: Mapping[str, Span | None]) -> tuple[Span | None, ...]:
    return tuple(shares.get(base) for base in circular_bounds.BASES)
