"""A small program to close epochs of, for the tests: facts, a policy and a tally made by hand."""

import copy

from stipend_reference import calendar, policy as policies, rules1, segments, strict
from stipend_reference.facts import BODIES, Facts

DAY = 86_400
HOUR = 3_600
START = 1_707_436_800  # 2024-02-09T00:00:00Z
A100 = "nvidia/a100/80/sxm4"


def pool(name="mining", kind="epoch", micros=750_000_000_000, days=120, **more):
    value = {
        "name": name, "kind": kind, "amount": {"currency": "usd", "micros": micros},
        "share": None, "span": {"start": START, "end": START + days * DAY}, "epoch": "P1D",
        "proof": "reported", "eligibility": None,
        "uptime": {
            "base": "verified", "denominator": "observed", "window": 1,
            "curve": [{"from": 0, "factor": 0}, {"from": 900_000, "factor": "proportional"}]
            + [{"from": 990_000, "factor": 1_000_000}],
        },
        "classWeights": [], "sizeClasses": [], "baseline": None, "priceGuidance": None,
        "caps": None, "floor": None, "lines": [],
        "vesting": {"kind": "none", "cliff": None, "onExit": "forfeit"},
        "unallocated": "return", "conversion": None,
    }
    value.update(more)
    return value


def full_curve():
    return {
        "base": "verified", "denominator": "observed", "window": 1,
        "curve": [{"from": 0, "factor": 1_000_000}],
    }


def policy(*pools, **observation):
    watch = {
        "slot": 300, "grace": DAY, "quorum": {"state": 2, "count": 2, "lease": 1, "proof": 2},
        "unobservedAllowance": 50_000, "maintenance": {"allowance": 8 * HOUR, "notice": DAY},
    }
    watch.update(observation)
    return {
        "stipend": 1, "name": "test", "network": "test", "rules": 1,
        "window": {"start": START, "end": START + 366 * DAY}, "observation": watch,
        "price": {"window": DAY, "minimumSamples": 3, "minimumSources": 2},
        "payouts": {"hold": "P7D", "first": START, "every": "P7D"},
        "order": [p["name"] for p in pools], "pools": list(pools),
    }


class ByHand:
    """A tally made of functions of (provider, second since START)."""

    def __init__(self, start, slot, state=None, count=None):
        self.start, self.slot = start, slot
        self.states = state or (lambda provider, second: "up")
        self.counts = count or (lambda provider, second: 10_000)
        self.held, self.leases = set(), []

    def state(self, provider, t):
        return self.states(provider, self.start + t * self.slot - START)

    def proof_observed(self, t):
        return True

    def count(self, provider, class_, t, level, homogeneous):
        return self.counts(provider, self.start + t * self.slot - START)


class World:
    def __init__(self, rules):
        self.policy = rules
        self.lines = []
        self.statements = {}
        self.chains = {}
        self.fact(
            "program.created/1", name="test", network="test", policy="", catalogue="", log=None,
            committee=None, witnesses=[], administrator="admin", administratorProviders=["admin"],
        )

    def fact(self, kind, admitted=START, **body):
        names = BODIES[kind].split()
        body = {("class" if k == "class_" else "from" if k == "from_" else k): v
                for k, v in body.items()}
        body = {name: body.get(name) for name in names}
        program = strict.sha256(self.first) if self.lines else ""
        payload = {
            "v": 1, "program": program, "kind": kind, "at": admitted, "author": "a",
            "nonce": "0" * 32, "basis": len(self.lines), "critical": True,
            "demonstration": True, "body": body,
        }
        if not self.lines:
            self.first = strict.write(payload)
        self.lines.append(strict.write({"admittedAt": admitted, "payload": payload}) + b"\n")

    def enrol(self, id, provider=None, units=1, start=0, end=None, pool="mining", class_=A100):
        self.fact(
            "provider.enrolled/1", enrolment=id, pool=pool, provider=provider or id,
            class_=class_, units=units, from_=START + start,
            until=None if end is None else START + end,
        )

    def contract(self, id, units, rate, start=0, end=366 * DAY, pool="committed", class_=A100):
        self.fact(
            "contract.signed/1", contract=id, pool=pool, line="l", provider=id, class_=class_,
            units=units, rate=rate, from_=START + start, to=START + end,
        )

    def close(self, pool="mining", epoch=1, version=1, state=None, count=None, tally=None,
              price=None, assess=None, first_lines=None, edit=None):
        rules = copy.deepcopy(self.policy)
        the_pool = policies.pool_named(rules, pool)
        start, end = policies.epoch_span(the_pool, epoch)
        facts = Facts(self.lines, policies.spans(rules))
        slot = rules["observation"]["slot"]
        tally = tally or ByHand(start, slot, state, count)
        if edit:
            edit(tally)
        chain = self.chains.setdefault(pool, [])
        earlier = chain[: epoch - 1]
        statement = rules1.Close(
            policy=rules, pool=the_pool, epoch=epoch, version=version, start=start, end=end,
            facts=facts, first_lines=first_lines or len(self.lines), tally=tally, price=price,
            earlier=earlier, assess=assess or (lambda class_, rule: []),
            statement_named=lambda digest: self.statements[digest],
            policy_digest="0" * 64, catalogue_digest="0" * 64,
            previous_digest=strict.sha256(strict.write(earlier[-1])) if earlier else None,
        ).statement()
        assert strict.read(strict.write(statement)) == statement
        self.statements[strict.sha256(strict.write(statement))] = statement
        if version == 1:
            chain[epoch - 1 :] = [statement]
        return statement


def earned(statement):
    """payee → earned, of lines that are not 0 or have parts."""
    return {line["payee"]: line["earned"] for line in statement["lines"]}


def unallocated(statement):
    return {entry["reason"]: entry["amount"] for entry in statement["unallocated"]}


def part(statement, claim):
    for line in statement["lines"]:
        for found in line["parts"]:
            if found["claim"] == claim:
                return found
    raise KeyError(claim)


NODE = ("nvidia", "a100", "20b2", "sxm4", "80Gi")
OTHER = ("nvidia", "h100", "2330", "sxm5", "80Gi")
CLASSES = {NODE: A100, OTHER: "nvidia/h100/80/sxm5"}
OBSERVERS = ["ed25519:" + digit * 64 for digit in "123"]
WIDTHS = {
    "providers": 4, "reason.row": 4, "reason.from": 2, "reason.to": 2, "reason.code": 1,
    "inventory.row": 4, "inventory.node": 2, "inventory.from": 2, "inventory.to": 2,
    "inventory.descriptor": 2, "inventory.capacity": 4, "inventory.allocatable": 4,
    "inventory.allocated": 4, "provider": 4, "node": 2, "descriptor": 2, "level": 1,
    "attested": 1, "from": 4, "to": 4, "gpus": 4, "state": 1, "answered": 1, "denom": 1,
    "price": 8, "at": 4, "source": 2, "low": 8, "high": 8,
}


def segment_bytes(type_, tables, observer=OBSERVERS[0], start=START, slots=12, **header):
    """One segment; `tables`: name → bytes, list of numbers, or a JSON value."""
    written = {}
    for name in segments.TABLES[type_]:
        value = tables.get(name, [])
        if name in WIDTHS and not isinstance(value, bytes):
            value = b"".join(number.to_bytes(WIDTHS[name], "little") for number in value)
        elif name in ("descriptors", "sources"):
            value = strict.write(value)
        elif not isinstance(value, bytes):
            value = b"".join(value)
        written[name] = value
    values = {
        "segment": 1, "type": type_, "program": "ab" * 32, "observer": observer, "start": start,
        "slot": 300, "slots": slots, "roster": {"size": 9, "digest": "cd" * 32}, "sequence": 0,
        "previous": None, "salt": "0" * 32,
        "tables": [{"name": name, "length": len(data)} for name, data in written.items()],
    }
    values.update(header)
    return strict.write(values) + b"\n" + b"".join(written.values())


def plane(bits):
    """Text of 0 and 1, a slot a digit → bytes."""
    data = bytearray((len(bits) + 7) // 8)
    for t, bit in enumerate(bits):
        data[t // 8] |= int(bit) << (t % 8)
    return bytes(data)


def described(*descriptors):
    names = ["vendor", "name", "id", "interface", "memory"]
    return [dict(zip(names, descriptor)) for descriptor in descriptors]


def presence_bytes(states, runs=(), observer=OBSERVERS[0], start=START, **header):
    """states: provider → text of u, d and -; runs: (provider, node, from, to, descriptor index or
    None, capacity, allocatable, allocated)."""
    providers = sorted(states)
    rows = []
    for run in runs:
        index = 65_535 if run[4] is None else run[4]
        rows.append((providers.index(run[0]), run[1], run[2], run[3], index, *run[5:]))
    rows.sort(key=lambda row: (row[0], row[1], row[4], row[2]))
    names = ["row", "node", "from", "to", "descriptor", "capacity", "allocatable", "allocated"]
    tables = {"inventory." + name: [row[i] for row in rows] for i, name in enumerate(names)}
    tables["descriptors"] = described(NODE, OTHER)
    tables["providers"] = providers
    for name, letter in (("up", "u"), ("down", "d")):
        tables[name] = [plane([c == letter for c in states[p]]) for p in providers]
    slots = len(states[providers[0]])
    return segment_bytes("presence", tables, observer, start, slots, **header)

