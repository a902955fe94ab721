"""The meeting's PDF: views and SVGs in, one accessible document out (PDF/UA-1, A4 landscape, set by Typst)."""

from dashboard.report.builder import Page, build_pdf

__all__ = ["Page", "build_pdf"]
