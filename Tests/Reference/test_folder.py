"""A data folder made here, recomputed by the command; then with bytes changed."""

import pathlib
import subprocess
import sys
import tempfile
import unittest
import zlib

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from stipend_reference import rules1, strict  # noqa: E402
from stipend_reference.folder import Folder  # noqa: E402
from world import (  # noqa: E402
    DAY, OBSERVERS, START, World, policy, pool, presence_bytes, segment_bytes,
)

A100_SXM = "nvidia/a100/80/sxm"
SLOTS = 288


def write(root, path, data):
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(data)


def put_blob(root, data):
    digest = strict.sha256(data)
    write(root, f"blob/{digest[:2]}/{digest}", zlib.compress(data))
    return digest


class DataFolder:
    """Two pools, two providers, three observers, two days."""

    def __init__(self, root):
        self.root = root
        committed = pool("committed", "committed", micros=10**12, days=2)
        rules = policy(pool(days=2, unallocated="carry"), committed)
        rules["order"] = []
        catalogue = (HERE.parent.parent / "policies/catalogue/gpus-1.json").read_bytes()
        self.world = world = World(rules)
        world.lines = []
        world.fact(
            "program.created/1", name="test", network="test",
            policy=put_blob(root, strict.write(rules)), catalogue=put_blob(root, catalogue),
            log=None, committee=None, witnesses=[], administrator="x", administratorProviders=[],
        )
        for observer in OBSERVERS:
            world.fact("observer.appointed/1", observer=observer, from_=START)
        world.enrol("e", provider="a", units=8, class_=A100_SXM)
        world.enrol("f", provider="b", units=4, class_=A100_SXM)
        world.contract("k", 2, 1_000_000, end=2 * DAY, class_=A100_SXM)
        world.lines[-1] = world.lines[-1].replace(b'"provider":"k"', b'"provider":"a"')
        self.program = strict.sha256(world.first)
        self.roster = b"a\nb\n"
        put_blob(root, self.roster)
        for day in (1, 2):
            for number, observer in enumerate(OBSERVERS):
                self.publish(day, observer, number)
            self.freeze("mining", day, 1)
            self.freeze("committed", day, 1)

    def publish(self, day, observer, number):
        start = START + (day - 1) * DAY
        common = {
            "program": self.program, "sequence": day - 1,
            "previous": None if day == 1 else "ee" * 32,
            "roster": {"size": 2, "digest": strict.sha256(self.roster)},
        }
        down = "d" * 20 if day == 1 else ""
        states = {0: "u" * SLOTS, 1: ("u" * 100 + down).ljust(SLOTS, "u")}
        runs = [(0, 0, 0, SLOTS, 0, 8, 8, 0), (0, 1, 0, SLOTS, 0, 8, 4 - number, 0)]
        runs.append((1, 0, 0, SLOTS, 0, 4, 4, 0))
        presence = presence_bytes(states, runs, observer, start, **common)
        prices = segment_bytes(
            "price",
            {"sources": ["x", "y"], "at": [0, 0], "source": [0, 1], "high": [0, 0]}
            | {"low": [3 * 10**18, 4 * 10**18]},
            observer, start, SLOTS, **common,
        )
        for kind, data in (("presence", presence), ("price", prices)):
            digest = put_blob(self.root, data)
            self.world.fact(
                "evidence.published/1", admitted=start + DAY, type=kind, sequence=day - 1,
                start=start, end=start + DAY, digest=digest, length=len(data),
            )
            line = self.world.lines[-1]
            self.world.lines[-1] = line.replace(b'"author":"a"', f'"author":"{observer}"'.encode())

    def freeze(self, name, epoch, version):
        write(self.root, "facts.jsonl", b"".join(self.world.lines))
        folder = Folder(self.root)
        freeze, statement = folder.close(name, epoch, version, len(self.world.lines))
        for kind, suffix, data in (
            ("freeze", "json", strict.write(freeze)),
            ("statement", "json", strict.write(statement)),
            ("statement", "csv", rules1.csv(statement)),
        ):
            write(self.root, folder.file(kind, name, epoch, version, suffix), data)
        return statement


def recompute(root, *names):
    done = subprocess.run(
        [sys.executable, str(HERE / "recompute"), str(root), *names],
        capture_output=True, text=True, check=False,
    )
    return done.returncode, done.stdout.splitlines()


class Recompute(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.temporary.name)
        self.made = DataFolder(self.root)

    def tearDown(self):
        self.temporary.cleanup()

    def test_a_good_folder_passes_in_order(self):
        code, lines = recompute(self.root)
        self.assertEqual(code, 0, lines)
        names = [line.split()[1] for line in lines[:-1]]
        self.assertEqual(names, ["mining/1", "mining/2", "committed/1", "committed/2"])
        self.assertEqual(lines[-1], "4 passed, 0 failed")
        self.assertIn("price", (self.root / "statement/mining/000001.json").read_text())
        statement = strict.read((self.root / "statement/mining/000001.json").read_bytes())
        self.assertEqual(statement["price"], "3500000000000000000")
        group = statement["lines"][1]["parts"][0]["groups"][0]
        self.assertEqual(group["seconds"], {"verified": 80_400, "down": 6_000})
        code, lines = recompute(self.root, "mining/2")
        self.assertEqual((code, lines[-1]), (0, "1 passed, 0 failed"))

    def test_the_contract_comes_first(self):
        statement = strict.read((self.root / "statement/mining/000001.json").read_bytes())
        groups = statement["lines"][0]["parts"][0]["groups"]
        # Node 0 has 8 and node 1 has 4, 3 or 2: the second largest of 12, 11, 10 is 11, of which
        # the contract takes 2 and the enrolment 8.
        self.assertEqual([(g["units"], list(g["seconds"])) for g in groups], [(8, ["verified"])])

    def test_changed_bytes_are_a_mismatch(self):
        for path, old, new in (
            ("statement/mining/000001.json", b'"version":1', b'"version":2'),
            ("statement/mining/000002.csv", b",usd,", b",uakt,"),
            ("freeze/committed/000001.json", b'"epoch":1', b'"epoch":2'),
        ):
            data = (self.root / path).read_bytes()
            write(self.root, path, data.replace(old, new, 1))
            code, lines = recompute(self.root)
            self.assertEqual(code, 1, lines)
            self.assertTrue(any(line.startswith("MISMATCH") for line in lines))
            write(self.root, path, data)

    def test_unreadable(self):
        self.assertEqual(recompute(self.root / "nowhere")[0], 2)
        self.assertEqual(recompute(self.root, "mining/9")[0], 2)
        (self.root / "statement/committed/000002.csv").unlink()
        self.assertEqual(recompute(self.root)[0], 2)

    def test_a_missing_file_is_left_out_and_shows(self):
        freeze = strict.read((self.root / "freeze/mining/000002.json").read_bytes())
        digest = freeze["segments"][0]["digest"]
        (self.root / f"blob/{digest[:2]}/{digest}").unlink()
        code, lines = recompute(self.root, "mining/2")
        self.assertEqual(code, 1)
        self.assertIn("freeze.segments[0].digest", lines[0])

    def test_O_54_versions_and_their_correction(self):
        self.made.world.fact(
            "exception.allowed/1", admitted=START + 3 * DAY, exception="x", rule="eligibility",
            pool="mining", provider="b", from_=START, why="0" * 64,
        )
        self.made.freeze("mining", 1, 2)
        code, lines = recompute(self.root)
        self.assertEqual((code, lines[-1]), (0, "5 passed, 0 failed"))
        self.assertEqual([line.split()[1:3] for line in lines[:2]][1], ["mining/1", "v2"])


if __name__ == "__main__":
    unittest.main()
