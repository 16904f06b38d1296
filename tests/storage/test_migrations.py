from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from connect_ext.storage import tables  # noqa: F401 - the schema is whole with them
from connect_ext.storage.columns import metadata
from connect_ext.storage.database import Database

ROOT = Path(__file__).parents[2]
START = """
import sys
from connect_ext.storage.database import Database
database = Database(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
with database.transaction() as tx:
    values = "'%s', 'EIN-1', 'UR-1', 'app', '2026-01-01', '2026-01-01', NULL"
    tx.exec_driver_sql(f"INSERT INTO consents VALUES ({values})")
database.dispose()
"""


def test_an_empty_database_ends_at_the_tables_that_the_code_knows(database: Database) -> None:
    with database.transaction() as tx:
        context = MigrationContext.configure(tx, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_indexes_are_as_partial_and_unique_as_the_code_says(database: Database) -> None:
    wanted = {
        (table.name, index.name): (bool(index.unique), index.dialect_options["sqlite"]["where"] is not None)
        for table in metadata.sorted_tables
        for index in table.indexes
    }
    with database.transaction() as tx:
        found = {
            (table.name, index["name"]): (
                bool(index["unique"]),
                any(name.endswith("_where") for name in index.get("dialect_options", {})),
            )
            for table in metadata.sorted_tables
            for index in inspect(tx).get_indexes(table.name)
            if not index.get("duplicates_constraint")
        }
    assert found == wanted


def test_a_database_that_is_up_to_date_is_left_alone(database_url: str) -> None:
    for _ in range(2):
        database = Database(database_url)
        with database.transaction() as tx:
            assert tx.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == ["0001"]
        database.dispose()


def test_three_processes_that_start_at_once_make_one_schema(database_url: str) -> None:
    starting = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", START % number, database_url],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for number in range(3)
    ]  # fmt: skip
    for process in starting:
        assert process.stdout is not None
        process.stdout.readline()
    for process in starting:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    errors = [process.communicate()[1] for process in starting]
    assert errors == ["", "", ""]
    database = Database(database_url)
    with database.transaction() as tx:
        assert tx.execute(text("SELECT count(*) FROM consents")).scalar_one() == 3
    database.dispose()
