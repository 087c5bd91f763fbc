"""Reads one segment (segments.md); refuses it whole when anything is off."""

import re

from . import strict
from .strict import Unreadable

HEADER = (
    "segment type program observer start slot slots roster sequence previous salt tables".split()
)
TABLES = {
    "presence": "descriptors providers up down reason.row reason.from reason.to reason.code "
    "inventory.row inventory.node inventory.from inventory.to inventory.descriptor "
    "inventory.capacity inventory.allocatable inventory.allocated".split(),
    "proof": "descriptors provider node descriptor level attested from to device host".split(),
    "lease": "descriptors lease provider descriptor gpus from to state answered denom "
    "price".split(),
    "price": "sources at source low high".split(),
    "closing": "lease provider at reason".split(),
    "activity": "tenants lease provider tenant gpus cores from to denom price cost".split(),
}
MOST = 2**53 - 1
LAST = 7_289_654_399  # 2200-12-31T23:59:59Z


class Segment:
    """The header as attributes, `rows` as plain dictionaries, and for presence the planes."""

    def covers(self, time):
        return self.start <= time < self.end


def numbers(data, width, what):
    if len(data) % width:
        raise Unreadable(f"{what}: {len(data)} bytes are no multiple of {width}")
    return [int.from_bytes(data[i : i + width], "little") for i in range(0, len(data), width)]


def pieces(data, width, what):
    if len(data) % width:
        raise Unreadable(f"{what}: {len(data)} bytes are no multiple of {width}")
    return [data[i : i + width] for i in range(0, len(data), width)]


def header(segment, line):
    if len(line) > 8192:
        raise Unreadable("header: above 8 KiB")
    value = strict.read(line[:-1])
    strict.fields(value, HEADER, "header")
    if value["segment"] != 1 or value["type"] not in TABLES:
        raise Unreadable("header: not a known segment")
    segment.type = value["type"]
    segment.program = strict.digits(value["program"], 64, "program")
    segment.observer = value["observer"]
    if not isinstance(segment.observer, str) or not segment.observer.startswith("ed25519:"):
        raise Unreadable("header: observer")
    strict.digits(segment.observer[8:], 64, "observer")
    segment.slot = strict.whole(value["slot"], 1, 86_400, "slot")
    segment.slots = strict.whole(value["slots"], 1, 65_535, "slots")
    segment.start = strict.whole(value["start"], 0, MOST, "start")
    if segment.start % segment.slot:
        raise Unreadable("header: start is not a multiple of slot")
    segment.seconds = segment.slot * segment.slots
    segment.end = segment.start + segment.seconds
    if segment.end > LAST:
        raise Unreadable("header: ends after 2200")
    strict.fields(value["roster"], ["size", "digest"], "roster")
    segment.roster_size = strict.whole(value["roster"]["size"], 0, 2**32 - 1, "roster size")
    segment.roster_digest = strict.digits(value["roster"]["digest"], 64, "roster digest")
    segment.sequence = strict.whole(value["sequence"], 0, MOST, "sequence")
    if (value["previous"] is None) != (segment.sequence == 0):
        raise Unreadable("header: previous is null exactly at sequence 0")
    if value["previous"] is not None:
        strict.digits(value["previous"], 64, "previous")
    strict.digits(value["salt"], 32, "salt")
    return value["tables"]


def read(data):
    """Uncompressed bytes → Segment."""
    if len(data) > 2**30:
        raise Unreadable("above 1 GiB")
    segment = Segment()
    line_end = data.find(b"\n")
    if line_end < 0:
        raise Unreadable("header: no end of line")
    directory = header(segment, data[: line_end + 1])
    names = TABLES[segment.type]
    if not isinstance(directory, list) or len(directory) != len(names):
        raise Unreadable("header: tables are not those of the type")
    tables = {}
    at = line_end + 1
    for entry, name in zip(directory, names):
        strict.fields(entry, ["name", "length"], "table")
        length = strict.whole(entry["length"], 0, 2**30, "length")
        if entry["name"] != name:
            raise Unreadable("header: tables are not those of the type")
        if at + length > len(data):
            raise Unreadable(f"{name}: bytes are missing")
        tables[name] = data[at : at + length]
        at += length
    if at != len(data):
        raise Unreadable("bytes are left over")
    readers = {"presence": presence, "proof": proof, "lease": lease, "price": price}
    readers |= {"closing": closing, "activity": activity}
    readers[segment.type](segment, tables)
    return segment


def descriptors(data):
    """JSON array of descriptors → list of 5-tuples of strings."""
    values = strict.read(data)
    if not isinstance(values, list) or len(values) > 4096 or len(data) > 8 << 20:
        raise Unreadable("descriptors: not a list of at most 4,096")
    result = []
    for value in values:
        parts = strict.fields(value, ["vendor", "name", "id", "interface", "memory"], "descriptor")
        if not all(isinstance(part, str) for part in parts):
            raise Unreadable("descriptors: not text")
        if any(len(part.encode()) > 256 for part in parts):
            raise Unreadable("descriptors: a text above 256 bytes")
        result.append(tuple(parts))
    if len(set(result)) < len(result):
        raise Unreadable("descriptors: two are equal")
    return result


def rows(tables, columns):
    """columns: (field, table, width); width in bytes, or a negative one for byte strings."""
    lists = {}
    for field, table, width in columns:
        cut = pieces if width < 0 else numbers
        lists[field] = cut(tables[table], abs(width), table)
    if len({len(column) for column in lists.values()}) > 1:
        raise Unreadable("columns of one table group differ in length")
    count = len(next(iter(lists.values())))
    return [{field: column[i] for field, column in lists.items()} for i in range(count)]


def ascending(values, what):
    for earlier, later in zip(values, values[1:]):
        if earlier >= later:
            raise Unreadable(f"{what}: not strictly ascending at {later}")


def require(condition, what, row):
    if not condition:
        raise Unreadable(f"{what}: out of range or inconsistent: {row}")


def planes(data, count, slots, what):
    width = (slots + 7) // 8
    if len(data) != count * width:
        raise Unreadable(f"{what}: {len(data)} bytes instead of {count * width}")
    result = []
    for plane in pieces(data, width, what) if count else []:
        bits = [bool(plane[t // 8] >> (t % 8) & 1) for t in range(width * 8)]
        if any(bits[slots:]):
            raise Unreadable(f"{what}: a spare bit is set")
        result.append(bits[:slots])
    return result


def presence(segment, tables):
    segment.descriptors = descriptors(tables["descriptors"])
    segment.providers = numbers(tables["providers"], 4, "providers")
    ascending(segment.providers, "providers")
    for number in segment.providers:
        require(number < segment.roster_size, "providers", number)
    count = len(segment.providers)
    segment.up = planes(tables["up"], count, segment.slots, "up")
    segment.down = planes(tables["down"], count, segment.slots, "down")
    for up, down in zip(segment.up, segment.down):
        require(not any(u and d for u, d in zip(up, down)), "planes: both bits", "")
    reasons = rows(
        tables,
        [("row", "reason.row", 4), ("from", "reason.from", 2), ("to", "reason.to", 2)]
        + [("code", "reason.code", 1)],
    )
    for run in reasons:
        require(run["row"] < count and run["from"] < run["to"] <= segment.slots, "reason", run)
        require(1 <= run["code"] <= 8, "reason", run)
    ascending([(r["row"], r["from"], r["code"]) for r in reasons], "reason")
    no_overlap(reasons, lambda r: r["row"], "reason")
    names = "row node from to descriptor capacity allocatable allocated".split()
    widths = [4, 2, 2, 2, 2, 4, 4, 4]
    runs = rows(tables, [(n, "inventory." + n, w) for n, w in zip(names, widths)])
    for run in runs:
        require(run["row"] < count and run["from"] < run["to"] <= segment.slots, "inventory", run)
        null = run["descriptor"] == 65_535
        require(null or run["descriptor"] < len(segment.descriptors), "inventory", run)
        amounts = run["capacity"] + run["allocatable"] + run["allocated"]
        require(not null or amounts == 0, "inventory", run)
        run["provider"] = segment.providers[run["row"]]
        run["descriptor"] = None if null else segment.descriptors[run["descriptor"]]
        run["key"] = (run["row"], run["node"], 65_535 if null else run["descriptor"])
    order = numbers(tables["inventory.descriptor"], 2, "inventory.descriptor")
    ascending(
        [(r["row"], r["node"], order[i], r["from"]) for i, r in enumerate(runs)], "inventory"
    )
    for i, run in enumerate(runs):
        run["index"] = order[i]
    no_overlap(runs, lambda r: (r["row"], r["node"], r["index"]), "inventory")
    segment.inventory = runs


def no_overlap(runs, key, what):
    last = {}
    for run in sorted(runs, key=lambda r: r["from"]):
        require(run["from"] >= last.get(key(run), 0), what + ": overlap", run)
        last[key(run)] = run["to"]


def proof(segment, tables):
    known = descriptors(tables["descriptors"])
    segment.rows = rows(
        tables,
        [("provider", "provider", 4), ("node", "node", 2), ("descriptor", "descriptor", 2)]
        + [("level", "level", 1), ("attested", "attested", 1), ("from", "from", 4)]
        + [("to", "to", 4), ("device", "device", -16), ("host", "host", -16)],
    )
    ascending([(r["provider"], r["from"], r["device"]) for r in segment.rows], "proof")
    for row in segment.rows:
        require(row["provider"] < segment.roster_size, "proof", row)
        require(row["descriptor"] < len(known), "proof", row)
        require(row["level"] in (1, 2) and row["attested"] in (0, 1), "proof", row)
        absolute(segment, row)
        row["descriptor"] = known[row["descriptor"]]


def lease(segment, tables):
    known = descriptors(tables["descriptors"])
    segment.rows = rows(
        tables,
        [("lease", "lease", -16), ("provider", "provider", 4), ("descriptor", "descriptor", 2)]
        + [("gpus", "gpus", 4), ("from", "from", 4), ("to", "to", 4), ("state", "state", 1)]
        + [("answered", "answered", 1), ("denom", "denom", 1), ("price", "price", 8)],
    )
    ascending([(r["lease"], r["from"]) for r in segment.rows], "lease")
    for row in segment.rows:
        require(row["provider"] < segment.roster_size, "lease", row)
        wildcard = row["descriptor"] == 65_535
        require(wildcard or row["descriptor"] < len(known), "lease", row)
        require(row["state"] <= 2 and row["answered"] <= 1 and row["denom"] <= 1, "lease", row)
        require(row["price"] <= 10**18, "lease", row)
        absolute(segment, row)
        row["descriptor"] = None if wildcard else known[row["descriptor"]]
    no_overlap(segment.rows, lambda r: r["lease"], "lease")


ACCOUNT = re.compile(r"[a-z0-9]{1,90}")


def activity(segment, tables):
    tenants = strict.read(tables["tenants"])
    if not isinstance(tenants, list) or len(tenants) > 65_535 or len(tables["tenants"]) > 8 << 20:
        raise Unreadable("tenants: not a list of at most 65,535")
    if not all(isinstance(t, str) and ACCOUNT.fullmatch(t) for t in tenants):
        raise Unreadable("tenants: not accounts")
    if len(set(tenants)) < len(tenants):
        raise Unreadable("tenants: two are equal")
    segment.rows = rows(
        tables,
        [("lease", "lease", -16), ("provider", "provider", 4), ("tenant", "tenant", 2)]
        + [("gpus", "gpus", 4), ("cores", "cores", 4), ("from", "from", 4), ("to", "to", 4)]
        + [("denom", "denom", 1), ("price", "price", 8), ("cost", "cost", 4)],
    )
    ascending([(r["lease"], r["from"]) for r in segment.rows], "activity")
    for row in segment.rows:
        require(row["provider"] < segment.roster_size, "activity", row)
        require(row["tenant"] < len(tenants) and row["denom"] <= 1, "activity", row)
        require(row["gpus"] <= 10**6 and row["cores"] <= 10**9, "activity", row)
        require(row["price"] <= 10**18 and row["cost"] <= 10**6, "activity", row)
        absolute(segment, row)
        row["tenant"] = tenants[row["tenant"]]
    no_overlap(segment.rows, lambda r: r["lease"], "activity")


def absolute(segment, row):
    require(row["from"] < row["to"] <= segment.seconds, segment.type, row)
    row["from"] += segment.start
    row["to"] += segment.start


def price(segment, tables):
    sources = strict.read(tables["sources"])
    if not isinstance(sources, list) or not all(isinstance(s, str) for s in sources):
        raise Unreadable("sources: not a list of labels")
    if len(sources) > 4096 or len(set(sources)) < len(sources):
        raise Unreadable("sources: too many, or two are equal")
    segment.rows = rows(
        tables, [("at", "at", 4), ("source", "source", 2), ("low", "low", 8), ("high", "high", 8)]
    )
    ascending([(r["at"], r["source"]) for r in segment.rows], "price")
    for row in segment.rows:
        require(row["at"] < segment.seconds and row["source"] < len(sources), "price", row)
        row["price"] = row["low"] + (row["high"] << 64)
        require(1 <= row["price"] <= 10**24, "price", row)
        row["at"] += segment.start
        row["source"] = sources[row["source"]]


def closing(segment, tables):
    segment.rows = rows(
        tables,
        [("lease", "lease", -16), ("provider", "provider", 4), ("at", "at", 4)]
        + [("reason", "reason", 1)],
    )
    ascending([r["lease"] for r in segment.rows], "closing")
    for row in segment.rows:
        require(row["provider"] < segment.roster_size, "closing", row)
        require(row["at"] < segment.seconds and row["reason"] <= 6, "closing", row)
        row["at"] += segment.start
