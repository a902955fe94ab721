"""The meeting's PDF: views and SVGs in, one accessible document out (PDF/UA-1, A4 landscape, set by Typst)."""

from dashboard.forms.pdf.builder import Document, Page, build_pdf

__all__ = ["Document", "Page", "build_pdf"]
