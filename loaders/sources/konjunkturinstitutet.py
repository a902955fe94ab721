"""Konjunkturinstitutet's database of the Konjunkturbarometern: px files of riket, without a variable of places."""

from loaders.sources.px_files import PxFiles


class Konjunkturinstitutet(PxFiles):
    """Read as every PxWeb v1 of px files."""

    id = "konjunkturinstitutet"


SOURCE = Konjunkturinstitutet()
