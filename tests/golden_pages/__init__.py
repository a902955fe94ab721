"""The golden net: everything a reader is shown, written down so that two commits can be compared.

``python -m tests.golden_pages`` writes the net of this tree; ``--against REF`` tells how it differs from a commit's.
"""
