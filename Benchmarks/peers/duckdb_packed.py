"""duckdb_packed.py FOLDER OUTPUT.csv: the amounts from planes, as bit strings in SQL.

A plane's blob casts to a bit string, and a run of slots becomes a mask in the same bit order, so
that a quorum is three ANDs and two ORs over all slots at once.
"""

import os

import duckdb

import sql
from world import SLOTS, UNITS, arguments, policy_numbers

BIT = "(slot // 8) * 8 + 7 - slot % 8"
LEVELS = range(1, UNITS + 1)


def majority(column):
    """Of three observers' bit strings, the bits that at least two have; & and | bind alike here."""
    a, b, c = (f"{name}.{column}" for name in ("o0", "o1", "o2"))
    return f"(({a} & {b}) | ({a} & {c}) | ({b} & {c}))"


def prepare(connection, folder):
    connection.execute(f"""
      CREATE VIEW providers AS SELECT * FROM read_parquet('{folder}/providers.parquet');
      CREATE TEMP TABLE planes AS
        SELECT observer, provider, up::BIT AS up, down::BIT AS down
        FROM read_parquet('{folder}/planes-*.parquet');
      CREATE VIEW runs AS SELECT * FROM read_parquet('{folder}/runs-*.parquet');
      CREATE TEMP TABLE masks AS
        SELECT "from", "to", bitstring_agg({BIT}, 0, {SLOTS - 1}) AS mask
        FROM (SELECT "from", "to", unnest(range("from", "to")) AS slot
          FROM (SELECT DISTINCT "from", "to" FROM runs)) GROUP BY ALL""")


def sights(connection):
    """One row per observer and provider: planes, and the slots where its count is i or more."""
    levels = ", ".join(
        f'coalesce(bit_or(mask) FILTER ("count" >= {i}), zero) & up AS l{i}' for i in LEVELS)
    connection.execute(f"""
      CREATE TEMP TABLE sights AS
      WITH counted AS (SELECT * FROM runs JOIN masks USING ("from", "to")),
      blank AS (SELECT ('0' || repeat('0', {SLOTS - 1}))::BIT AS zero)
      SELECT observer, provider, up, down, {levels},
        coalesce(bit_or(mask) FILTER ("count" IS NOT NULL), zero)
          & ~coalesce(bit_or(mask) FILTER ("count" IS NULL), zero) & up AS known
      FROM planes LEFT JOIN counted USING (observer, provider), blank
      GROUP BY observer, provider, up, down, zero""")


def main():
    folder, output = arguments()
    pot, curve = policy_numbers(folder)
    connection = duckdb.connect(config={"threads": os.environ.get("THREADS", "2")})
    prepare(connection, folder)
    sights(connection)
    measured = ", ".join(f"{majority(f'l{i}')} AS l{i}" for i in LEVELS)
    final = ", ".join(f"bit_count(ups & known & l{i})::BIGINT AS u{i}" for i in LEVELS)
    connection.execute(f"""
      CREATE TEMP TABLE measured AS
      WITH seen AS (
        SELECT observer, bit_or(up | down) AS active FROM planes GROUP BY observer),
      active AS (
        SELECT {majority("active")} AS active FROM
          (SELECT active FROM seen WHERE observer = 0) o0,
          (SELECT active FROM seen WHERE observer = 1) o1,
          (SELECT active FROM seen WHERE observer = 2) o2),
      quorum AS (
        SELECT o0.provider, {majority("up")} & active AS ups, {majority("down")} & active AS downs,
          {majority("known")} AS known, {measured}
        FROM (SELECT * FROM sights WHERE observer = 0) o0
        JOIN (SELECT * FROM sights WHERE observer = 1) o1 USING (provider)
        JOIN (SELECT * FROM sights WHERE observer = 2) o2 USING (provider), active)
      SELECT provider, {final}, bit_count(downs | (ups & known))::BIGINT AS d FROM quorum""")
    connection.execute(sql.amounts(pot, curve, output))


main()
