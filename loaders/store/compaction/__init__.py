"""History compacted: many publications in one file, with every day still answered as it was.

piece.py: such a file. laying.py: reading it. merging.py: making it. expanding.py: the way back.
"""
