"""journal_report.py TOOL VAR DAYS PROVIDERS ROUNDS: measures the journal, prints tables of ratios.

What is compared runs in turn in one session. Times of steps come from the tool's own clock, memory
is that of whole processes. A year that was made before is used again.
"""

import pathlib
import shutil
import statistics
import sys

from running import machine, steps

# Entries appended in each run, by how many share a transaction.
BATCHES = {1: 1_024, 16: 4_096, 256: 16_384}
# Entries appended to see whether memory grows with them.
GROWTH = [4_096, 16_384, 65_536]


def tell(line):
    print(line, file=sys.stderr, flush=True)


class Bench:
    """The tool, the folder it works in, and how often each thing is measured."""

    def __init__(self, tool, root, rounds):
        self.tool, self.root, self.rounds = tool, root, rounds

    def command(self, verb, folder, *numbers):
        return [self.tool, verb, folder, *numbers]

    def year(self, days, providers):
        """The folder of a program of so many days, made if it is not there."""
        folder = self.root / f"year-{days}-{providers}"
        if not (folder / "public/checkpoint").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            tell(f"Making a program of {days} days and {providers} providers.")
            found, _, _ = steps(self.command("year", folder, days, providers))
            tell(f"  {found['entries']} entries in {found['play'] + found['export']:.0f} s")
        return folder

    def short(self, name):
        """A new journal of one day, to append to."""
        folder = self.root / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        steps(self.command("year", folder, 1, 4))
        return folder


def appends(bench):
    print("\n### Appending, signed and durable\n")
    print("| entries a transaction | ours, entries/s | plain SQLite insert, rows/s | ratio |")
    print("| --- | --- | --- | --- |")
    for batch, count in BATCHES.items():
        rates = []
        for _ in range(bench.rounds):
            folder = bench.short("append")
            found, _, _ = steps(bench.command("append", folder, count, batch))
            rates.append((count / found["append"], count / found["insert"]))
            tell(f"  append, {batch} a transaction: {rates[-1][0]:.0f}/s")
        ours, plain = (statistics.median(rate[part] for rate in rates) for part in (0, 1))
        print(f"| {batch} | {ours:,.0f} | {plain:,.0f} | {plain / ours:.2f} |")


def verification(bench, days, providers):
    folder = bench.year(days, providers)
    verified, sums, opened = [], [], []
    for _ in range(bench.rounds):
        verified.append(steps(bench.command("verify", folder)))
        sums.append(steps(bench.command("sum", folder)))
        opened.append(steps(bench.command("open", folder)))
        tell(f"  verify {verified[-1][0]['verify']:.2f} s, start {opened[-1][0]['open']:.2f} s")

    def median(runs, *names):
        return statistics.median(sum(found[name] for name in names) for found, _, _ in runs)

    mere = median(sums, "hash", "signatures")
    verify, start = median(verified, "verify"), median(opened, "open")
    found, parts = verified[0][0], sums[0][0]
    print(f"\n### A program of {days} daily epochs, {providers} providers, 3 observers\n")
    print(f"{found['entries']:,} entries, {found['blobs']:,} blobs, {parts['bytes']:,} bytes; "
          f"{parts['ed25519']:,} Ed25519 and {parts['secp256k1']:,} secp256k1 signatures; "
          f"{found['epochs']} statements computed anew.\n")
    print("| | s | processor s | MiB | reach for |\n| --- | --- | --- | --- | --- |")
    print(f"| verify | {verify:.2f} | {statistics.median(one[1] for one in verified):.2f} | "
          f"{max(one[2] for one in verified):.0f} | 20 s |")
    print(f"| hashing the same bytes | {median(sums, 'hash'):.3f} | – | – | |")
    print(f"| checking the same signatures | {median(sums, 'signatures'):.3f} | – | – | |")
    print(f"| reading and decompressing, not in the sum | "
          f"{median(sums, 'read entries', 'read blobs, decompress'):.3f} | – | – | |")
    print(f"| **verify / (hashing + signatures)** | **{verify / mere:.1f}** | | | 2 |")
    print(f"| start of a server | {start:.2f} | "
          f"{statistics.median(one[1] for one in opened):.2f} | "
          f"{max(one[2] for one in opened):.0f} | 2 s |")


def memory(bench, days, providers):
    print("\n### Memory by number of entries\n")
    print("| entries | appending, MiB | opening, MiB | opening, s |\n| --- | --- | --- | --- |")
    for count in GROWTH:
        folder = bench.short("growth")
        found, _, most = steps(bench.command("append", folder, count, 256))
        opened, _, open_most = steps(bench.command("open", folder))
        tell(f"  {count} appended: {most:.0f} MiB")
        print(f"| {found['entries']:,} | {most:.0f} | {open_most:.0f} | {opened['open']:.2f} |")
    print("\n| days | entries | verify, MiB | opening, MiB |\n| --- | --- | --- | --- |")
    for part in (days // 4, days // 2, days):
        folder = bench.year(part, providers)
        found, _, most = steps(bench.command("verify", folder))
        _, _, open_most = steps(bench.command("open", folder))
        print(f"| {part} | {found['entries']:,} | {most:.0f} | {open_most:.0f} |")


def main():
    tool, root, days, providers, rounds = sys.argv[1:]
    bench = Bench(tool, pathlib.Path(root), int(rounds))
    bench.root.mkdir(parents=True, exist_ok=True)
    print(f"Machine: {machine()}. Rounds: {rounds}.")
    appends(bench)
    sys.stdout.flush()
    verification(bench, int(days), int(providers))
    sys.stdout.flush()
    memory(bench, int(days), int(providers))


if __name__ == "__main__":
    main()
