"""A municipality's page in words: its headline, and its row of each measure as a table."""

from dashboard.editions.content import Municipality
from dashboard.model import Column, Table

NO_WORD = "inget ord"
"""In place of a conclusion, where a difference is too small or must not be compared."""


def headline_of(one: Municipality) -> str:
    """``Åre kommun: något större folkmängd i augusti än i fjol``; the name alone where nothing is told."""
    told = one.headline
    return f"{one.name}: {told[0].lower()}{told[1:]}" if told else one.name


def table_of(one: Municipality, county_sv: str) -> Table:
    """Measure, period, value, what it is compared with, conclusion, the county's value and what is new."""
    columns = (
        Column("Mått"), Column("Period"), Column("Värde", numeric=True), Column("Jämfört med"), Column("Ord"),
        Column(county_sv, numeric=True), Column("Sedan sist"),
    )  # fmt: skip
    rows = tuple(
        (row.title, row.period_sv, row.value, row.than, row.word or NO_WORD, row.county_value, row.mark)
        for row in one.rows
    )
    return Table(f"Läget i {one.name}", columns, rows)
