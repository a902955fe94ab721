"""All tables of the simulated publisher by id."""

from collections.abc import Mapping

from loaders.demo.shapes import Codelist, Table
from loaders.demo.tables_grp import GRP_TABLES
from loaders.demo.tables_labour import LABOUR_TABLES
from loaders.demo.tables_population import POPULATION_TABLES
from loaders.demo.tables_surveys import SURVEY_TABLES

TABLES: Mapping[str, Table] = {
    table.id: table for table in (*LABOUR_TABLES, *POPULATION_TABLES, *GRP_TABLES, *SURVEY_TABLES)
}

CODELISTS: Mapping[str, Codelist] = {
    name: codelist for table in TABLES.values() for name, codelist in table.codelists.items()
}
