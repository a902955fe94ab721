"""Tillväxtanalys' statistics database: bankruptcies and new firms, as px files whose codes are running numbers."""

from loaders.sources.px_files import PxFiles


class Tillvaxtanalys(PxFiles):
    """Read as every PxWeb v1 of px files."""

    id = "tillvaxtanalys"
    labels_last = True


SOURCE = Tillvaxtanalys()
