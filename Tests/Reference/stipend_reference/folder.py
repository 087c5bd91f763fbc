"""A data folder, and the recomputation of the epochs that it holds."""

import pathlib
import re
import zlib

from . import policy as policies
from . import rules1, rules2, segments, strict
from .catalogue import Catalogue
from .facts import Facts, amendments, program_digest, split_lines
from .strict import Unreadable
from .tally import Tally, epoch_price, equivocating
from .treasury import Refused, Treasury

FREEZE = (
    "freeze program pool epoch version start end rules facts policy catalogue roster previous "
    "price segments leftOut"
).split()
NAME = re.compile(r"(\d{6})(?:\.v([1-9]\d*))?\.json")
MOST_BYTES = 2**30


class Mismatch(Exception):
    """What was recomputed differs from what is on disk."""


def difference(expected, found, path=""):
    """The first place where two JSON values differ, in words, or None."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in expected:
            if key not in found:
                return f"{path}.{key}: recomputed {expected[key]!r}, on disk missing"
            inner = difference(expected[key], found[key], f"{path}.{key}")
            if inner:
                return inner
        extra = [key for key in found if key not in expected]
        if extra:
            return f"{path}.{extra[0]}: on disk {found[extra[0]]!r}, recomputed nothing"
        if list(expected) != list(found):
            return f"{path}: key order differs"
        return None
    if isinstance(expected, list) and isinstance(found, list):
        for i, (a, b) in enumerate(zip(expected, found)):
            inner = difference(a, b, f"{path}[{i}]")
            if inner:
                return inner
        if len(expected) != len(found):
            at = min(len(expected), len(found))
            only = (expected[at:] or found[at:])[0]
            counts = f"{len(expected)} recomputed, {len(found)} on disk"
            return f"{path}: {counts}; the first without a counterpart: {only!r}"
        return None
    if type(expected) is type(found) and expected == found:
        return None
    return f"{path}: recomputed {expected!r}, on disk {found!r}"


def compare(expected, data, what):
    """expected value or bytes against the bytes on disk."""
    wanted = expected if isinstance(expected, bytes) else strict.write(expected)
    if wanted == data:
        return
    if isinstance(expected, bytes):
        pairs = zip(wanted.decode().split("\n"), data.decode(errors="replace").split("\n"))
        for number, (a, b) in enumerate(pairs, start=1):
            if a != b:
                raise Mismatch(f"{what} line {number}:\n    recomputed {a}\n    on disk    {b}")
        raise Mismatch(f"{what}: {len(wanted)} bytes recomputed, {len(data)} on disk")
    found = strict.read(data, white_space=True)
    raise Mismatch(f"{what}{difference(expected, found) or ': same values, other bytes'}")


class Folder:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.lines = split_lines(self.bytes_of("facts.jsonl"))
        if not self.lines:
            raise Unreadable("facts.jsonl: no line")
        _, self.created = program_digest(self.lines)
        self.read_documents = {}
        self.enter(self.created["policy"], self.created["catalogue"])
        self.segment_cache = {}
        self.facts_cache = {}
        # Digest → reason, of segments that a freeze says were not at hand.
        self.absent = {}

    # Files.

    def bytes_of(self, path):
        try:
            return (self.root / path).read_bytes()
        except OSError as error:
            raise Unreadable(str(error)) from None

    def stored(self, digest):
        """The uncompressed bytes kept under a name, unchecked; None when there is no such blob."""
        path = self.root / "blob" / digest[:2] / digest
        if not path.is_file():
            return None
        try:
            unpacker = zlib.decompressobj()
            data = unpacker.decompress(path.read_bytes(), MOST_BYTES + 1)
        except zlib.error:
            return b""
        return data if unpacker.eof else b""

    def blob(self, digest):
        data = self.stored(digest)
        if data is None:
            raise Unreadable(f"blob {digest} is missing")
        if strict.sha256(data) != digest:
            raise Unreadable(f"blob {digest} holds other bytes")
        return data

    def freezes(self):
        """(pool, epoch, version) in the order in which they are recomputed."""
        result = []
        for pool in self.newest_policy(self.lines)["pools"]:
            folder = self.root / "freeze" / pool["name"]
            found = []
            for path in folder.iterdir() if folder.is_dir() else []:
                match = NAME.fullmatch(path.name)
                if match:
                    found.append((pool["name"], int(match[1]), int(match[2] or 1)))
            result += sorted(found)
        return result

    @staticmethod
    def file(kind, pool, epoch, version, suffix):
        tail = f".v{version}" if version > 1 else ""
        return f"{kind}/{pool}/{epoch:06d}{tail}.{suffix}"

    def freeze(self, pool, epoch, version):
        data = self.bytes_of(self.file("freeze", pool, epoch, version, "json"))
        value = strict.read(data)
        strict.fields(value, FREEZE, "freeze")
        strict.fields(value["facts"], ["lines", "digest"], "freeze.facts")
        strict.whole(value["facts"]["lines"], 1, len(self.lines), "freeze.facts.lines")
        return value, data

    def statement_bytes(self, pool, epoch, version=1):
        return self.bytes_of(self.file("statement", pool, epoch, version, "json"))

    def statement_named(self, digest):
        for path in sorted((self.root / "statement").glob("*/*.json")):
            data = path.read_bytes()
            if strict.sha256(data) == digest:
                return strict.read(data)
        raise Unreadable(f"no statement has the digest {digest}")

    def segment(self, digest):
        """(uncompressed length, Segment or the Unreadable that refuses it); None when missing."""
        if digest not in self.segment_cache:
            data = self.stored(digest)
            if data is None:
                return None
            if strict.sha256(data) != digest:
                return (-1, None)
            try:
                segment = segments.read(data)
            except Unreadable as error:
                segment = error
            self.segment_cache[digest] = (len(data), segment)
        return self.segment_cache[digest]

    def facts(self, count):
        if count not in self.facts_cache:
            spans = policies.spans(self.newest_policy(self.lines))
            self.facts_cache = {count: Facts(self.lines[:count], spans)}
        return self.facts_cache[count]

    # Rules.

    def document(self, read, digest):
        if digest not in self.read_documents:
            self.read_documents[digest] = read(self.blob(digest))
        return self.read_documents[digest]

    def enter(self, policy, catalogue):
        """From here on these rules are in force."""
        self.names = policy, catalogue
        self.policy = self.document(policies.read, policy)
        self.catalogue = self.document(Catalogue, catalogue)

    def newest_policy(self, lines):
        """The last policy that some lines name: it has every pool that there was."""
        amended = amendments(lines)
        digest = amended[-1]["policy"] if amended else self.created["policy"]
        return self.document(policies.read, digest)

    # Freeze.

    def sort_evidence(self, facts, roster, start, end, version):
        """→ (segments list, leftOut list, the Segments that count)."""
        observation = self.policy["observation"]
        withdrawn = {entry["digest"] for entry in facts.entries["blob.withdrawn/1"]}
        chosen, left_out = {}, {}
        for fact in facts.entries["evidence.published/1"]:
            begin = end - self.policy["price"]["window"] if fact["type"] == "price" else start
            if max(begin, fact["start"]) >= min(end, fact["end"]):
                continue
            reason, segment = self.judge_evidence(
                fact, facts, roster, withdrawn, observation, version
            )
            if reason:
                left_out[fact["digest"]] = reason
            else:
                chosen[fact["digest"]] = (fact, segment)
        twice = equivocating([(digest, segment) for digest, (_, segment) in chosen.items()])
        for digest in twice:
            left_out[digest] = "equivocation"
            del chosen[digest]
        listed = [
            {"digest": digest, "length": fact["length"], "observer": fact["author"]}
            | {"type": fact["type"], "start": fact["start"], "end": fact["end"]}
            for digest, (fact, _) in sorted(chosen.items(), key=lambda item: item[0])
        ]
        left = [{"digest": d, "reason": left_out[d]} for d in sorted(left_out)]
        return listed, left, [segment for _, segment in chosen.values()]

    def judge_evidence(self, fact, facts, roster, withdrawn, observation, version):
        """→ (reason to leave it out or None, segment)."""
        if fact["digest"] in withdrawn:
            return "withdrawn", None
        if not facts.appointed(fact["author"], fact["start"], fact["end"]):
            return "observer-not-appointed", None
        if facts.compromised(fact["author"], fact["line"]):
            return "key-revoked", None
        deadline = policies.segment_deadline(
            self.newest_policy(facts.lines), fact["start"], fact["end"]
        )
        if fact["admittedAt"] >= deadline:
            return "late", None
        deliveries = facts.entries["evidence.delivered/1"]
        if deliveries:
            came = [line["admittedAt"] for line in deliveries if line["digest"] == fact["digest"]]
            if not came:
                return "missing", None
            if version == 1 and came[0] >= deadline:
                return "missing", None
        # What was at hand when the epoch was frozen is the freeze's own word, but for a file that
        # a line says is with the log.
        elif fact["digest"] in self.absent:
            return self.absent[fact["digest"]], None
        found = self.segment(fact["digest"])
        if found is None:
            return "missing", None
        length, segment = found
        if length != fact["length"]:
            return "digest-mismatch", None
        if isinstance(segment, Unreadable):
            return "malformed", None
        says = (segment.observer, segment.type, segment.sequence, segment.start, segment.end)
        if says != tuple(fact[k] for k in ("author", "type", "sequence", "start", "end")):
            return "malformed", None
        if segment.program != facts.program:
            return "other-program", None
        prefix = "".join(address + "\n" for address in roster[: segment.roster_size]).encode()
        if segment.roster_size > len(roster) or strict.sha256(prefix) != segment.roster_digest:
            return "roster-mismatch", None
        if segment.slot != observation["slot"]:
            return "slot-mismatch", None
        return None, segment

    def expected_freeze(self, pool, epoch, version, facts, start, end):
        roster = "".join(address + "\n" for address in facts.roster).encode()
        listed, left_out, counted = self.sort_evidence(facts, facts.roster, start, end, version)
        grace = self.policy["observation"]["grace"]
        price = epoch_price(counted, facts, self.policy["price"], grace, end)
        previous = None
        if epoch > 1:
            previous = strict.sha256(self.statement_bytes(pool["name"], epoch - 1))
        freeze = {
            "freeze": 1,
            "program": facts.program,
            "pool": pool["name"],
            "epoch": epoch,
            "version": version,
            "start": start,
            "end": end,
            "rules": self.policy["rules"],
            "facts": {"lines": len(facts.lines), "digest": facts.digest(len(facts.lines))},
            "policy": self.names[0],
            "catalogue": self.names[1],
            "roster": {"size": len(facts.roster), "digest": strict.sha256(roster)},
            "previous": previous,
            "price": None if price is None else str(price),
            "segments": listed,
            "leftOut": left_out,
        }
        return freeze, counted, price

    # Recomputation.

    def close(self, name, epoch, version, count):
        """→ (freeze, statement) of an epoch as `count` lines of facts give them."""
        pool = policies.pool_named(self.newest_policy(self.lines), name)
        start, end = policies.epoch_span(pool, epoch)
        facts = self.facts(count)
        # An epoch is computed under the rules in force at its start; its calendar never changes.
        self.enter(*facts.rules_names(start))
        pool = policies.pool_named(self.policy, name)
        observation = self.policy["observation"]
        freeze, counted, price = self.expected_freeze(pool, epoch, version, facts, start, end)
        first_lines = count
        if version > 1:
            first_lines = self.freeze(name, epoch, 1)[0]["facts"]["lines"]
        tally = Tally(
            counted, start, end, observation["slot"], observation["quorum"],
            self.catalogue.class_of,
        )
        files = [self.statement_bytes(name, n) for n in range(1, epoch)]
        earlier = [strict.read(data) for data in files]
        for before, data, after in zip(earlier, files, earlier[1:]):
            if after["previous"] != strict.sha256(data):
                after, before = (f"{name}/{statement['epoch']}" for statement in (after, before))
                raise Unreadable(f"{after} follows another statement of {before}")
        close = rules2.closer(self.policy, pool)(
            policy=self.policy, pool=pool, epoch=epoch, version=version, start=start, end=end,
            facts=facts, first_lines=first_lines, tally=tally, price=price, earlier=earlier,
            assess=self.catalogue.assess, statement_named=self.statement_named,
            policy_digest=freeze["policy"], catalogue_digest=freeze["catalogue"],
            previous_digest=freeze["previous"],
        )
        return freeze, close.statement()

    def recompute(self, name, epoch, version):
        """→ a short summary; raises Mismatch or Unreadable."""
        frozen, data = self.freeze(name, epoch, version)
        count = frozen["facts"]["lines"]
        self.absent = {
            left["digest"]: left["reason"]
            for left in frozen["leftOut"]
            if left["reason"] in ("missing", "digest-mismatch")
        }
        freeze, statement = self.close(name, epoch, version, count)
        deadline = freeze["end"] + self.policy["observation"]["grace"]
        if count < len(self.lines):
            if strict.read(self.lines[count][:-1])["admittedAt"] < deadline:
                raise Mismatch(f"freeze: line {count + 1} was admitted before the deadline")
        compare(freeze, data, "freeze")
        compare(statement, self.statement_bytes(name, epoch, version), "statement")
        csv = self.bytes_of(self.file("statement", name, epoch, version, "csv"))
        compare(rules1.csv(statement), csv, "csv")
        pot = statement["pot"]
        return (
            f"{len(freeze['segments'])} segments, {len(statement['lines'])} lines, "
            f"earned {pot['earned']}, unallocated {pot['unallocated']} {statement['currency']}"
        )

    def treasury(self):
        """The wallet as all lines tell it; raises Mismatch where one breaks a rule."""
        facts = self.facts(len(self.lines))
        document = lambda digest: self.document(policies.read, digest)  # noqa: E731
        try:
            return Treasury(facts, document)
        except Refused as error:
            raise Mismatch(f"treasury: a line is refused by {error}") from None
