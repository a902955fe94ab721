"""The workbook of an edition: what its sheets tell (``contents_of``), how they are written, and its check."""
