"""The meeting: its file, what its slides are made from, and one file per kind of slide in ``slides/``."""
