"""The one file of the audit that touches the pages: it fetches texts to check, and exports to check them by."""

from dataclasses import dataclass
from datetime import date

from dashboard.data.series import Data
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from loaders import export
from loaders.ground.enums import FileFormat
from loaders.ground.errors import LanspulsError


@dataclass(frozen=True, slots=True)
class Told:
    """What a measure's page says, as a reader sees it: texts and the cells of the table beside the chart."""

    headline: str
    elsewhere: str
    sentence: str
    remarks: tuple[str, ...]
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages over a store."""

    data: Data

    @property
    def today(self) -> date:
        """The day on which the pages are read."""
        return self.data.today()

    def told(self, slug: str, place: str, until: str) -> Told:
        """The default page of a measure and place, up to a period."""
        made = view(parse(f"/indikator/{slug}", f"region={place}&till={until}", home=self.data.county), self.data)
        columns = tuple(column.title for column in made.table.columns)
        rows = tuple(tuple(str(cell) for cell in row) for row in made.table.rows)
        remarks = tuple(made.notes.remarks)
        return Told(made.headline, made.elsewhere_sv, made.sentence, remarks, made.table.caption, columns, rows)

    def exported(self, indicator_id: str, regions: tuple[str, ...], chosen: dict[str, str] | None) -> str:
        """The CSV that ``lanspuls export`` gives for an indicator, of some values or of its default ones."""
        try:
            rows = export.table(self.data.store, indicator_id, regions=regions, chosen=dict(chosen) if chosen else None)
        except LanspulsError:
            return ""
        return export.serialised(rows, FileFormat.CSV).decode()
