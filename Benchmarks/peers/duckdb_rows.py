"""duckdb_rows.py FOLDER OUTPUT.csv: the amounts from rows, in SQL."""

import os

import duckdb

import sql
from world import UNITS, arguments, policy_numbers


def main():
    folder, output = arguments()
    pot, curve = policy_numbers(folder)
    connection = duckdb.connect(config={"threads": os.environ.get("THREADS", "2")})
    connection.execute(f"""
      CREATE VIEW observations AS SELECT * FROM read_parquet('{folder}/rows-*.parquet');
      CREATE VIEW providers AS SELECT * FROM read_parquet('{folder}/providers.parquet')""")
    verified = ", ".join(
        f"count(*) FILTER (is_up AND quorum >= {i})::BIGINT AS u{i}" for i in range(1, UNITS + 1))
    connection.execute(f"""
      CREATE TEMP TABLE measured AS
      WITH active AS (
        SELECT slot FROM (SELECT DISTINCT observer, slot FROM observations)
        GROUP BY slot HAVING count(*) >= 2),
      cells AS (
        SELECT provider, count(*) FILTER (up) >= 2 AS is_up, count(*) FILTER (NOT up) >= 2 AS is_down,
          CASE count("count") WHEN 3 THEN sum("count") - max("count") - min("count")
            WHEN 2 THEN min("count") END AS quorum
        FROM observations SEMI JOIN active USING (slot) GROUP BY provider, slot)
      SELECT provider, {verified},
        count(*) FILTER (is_down OR is_up AND quorum IS NOT NULL)::BIGINT AS d
      FROM cells GROUP BY provider""")
    connection.execute(sql.amounts(pot, curve, output))


main()
