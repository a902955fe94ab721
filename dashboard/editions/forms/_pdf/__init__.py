"""What an edition's PDF holds (``sheets.py``), its small lines (``small_lines.py``) and its look (``edition.typ``)."""
