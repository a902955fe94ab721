"""How documents are set: by Typst, in a process of its own (``typesetting.py``, ``typesetter.py``)."""
