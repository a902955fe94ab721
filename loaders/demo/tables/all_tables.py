"""All tables of the simulated publisher by id."""

from collections.abc import Mapping

from loaders.demo.shapes import Codelist, Table
from loaders.demo.tables.commuting_tables import COMMUTING_TABLES
from loaders.demo.tables.grp_tables import GRP_TABLES
from loaders.demo.tables.labour_tables import LABOUR_TABLES
from loaders.demo.tables.population_tables import POPULATION_TABLES
from loaders.demo.tables.survey_tables import SURVEY_TABLES

TABLES: Mapping[str, Table] = {
    table.id: table for table in (*LABOUR_TABLES, *COMMUTING_TABLES, *POPULATION_TABLES, *GRP_TABLES, *SURVEY_TABLES)
}

CODELISTS: Mapping[str, Codelist] = {
    name: codelist for table in TABLES.values() for name, codelist in table.codelists.items()
}
