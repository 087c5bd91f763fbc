"""report.py VAR MODE…: runs every contestant on every generated day and prints tables of ratios.

Everything runs in one session, in turn, round after round, so that a busy machine slows all alike.
Time and memory are those of whole processes, as the system accounts for them; the steps inside our
close come from its own clock.
"""

import csv
import hashlib
import json
import pathlib
import shutil
import statistics
import sys

from running import machine, run

HERE = pathlib.Path(__file__).resolve().parent
PEERS = ["duckdb_rows", "polars_rows", "duckdb_packed", "polars_packed"]
# The steps after which every amount is known; the rest makes and writes the statement.
AMOUNTS = ["read, decompress, hash", "decode", "quorum", "claims", "rewards"]
OBSERVATIONS = 3 * 288
COLUMNS = ["payee", "verified_seconds", "down_seconds", "amount"]


class Day:
    """One generated day: its folder, and what is measured on it."""

    def __init__(self, root, shape, providers):
        self.name = f"{shape}-{providers}"
        self.shape, self.providers = shape, providers
        self.folder = root / self.name
        self.data = self.folder / "data"
        self.runs = {}

    def table(self, who):
        if who == "close":
            return self.data / "statement/liquidity/000001.csv"
        return self.folder / f"{who}.csv"

    def command(self, who, tools):
        if who in ("close", "floor"):
            return [tools / "measure", who, self.data]
        return [tools / "python", HERE / "peers" / f"{who}.py", self.folder / "peers",
                self.table(who)]


def amounts(path):
    """The digest of the amounts by payee, and how many there are."""
    with open(path, newline="") as file:
        rows = sorted(tuple(row[name] for name in COLUMNS) for row in csv.DictReader(file))
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16], len(rows)


def measure(day, tools, rounds, contestants):
    for _ in range(rounds):
        for who in contestants:
            if who == "close":
                shutil.rmtree(day.data / "statement", ignore_errors=True)
            day.runs.setdefault(who, []).append(run(day.command(who, tools)))
            print(f"  {day.name} {who}: {day.runs[who][-1][0]:.2f} s", file=sys.stderr)
    found = {who: amounts(day.table(who)) for who in contestants if who != "floor"}
    if len(set(found.values())) != 1:
        sys.exit(f"{day.name}: amounts differ: {found}")
    return found["close"]


def best(day, who, position):
    """The least and the median over the rounds; of memory, the most."""
    values = [entry[position] for entry in day.runs[who]]
    return max(values) if position == 2 else (min(values), statistics.median(values))


def inner(day, who, step):
    return statistics.median(json.loads(entry[3])[step] for entry in day.runs[who])


def print_day(day, digest):
    observations = day.providers * OBSERVATIONS
    close, facts = inner(day, "close", "close"), inner(day, "close", "facts")
    print(f"\n### {day.shape}, {observations:,} observations ({day.providers:,} providers)\n")
    print(f"Amounts of all {digest[1]:,} payees equal in all contestants: `{digest[0]}`.\n")
    print("| | wall s, least | wall s, median | processor s | memory MiB | ours is faster by |")
    print("| --- | --- | --- | --- | --- | --- |")
    whole = best(day, "close", 0)
    print(f"| our close | – | {close:.3f} | – | – | 1 |")
    for who in day.runs:
        wall, cpu = best(day, who, 0), best(day, who, 1)
        label = {"close": "our close with facts, whole process",
                 "floor": "read + decompress + hash + write, whole process"}.get(who, who)
        ratio = f"{wall[1] / close:.1f} × (with facts {wall[1] / whole[1]:.1f} ×)"
        if who in ("close", "floor"):
            ratio = "–"
        print(f"| {label} | {wall[0]:.2f} | {wall[1]:.2f} | {cpu[1]:.2f} | "
              f"{best(day, who, 2):.0f} | {ratio} |")
    floor = inner(day, "floor", "floor")
    print(f"\nInside: facts {facts:.3f} s; close {close:.3f} s, read + decompress + hash + write "
          f"{floor:.3f} s: {close / floor:.1f} ×.")
    return close / observations * 1e9


def print_phases(day, tools):
    steps = json.loads(run([tools / "measure", "phases", day.data])[3])
    total = sum(value for name, value in steps.items() if name != "facts")
    print(f"\nSteps of a close, {day.name}:\n\n| step | s | share |\n| --- | --- | --- |")
    for name, value in steps.items():
        share = "–" if name == "facts" else f"{100 * value / total:.0f} %"
        print(f"| {name} | {value:.3f} | {share} |")
    known = sum(steps[name] for name in AMOUNTS)
    peers = {who: statistics.median(entry[0] for entry in day.runs[who]) for who in PEERS}
    ratios = ", ".join(f"{who} {wall / known:.1f} ×" for who, wall in peers.items())
    print(f"\nUntil the amounts are known, which is where the peers stop: {known:.3f} s; "
          f"faster than {ratios}.")


def main():
    root, rounds, *days = sys.argv[1:]
    root = pathlib.Path(root)
    tools = root / "tools"
    print(f"Machine: {machine()}. Rounds: {rounds}.")
    per = []
    for name in days:
        shape, providers = name.split("-")
        day = Day(root, shape, int(providers))
        digest = measure(day, tools, int(rounds), ["close", "floor"] + PEERS)
        per.append((name, print_day(day, digest)))
        print_phases(day, tools)
        sys.stdout.flush()
    print("\nTime per observation of our close: "
          + ", ".join(f"{name} {value:.1f} ns" for name, value in per) + ".")


if __name__ == "__main__":
    main()
