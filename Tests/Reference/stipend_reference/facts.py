"""The first N lines of facts.jsonl, folded into what an epoch needs (entries.md).

The lines were admitted before; only their shape is checked again.
"""

import hashlib

from . import strict
from .strict import Unreadable

PAYLOAD = "v program kind at author nonce basis critical demonstration body".split()
BODIES = {
    "program.created/1": "name network policy catalogue log committee witnesses administrator "
    "administratorProviders",
    "program.adopted/1": "policy source reference",
    "program.amended/1": "policy catalogue source from",
    "program.halted/1": "what reason",
    "program.resumed/1": "what",
    "program.closed/1": "reason",
    "acceptance.recorded/1": "rule figures why",
    "committee.changed/1": "threshold members",
    "administrator.appointed/1": "administrator providers from",
    "operator.succeeded/1": "origin key from",
    "witnesses.changed/1": "threshold witnesses",
    "key.rotated/1": "successor",
    "key.revoked/1": "key compromisedFrom",
    "observer.appointed/1": "observer from until",
    "observer.retired/1": "observer at",
    "provider.enrolled/1": "enrolment pool provider class units from until tier tierEvidence",
    "provider.amended/1": "enrolment units at",
    "provider.withdrawn/1": "enrolment at",
    "payee.set/1": "provider payee",
    "beneficiary.set/1": "provider beneficiary",
    "contract.signed/1": "contract pool line provider class units rate from to",
    "contract.ended/1": "contract at",
    "campaign.opened/1": "campaign pool purpose class rate cap from to",
    "campaign.joined/1": "participation campaign provider class units from until",
    "campaign.closed/1": "campaign at",
    "activity.joined/1": "participation pool wallet role from until",
    "activity.left/1": "participation at",
    "relation.declared/1": "wallet relative",
    "relation.decided/1": "wallet relative decision why",
    "baseline.taken/1": "provider class units height",
    "schedule.declared/1": "provider pool from until open close",
    "maintenance.announced/1": "provider from to",
    "exception.allowed/1": "exception rule pool provider class from until why",
    "price.observed/1": "source at price",
    "evidence.published/1": "type sequence start end digest length",
    "evidence.delivered/1": "digest",
    "probe.committed/1": "from until commitment",
    "probe.revealed/1": "commitment seed",
    "blob.withdrawn/1": "digest reason",
    "review.decided/1": "pool epoch provider decision",
    "epoch.frozen/1": "pool epoch version freeze lines evidence counted leftOut",
    "statement.published/1": "pool epoch version freeze statement table lines base carriedIn "
    "earned unallocated carriedOut returned accrued vested unvested held takenBack price "
    "uaktToDate waiting",
    "correction.posted/1": "pool epoch replaces statement",
    "dispute.opened/1": "dispute pool epoch provider micros why",
    "dispute.resolved/1": "dispute outcome why",
    "wallet.opened/1": "chain address height threshold members",
    "funding.requested/1": "request proposal micros price buffer uakt",
    "funding.received/1": "tranche source request proposal transaction height payer "
    "uakt price record",
    "payout.prepared/1": "batch purpose plan contents size root signBytes sequence "
    "base timeout uakt fee outputs price totals",
    "payout.signed/1": "signBytes transaction",
    "payout.confirmed/1": "signBytes transaction sequence height nodes",
    "payout.failed/1": "signBytes transaction sequence code height nodes",
    "payout.expired/1": "signBytes from through usedBy transaction code height nodes",
    "sale.made/1": "sale method pool beneficiary payee uakt proceeds fee "
    "obligation paidOut transaction height counterparty gasFee "
    "receipt reason",
    "revenue.agreed/1": "host from components",
    "revenue.earned/1": "host leaseClass from until earned refunded commitment",
    "revenue.received/1": "host payer transaction height uakt",
    "transfer.explained/1": "direction transaction height counterparty uakt reason why",
    "note.added/1": "topic text",
}
NAMES_A_PROVIDER = (
    "provider.enrolled/1 contract.signed/1 campaign.joined/1 baseline.taken/1".split()
)
PREFIX = b'{"admittedAt":'


class Claim:
    """One contract, enrolment or participation; `ended` is when it was ended early, or None."""

    def __init__(self, id, pool, provider, class_, units, start, stated_end, line, **more):
        self.id, self.pool, self.provider, self.class_ = id, pool, provider, class_
        self.units, self.start, self.stated_end, self.line = units, start, stated_end, line
        self.until = stated_end
        self.ended = None
        self.rate = more.get("rate")
        self.campaign = more.get("campaign")
        self.role = more.get("role")
        self.root = more.get("root", id)

    def end_early(self, at):
        self.until = min(self.until, at)
        if at < self.stated_end and (self.ended is None or at < self.ended):
            self.ended = at

    def overlaps(self, start, end):
        return max(self.start, start) < min(self.until, end)

    def seconds_within(self, start, end):
        return max(0, min(self.until, end) - max(self.start, start))


def split_lines(data):
    """facts.jsonl → list of lines, each with its newline."""
    if data and not data.endswith(b"\n"):
        raise Unreadable("facts.jsonl: the last line has no end")
    return [line + b"\n" for line in data.split(b"\n")[:-1]]


def program_digest(lines):
    """Program id, and the digests of policy and catalogue, from line 1."""
    value = strict.read(lines[0][:-1])
    cut = lines[0].index(b',"payload":') + len(b',"payload":')
    return strict.sha256(lines[0][cut:-2]), value["payload"]["body"]


def amendments(lines):
    """Bodies of the program's amendments, in order."""
    found = []
    for line in lines:
        if b'"kind":"program.amended/1"' in line:
            payload = strict.read(line[:-1])["payload"]
            if payload["kind"] == "program.amended/1":
                found.append(payload["body"])
    return found


class Facts:
    """`spans`: pool name → span, for claims without a stated end."""

    def __init__(self, lines, spans):
        self.lines = lines
        self.spans = spans
        self.claims = []
        self.campaigns = {}
        self.contracts = {}
        self.roster = []
        self.observers = []
        self.baselines = {}
        self.entries = {kind: [] for kind in BODIES}
        if not lines:
            raise Unreadable("facts.jsonl: no line")
        self.program, self.created = program_digest(lines)
        last = 0
        for number, line in enumerate(lines):
            last = self.read_line(number, line, last)

    def read_line(self, number, line, last):
        what = f"facts.jsonl line {number + 1}"
        value = strict.read(line[:-1])
        admitted, payload = strict.fields(value, ["admittedAt", "payload"], what)
        strict.whole(admitted, last, 2**53 - 1, what + ": admittedAt")
        strict.fields(payload, PAYLOAD, what)
        if payload["v"] != 1 or not isinstance(payload["kind"], str):
            raise Unreadable(f"{what}: v or kind")
        if payload["program"] != ("" if number == 0 else self.program):
            raise Unreadable(f"{what}: another program's entry")
        if payload["kind"] not in BODIES:
            if payload["critical"]:
                raise Unreadable(f"{what}: unknown critical kind {payload['kind']}")
            return admitted
        if (number == 0) != (payload["kind"] == "program.created/1"):
            raise Unreadable(f"{what}: program.created stands on line 1 only")
        if number == 0:
            self.demonstration = payload["demonstration"]
        body = payload["body"]
        strict.fields(body, BODIES[payload["kind"]].split(), what + ": body")
        entry = dict(body)
        entry["line"], entry["admittedAt"], entry["author"] = number, admitted, payload["author"]
        self.entries[payload["kind"]].append(entry)
        if payload["kind"] in NAMES_A_PROVIDER and body["provider"] not in self.roster:
            self.roster.append(body["provider"])
        if payload["kind"] == "activity.joined/1" and body["role"] == "provider":
            if body["wallet"] not in self.roster:
                self.roster.append(body["wallet"])
        name = "on_" + payload["kind"].split("/")[0].replace(".", "_")
        getattr(self, name, lambda entry: None)(entry)
        return admitted

    # What single kinds change.

    def on_observer_appointed(self, entry):
        self.observers.append([entry["observer"], entry["from"], entry["until"]])

    def on_observer_retired(self, entry):
        for term in self.observers:
            if term[0] == entry["observer"] and within(entry["at"], term[1], term[2]):
                term[2] = entry["at"]

    def on_key_rotated(self, entry):
        old, at = entry["author"], entry["admittedAt"]
        for term in list(self.observers):
            if term[0] == old and term[1] != term[2] and (term[2] is None or at < term[2]):
                cut = max(at, term[1])
                self.observers.append([entry["successor"], cut, term[2]])
                term[2] = cut

    def on_provider_enrolled(self, entry):
        end = entry["until"]
        if end is None:
            end = self.spans[entry["pool"]]["end"]
        self.claims.append(
            Claim(
                entry["enrolment"], entry["pool"], entry["provider"], entry["class"],
                entry["units"], entry["from"], end, entry["line"],
            )
        )

    def of_enrolment(self, id):
        return [claim for claim in self.claims if claim.root == id and claim.rate is None]

    def on_provider_amended(self, entry):
        parts = self.of_enrolment(entry["enrolment"])
        if not parts:
            raise Unreadable(f"no enrolment {entry['enrolment']}")
        last = parts[-1]
        last.until = min(last.until, entry["at"])
        self.claims.append(
            Claim(
                f"{last.root}.{len(parts) + 1}", last.pool, last.provider, last.class_,
                entry["units"], entry["at"], last.stated_end, entry["line"], root=last.root,
            )
        )

    def on_provider_withdrawn(self, entry):
        parts = self.of_enrolment(entry["enrolment"])
        if not parts:
            raise Unreadable(f"no enrolment {entry['enrolment']}")
        for claim in parts:
            claim.end_early(entry["at"])

    def on_contract_signed(self, entry):
        claim = Claim(
            entry["contract"], entry["pool"], entry["provider"], entry["class"], entry["units"],
            entry["from"], entry["to"], entry["line"], rate=entry["rate"],
        )
        self.contracts[claim.id] = claim
        self.claims.append(claim)

    def on_contract_ended(self, entry):
        self.contracts[entry["contract"]].end_early(entry["at"])

    def on_campaign_opened(self, entry):
        self.campaigns[entry["campaign"]] = entry

    def on_campaign_joined(self, entry):
        campaign = self.campaigns[entry["campaign"]]
        end = campaign["to"] if entry["until"] is None else entry["until"]
        self.claims.append(
            Claim(
                entry["participation"], campaign["pool"], entry["provider"], entry["class"],
                entry["units"], entry["from"], end, entry["line"],
                rate=campaign["rate"], campaign=campaign["campaign"],
            )
        )

    def on_campaign_closed(self, entry):
        for claim in self.claims:
            if claim.campaign == entry["campaign"]:
                claim.end_early(entry["at"])

    def on_activity_joined(self, entry):
        end = entry["until"]
        if end is None:
            end = self.spans[entry["pool"]]["end"]
        self.claims.append(
            Claim(
                entry["participation"], entry["pool"], entry["wallet"], None, 0, entry["from"],
                end, entry["line"], role=entry["role"],
            )
        )

    def on_activity_left(self, entry):
        for claim in self.claims:
            if claim.role and claim.id == entry["participation"]:
                claim.end_early(entry["at"])

    def related_pairs(self):
        """The pairs of wallets that the record says belong together."""
        pairs = set()
        lines = self.entries["relation.declared/1"] + self.entries["relation.decided/1"]
        for entry in sorted(lines, key=lambda entry: entry["line"]):
            pair = frozenset((entry["wallet"], entry["relative"]))
            if entry.get("decision", "related") == "related":
                pairs.add(pair)
            else:
                pairs.discard(pair)
        return pairs

    def on_baseline_taken(self, entry):
        self.baselines[entry["provider"], entry["class"]] = entry["units"]

    # Questions.

    def digest(self, count):
        return strict.sha256(b"".join(self.lines[:count]))

    def count_with_digest(self, digest):
        """How many lines have this digest together."""
        running = hashlib.sha256()
        for count, line in enumerate(self.lines, start=1):
            running.update(line)
            if running.hexdigest() == digest:
                return count
        raise Unreadable(f"no number of lines has the digest {digest}")

    def among(self, kind, count):
        """Entries of a kind among the first `count` lines."""
        return [entry for entry in self.entries[kind] if entry["line"] < count]

    def appointed(self, observer, start, end):
        """Whether one term of the observer holds the whole stretch."""
        return any(
            name == observer and within(start, a, b) and (b is None or end <= b)
            for name, a, b in self.observers
        )

    def compromised(self, observer, line):
        """Whether a revocation says that the key was not its owner's in that line (from 0)."""
        return any(
            entry["key"] == observer and entry["compromisedFrom"] is not None
            and line + 1 >= entry["compromisedFrom"]
            for entry in self.entries["key.revoked/1"]
        )

    def rules_names(self, time):
        """Digests of the policy and the catalogue in force at a second."""
        names = self.created["policy"], self.created["catalogue"]
        for entry in self.entries["program.amended/1"]:
            if entry["from"] <= time:
                names = entry["policy"], entry["catalogue"]
        return names

    def excluded_providers(self, time):
        """The own providers of whoever administers the program at that second."""
        providers = self.created["administratorProviders"]
        for entry in self.entries["administrator.appointed/1"]:
            if entry["from"] <= time:
                providers = entry["providers"]
        return providers

    def latest(self, kind, field, provider, count):
        """The value last set for the provider, which is itself until then."""
        value = provider
        for entry in self.among(kind, count):
            if entry["provider"] == provider:
                value = entry[field]
        return value

    def line_key(self, provider, count):
        """(payee, beneficiary) of a provider as the first `count` lines have it."""
        return (
            self.latest("payee.set/1", "payee", provider, count),
            self.latest("beneficiary.set/1", "beneficiary", provider, count),
        )


def within(time, start, end):
    return start <= time and (end is None or time < end)
