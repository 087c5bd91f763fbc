"""The part of the SQL that both of DuckDB's queries share: from slots per unit to amounts."""

from world import SLOT_SECONDS, UNITS


def factor(curve, uptime):
    """The curve as SQL over an uptime in ppm."""
    steps = [f"WHEN {uptime} >= {start} THEN {uptime if value is None else value}"
             for start, value in reversed(curve)]
    return f"CASE {' '.join(steps)} ELSE 0 END"


def amounts(pot, curve, output):
    """A COPY over `measured`: provider, u1 … u8 verified slots, d = down + known up slots."""
    units = range(1, UNITS + 1)
    ups = [f"(1000000 * u{i}) // nullif(d, 0) AS ppm{i}" for i in units]
    credits = " + ".join(f"u{i} * {SLOT_SECONDS} * ({factor(curve, f'ppm{i}')})" for i in units)
    verified = " + ".join(f"u{i}" for i in units)
    return f"""
      COPY (
        WITH uptimes AS (SELECT *, {", ".join(ups)} FROM measured),
        weighed AS (
          SELECT payee, {SLOT_SECONDS} * ({verified}) AS verified_seconds,
            {SLOT_SECONDS} * ({UNITS} * d - ({verified})) AS down_seconds,
            weight::HUGEINT * ({credits}) AS weight
          FROM uptimes JOIN providers USING (provider))
        SELECT payee, verified_seconds, down_seconds,
          ({pot}::HUGEINT * weight) // (SELECT sum(weight) FROM weighed) AS amount
        FROM weighed ORDER BY payee
      ) TO '{output}' (HEADER)"""
