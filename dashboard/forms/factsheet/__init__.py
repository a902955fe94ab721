"""One place on one page: what stands on its fact sheet (``content.py``), and the sheet as PDF/UA-1 (``pdf.py``)."""

from dashboard.forms.factsheet.content import Entry, FactSheet, fact_sheet
from dashboard.forms.factsheet.pdf import build

__all__ = ["Entry", "FactSheet", "build", "fact_sheet"]
