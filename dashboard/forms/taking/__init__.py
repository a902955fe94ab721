"""What a visitor takes away of one figure, as files: ``taken`` gathers it from a View, the other modules write it."""

from dashboard.forms.taking.bundle import zipped
from dashboard.forms.taking.csv_files import csv_for_excel, csv_for_programs
from dashboard.forms.taking.taken import Taken, taken
from dashboard.forms.taking.workbook import workbook

__all__ = ["Taken", "csv_for_excel", "csv_for_programs", "taken", "workbook", "zipped"]
