"""Rules 1: from a tally to a statement (rules-1.md), section by section."""

from fractions import Fraction

from . import calendar
from . import policy as policies
from .policy import first_match
from .strict import Unreadable, merkle_root, write
from .tally import CONFLICT, DOWN, UNOBSERVED_ALL, UNOBSERVED_PROVIDER

MILLION = 10**6
KINDS = (
    "verified down missing unproven node-mixed unobserved-all unobserved-provider conflict "
    "inventory-unknown maintenance outside-schedule not-eligible"
).split()
DOWN_KINDS = ("down", "missing", "unproven", "node-mixed")
UNKNOWN_KINDS = ("unobserved-provider", "conflict", "inventory-unknown")
UNALLOCATED = (
    "nobody-eligible capped floor-not-needed down missing unproven node-mixed unobserved-all "
    "unobserved-provider conflict inventory-unknown maintenance outside-schedule not-eligible "
    "uptime-curve correction forfeited refused rounding"
).split()


# 1 Epochs and the pot


def epoch_base(amount, span, start, end):
    """base(n) of an epoch pool."""
    length = span["end"] - span["start"]
    before = amount * (start - span["start"]) // length
    return amount * (end - span["start"]) // length - before


def committed_base(contracts, start, end):
    """base(n) of a committed pool, from its contracts."""

    def owed(x):
        return sum(c.units * c.rate * c.seconds_within(c.start, x) for c in contracts)

    return owed(end) // 3600 - owed(start) // 3600


# 2 Claims and 3 what one slot is for one unit


class Slots:
    """Which kind each slot is for each unit, for one pool's epoch."""

    def __init__(self, policy, pool, start, end, facts, tally):
        self.policy, self.pool, self.facts, self.tally = policy, pool, facts, tally
        self.start, self.end = start, end
        self.slot = policy["observation"]["slot"]
        self.level = pool["proof"]
        rule = pool.get("eligibility") or {}
        self.homogeneous = bool(rule.get("homogeneousNodes"))
        self.numbers = {name: number for number, name in enumerate(facts.roster)}
        self.maintained = {}

    def times(self):
        return range(self.start, self.end, self.slot)

    def in_force(self, claim, time):
        return claim.start <= time and time + self.slot <= claim.until

    def earlier_claims(self, claim):
        # A pool that a later policy brought in has no claim in an epoch of before.
        order = self.policy["order"]
        mine = (order.index(claim.pool), claim.line)
        return [
            other
            for other in self.facts.claims
            if (other.provider, other.class_) == (claim.provider, claim.class_)
            and other.pool in order
            and (order.index(other.pool), other.line) < mine
        ]

    def unobserved_by_all(self, provider, t):
        if self.tally.state(provider, t) == UNOBSERVED_ALL:
            return True
        return self.level != "reported" and not self.tally.proof_observed(t)

    def count_unobserved_by_all(self):
        """Slots unobserved-all; the rule is the same for every provider, so any one will do."""
        slots = range((self.end - self.start) // self.slot)
        return sum(1 for t in slots if self.unobserved_by_all(0, t))

    def outside_schedule(self, claim, time):
        if self.pool["kind"] == "committed":
            return False
        schedule = None
        for entry in self.facts.entries["schedule.declared/1"]:
            if (entry["provider"], entry["pool"]) != (claim.provider, claim.pool):
                continue
            until = entry["until"]
            if entry["from"] <= time and (until is None or time + self.slot <= until):
                schedule = entry
        if schedule is None or schedule["open"] == schedule["close"]:
            return False
        width = (schedule["close"] - schedule["open"]) % 86_400
        offset = (time % 86_400 - schedule["open"]) % 86_400
        return offset + self.slot > width

    def maintenance(self, provider):
        """The times of the slots that count as maintenance of this provider."""
        if provider not in self.maintained:
            rule = self.policy["observation"]["maintenance"]
            announced = [
                entry
                for entry in self.facts.entries["maintenance.announced/1"]
                if entry["provider"] == provider
                and entry["from"] >= entry["admittedAt"] + rule["notice"]
            ]
            counted, times = 0, set()
            for t, time in enumerate(self.times()):
                inside = any(e["from"] <= time and time + self.slot <= e["to"] for e in announced)
                if inside and not self.unobserved_by_all(self.numbers[provider], t):
                    counted += self.slot
                    if counted <= rule["allowance"]:
                        times.add(time)
            self.maintained[provider] = times
        return self.maintained[provider]

    def signature(self, claim, payable, earlier, t, time):
        """Either one kind for all units, or the offset and the three counts."""
        provider = self.numbers[claim.provider]
        if not payable:
            return "not-eligible"
        if self.outside_schedule(claim, time):
            return "outside-schedule"
        if self.unobserved_by_all(provider, t):
            return "unobserved-all"
        if time in self.maintenance(claim.provider):
            return "maintenance"
        state = self.tally.state(provider, t)
        if state in (CONFLICT, UNOBSERVED_PROVIDER, DOWN):
            return state
        plain = self.tally.count(provider, claim.class_, t, self.level, False)
        if plain is None:
            return "inventory-unknown"
        good = plain
        if self.homogeneous:
            good = self.tally.count(provider, claim.class_, t, self.level, True)
        reported = self.tally.count(provider, claim.class_, t, "reported", False)
        offset = sum(other.units for other in earlier if self.in_force(other, time))
        return offset, good, plain, reported

    def units(self, claim, payable, quarters):
        """Per unit: seconds by kind, and verified seconds by quarter."""
        earlier = self.earlier_claims(claim)
        seconds = {}
        for t, time in enumerate(self.times()):
            if self.in_force(claim, time):
                quarter = sum(1 for end in quarters if end <= time)
                key = (self.signature(claim, payable, earlier, t, time), quarter)
                seconds[key] = seconds.get(key, 0) + self.slot
        result = []
        for i in range(1, claim.units + 1):
            kinds, verified = {}, {}
            for (signature, quarter), amount in seconds.items():
                kind = unit_kind(signature, i)
                kinds[kind] = kinds.get(kind, 0) + amount
                if kind == "verified":
                    verified[quarter] = verified.get(quarter, 0) + amount
            result.append((kinds, verified))
        return result


def unit_kind(signature, i):
    if isinstance(signature, str):
        return signature
    offset, good, plain, reported = signature
    device = offset + i
    if device <= good:
        return "verified"
    if device <= plain:
        return "node-mixed"
    if device <= reported:
        return "unproven"
    return "missing"


# 4 May the claim be paid


def hourly_price(row, currency, price):
    """The price of a lease row per hour in a currency, or None when that needs a price."""
    if row["currency"] == currency:
        return row["price"]
    if price is None:
        return None
    if currency == "usd":
        return row["price"] * price // 10**18
    return row["price"] * 10**18 // price


def price_findings(pool, provider, class_, leases, price, start, end):
    """Of price guidance: (above, unknown)."""
    guidance = pool.get("priceGuidance")
    limit = first_match(guidance["prices"], class_) if guidance else None
    if limit is None:
        return False, False
    above = unknown = False
    for row in leases:
        overlaps = max(row["from"], start) < min(row["to"], end)
        mine = row["provider"] == provider and row["class"] == class_
        if mine and overlaps and row["state"] in ("active", "bid") and row["gpus"] > 0:
            hourly = hourly_price(row, "usd", price)
            if hourly is None:
                unknown = True
            elif hourly // row["gpus"] > limit["perHour"]:
                above = True
    return above, unknown


def class_weight(pool, class_):
    """1 without a list, else the ppm of the first match, 0 when none matches."""
    weights = pool.get("classWeights") or []
    if not weights:
        return 1
    entry = first_match(weights, class_)
    return entry["weight"] if entry else 0


def judge(pool, claim, facts, assessment, prices, start):
    """→ (code that stands against the claim or None, flags)."""
    codes = assessment
    above, unknown = prices
    against = list(codes)
    if above and pool["priceGuidance"]["above"] == "exclude":
        against.append("price-above-guidance")
    if pool["kind"] == "epoch" and class_weight(pool, claim.class_) == 0:
        against.append("class-not-weighted")
    if claim.provider in facts.excluded_providers(start):
        against.append("administrator-excluded")
    rules = set()
    for entry in facts.entries["exception.allowed/1"]:
        in_force = entry["from"] <= start and (entry["until"] is None or start < entry["until"])
        if in_force and entry["pool"] == claim.pool:
            if entry["provider"] in (None, claim.provider):
                if entry["class"] in (None, claim.class_):
                    rules.add(entry["rule"])
    left = []
    for code in against:
        allowed = code in rules or ("eligibility" in rules and code in codes)
        if code == "class-not-weighted" or not allowed:
            left.append(code)
    flags = []
    if above:
        flags.append("price-above-guidance")
    if unknown:
        flags.append("price-unknown")
    if against and not left:
        flags.append("exception-allowed")
    return (left[0] if left else None), flags


# 5 Uptime, credit, weight


def unit_seconds(kinds):
    """(U, D, N)."""
    return (
        kinds.get("verified", 0),
        sum(kinds.get(kind, 0) for kind in DOWN_KINDS),
        sum(kinds.get(kind, 0) for kind in UNKNOWN_KINDS),
    )


def owed_seconds(rule, kinds):
    """D'."""
    _, down, unknown = unit_seconds(kinds)
    return down + unknown if rule["denominator"] == "due" else down


def uptime_factor(curve, uptime):
    step = [step for step in curve if step["from"] <= uptime][-1]
    return uptime if step["factor"] == "proportional" else step["factor"]


def uptime_and_credit(rule, kinds, history):
    """kinds of this epoch and those of the w − 1 before → (uptime or None, factor, credit)."""
    window = [kinds] + history
    verified = sum(unit_seconds(k)[0] for k in window)
    owed = sum(owed_seconds(rule, k) for k in window)
    if verified + owed == 0:
        return None, 0, 0
    uptime = verified * MILLION // (verified + owed)
    factor = uptime_factor(rule["curve"], uptime)
    own, own_owed = unit_seconds(kinds)[0], owed_seconds(rule, kinds)
    if rule["base"] == "verified":
        return uptime, factor, own * factor
    return uptime, factor, min(own * MILLION, (own + own_owed) * factor)


def size_factor(pool, counted):
    """(factor, outside all ranges), by the number of a claim's units that have credit."""
    sizes = pool.get("sizeClasses") or []
    if not sizes:
        return 1, False
    for size in sizes:
        if size["from"] <= counted and (size["below"] is None or counted < size["below"]):
            return size["factor"], False
    return 0, counted > 0


def baseline_factor(pool, number, before):
    rule = pool.get("baseline")
    if not rule or rule["rule"] == "full":
        return 1
    if number > before:
        return MILLION
    return 0 if rule["rule"] == "none" else rule["factor"]


class Unit:
    def __init__(self, kinds, verified, uptime, factor, credit, baseline):
        self.kinds, self.verified_by_quarter = kinds, verified
        self.uptime, self.factor, self.credit, self.baseline = uptime, factor, credit, baseline
        self.verified, self.down, self.unknown = unit_seconds(kinds)

    def group_key(self):
        return self.kinds, self.uptime, self.factor, self.credit, self.baseline


class Part:
    """One claim in one epoch. `weight` is that of section 8; `held` the hold's reason or None."""

    def __init__(self, claim, key, code, flags, units):
        self.claim, self.key, self.code, self.flags, self.units = claim, key, code, flags, units
        self.amount = self.weight = 0
        self.reasons = []
        self.held = None
        self.class_weight = self.size = 1

    def credit(self):
        return sum(unit.credit for unit in self.units)

    def unit_weight(self, unit):
        return unit.credit * self.class_weight * self.size * unit.baseline


# 6 Epoch pools


def pro_rata(pot, weights, caps):
    """Beneficiary → weight, beneficiary → cap in µ/3600 → (amount by beneficiary as
    Fraction of µ, whether all were capped, what is then left in µ/3600)."""
    left, total = pot * 3600, sum(weights.values())
    takers = sorted(b for b in weights if weights[b] > 0)
    limited = sorted(
        (b for b in takers if caps.get(b) is not None),
        key=lambda b: Fraction(caps[b], weights[b]),
    )
    shares = {}
    for b in limited:
        if caps[b] * total > left * weights[b]:
            break
        shares[b] = Fraction(caps[b], 3600)
        left -= caps[b]
        total -= weights[b]
    for b in takers:
        if b not in shares:
            shares[b] = Fraction(left * weights[b], total * 3600)
    all_capped = bool(takers) and total == 0
    return shares, all_capped, left


def beneficiary_cap(caps, pot, parts):
    """The least cap of a beneficiary, in µ/3600, or None."""
    if not caps:
        return None
    limits = []
    if caps.get("beneficiaryShare") is not None:
        limits.append(pot * 3600 * caps["beneficiaryShare"] // MILLION)
    if caps.get("beneficiaryAmount") is not None:
        limits.append(caps["beneficiaryAmount"] * 3600)
    rates = caps.get("perGpuHour") or []
    hourly = 0
    unlimited = not rates
    for part in parts:
        for unit in part.units:
            if part.unit_weight(unit) > 0:
                rate = first_match(rates, part.claim.class_)
                if rate is None:
                    unlimited = True
                else:
                    hourly += unit.verified * rate["amount"]
    if not unlimited:
        limits.append(hourly)
    return min(limits) if limits else None


def cumulative(amount, weights):
    """Section 8's split of a whole amount by weights, in order."""
    total = sum(weights)
    result, before = [], 0
    for weight in weights:
        after = before + weight
        result.append(amount * after // total - amount * before // total if total else 0)
        before = after
    return result


def split_over_parts(amounts, parts):
    """amounts: line key → whole amount; sets each part's amount."""
    for key, amount in amounts.items():
        mine = [part for part in parts if part.key == key]
        for part, piece in zip(mine, cumulative(amount, [part.weight for part in mine])):
            part.amount += piece


def best_series(claims):
    """(start, until, credit) of each → the highest sum of credits of claims of which no two share
    a second."""
    best = {}

    def up_to(end):
        return max((total for until, total in best.items() if until <= end), default=0)

    for start, until, credit in sorted(claims, key=lambda claim: claim[1]):
        if start < until:
            best[until] = max(up_to(until), up_to(start) + credit)
    return max(best.values(), default=0)


class Close:
    """One close: everything that a statement needs, and the steps to it."""

    def __init__(self, **inputs):
        self.__dict__.update(inputs)
        self.unallocated = {reason: 0 for reason in UNALLOCATED}
        self.currency = self.pool["amount"]["currency"]
        self.previous = self.earlier[-1] if self.earlier else None
        self.slots = Slots(
            self.policy, self.pool, self.start, self.end, self.facts, self.tally
        )

    # Parts.

    def claims(self):
        name = self.pool["name"]
        mine = [c for c in self.facts.claims if c.pool == name]
        return sorted(
            (c for c in mine if c.overlaps(self.start, self.end)), key=lambda c: c.line
        )

    def quarters(self, claim):
        if self.pool["vesting"]["kind"] != "quarterly":
            return []
        length = claim.stated_end - claim.start
        return [claim.start + length * k // 4 for k in (1, 2, 3, 4)]

    def number_before(self, claim, start, end):
        """How many units of its provider and class stand before a claim's in an epoch (section 2):
        the fewest that earlier claims have together at any second that it has there."""
        first, last = max(claim.start, start), min(claim.until, end)
        others = [
            other
            for other in self.facts.claims
            if (other.provider, other.class_, other.pool)
            == (claim.provider, claim.class_, claim.pool)
            and other.line < claim.line
        ]
        moments = {first} | {m for other in others for m in (other.start, other.until)}
        used = [
            sum(other.units for other in others if other.start <= moment < other.until)
            for moment in moments
            if first <= moment < last
        ]
        return min(used, default=0)

    def unit_history(self, claim, k, earlier_statements):
        """seconds of the k-th unit of a claim's provider and class in earlier statements."""
        result = []
        for statement in earlier_statements:
            for line in statement["lines"]:
                for part in line["parts"]:
                    if (part["provider"], part["class"]) != (claim.provider, claim.class_):
                        continue
                    other = self.claim_named(part["claim"])
                    before = self.number_before(other, statement["start"], statement["end"])
                    for group in part["groups"]:
                        if group["first"] <= k - before < group["first"] + group["units"]:
                            result.append(group["seconds"])
        return result

    def part(self, claim):
        provider = self.facts.roster.index(claim.provider)
        prices = price_findings(
            self.pool, provider, claim.class_, self.tally.leases, self.price, self.start, self.end
        )
        assessment = self.assess(claim.class_, self.pool.get("eligibility"))
        code, flags = judge(self.pool, claim, self.facts, assessment, prices, self.start)
        rule = self.pool["uptime"]
        seconds = self.slots.units(claim, code is None, self.quarters(claim)[:-1])
        number = self.number_before(claim, self.start, self.end)
        baseline_units = self.facts.baselines.get((claim.provider, claim.class_), 0)
        window = rule["window"] - 1
        past = self.earlier[-window:] if window > 0 else []
        units = []
        for i, (kinds, verified) in enumerate(seconds, start=1):
            uptime, factor, credit = None, 0, 0
            if code is None and kinds:
                history = self.unit_history(claim, number + i, past)
                uptime, factor, credit = uptime_and_credit(rule, kinds, history)
            baseline = 1
            if code is None and kinds and self.pool["kind"] == "epoch":
                baseline = baseline_factor(self.pool, number + i, baseline_units)
            units.append(Unit(kinds, verified, uptime, factor, credit, baseline))
        part = Part(
            claim, self.facts.line_key(claim.provider, self.first_lines), code, flags, units
        )
        if self.pool["kind"] == "epoch":
            part.class_weight = class_weight(self.pool, claim.class_)
            counted = sum(1 for unit in units if unit.credit > 0)
            part.size, part.outside_sizes = size_factor(self.pool, counted)
        self.explain(part)
        self.hold(part)
        return part

    def explain(self, part):
        """Why units earned less than their verified seconds at full rate."""
        working = [unit for unit in part.units if unit.verified > 0]
        if part.code is not None:
            part.reasons.append(part.code)
        if self.pool["kind"] == "epoch":
            if working and part.outside_sizes:
                part.reasons.append("size-class")
            rule = self.pool.get("baseline")
            if rule and any(unit.baseline < MILLION for unit in working):
                if rule["rule"] in ("none", "reduced"):
                    part.reasons.append("baseline")
        if any(unit.credit == 0 for unit in working):
            part.reasons.append("uptime-below-threshold")
        if any(0 < unit.credit < unit.verified * MILLION for unit in working):
            part.reasons.append("uptime-reduced")

    def hold(self, part):
        if part.code is not None or not any(unit.kinds for unit in part.units):
            return
        unknown = sum(unit.unknown for unit in part.units)
        seen = sum(unit.verified + unit.down + unit.unknown for unit in part.units)
        provider = self.facts.roster.index(part.claim.provider)
        allowance = self.policy["observation"]["unobservedAllowance"]
        if unknown * MILLION > allowance * seen:
            part.held = "unobserved-beyond-allowance"
        for finding in ("duplicate-device", "shared-host"):
            if part.held is None and (provider, part.claim.class_, finding) in self.tally.held:
                part.held = finding

    # Corrections (section 8).

    def find_corrections(self):
        """→ line key → corrections in order of (epoch, claim), as the line lists them."""
        chains = {}
        known = 0
        if self.previous:
            known = self.facts.count_with_digest(self.previous["facts"])
        for entry in self.facts.among("correction.posted/1", self.first_lines):
            if entry["line"] < known or entry["pool"] != self.pool["name"]:
                continue
            if entry["epoch"] < self.epoch:
                self.require_standing(entry)
                chain = chains.setdefault(entry["epoch"], [entry["replaces"], None])
                chain[1] = entry["statement"]
        lines = {}
        for epoch in sorted(chains):
            old, new = (self.parts_named(digest) for digest in chains[epoch])
            for claim_id in sorted(set(old) | set(new), key=str.encode):
                before = old.get(claim_id, (0, None, None))
                after = new.get(claim_id, (0, None, before[2]))
                found = self.difference(epoch, claim_id, before, after)
                if found["difference"] == 0:
                    continue
                claim = self.claim_named(claim_id)
                key = self.facts.line_key(claim.provider, self.first_lines)
                if found["reason"] in HOLD_REASONS:
                    key = after[2]
                if found["reason"] is None and found["vests"] > self.end:
                    key = after[2]
                lines.setdefault(key, []).append(found)
        return lines

    def require_standing(self, entry):
        """A correction replaces what stands: at first version 1, then what the last put there."""
        standing = None
        for other in self.facts.among("correction.posted/1", entry["line"]):
            if (other["pool"], other["epoch"]) == (entry["pool"], entry["epoch"]):
                standing = other["statement"]
        replaced = self.statement_named(entry["replaces"])
        about = replaced["pool"], replaced["epoch"]
        if about != (entry["pool"], entry["epoch"]) or (
            entry["replaces"] != standing if standing else replaced["version"] != 1
        ):
            raise Unreadable(f"line {entry['line'] + 1} corrects what does not stand")

    def parts_named(self, digest):
        """claim → (amount, the reason that it is held for or None, line key), of a statement."""
        result = {}
        for line in self.statement_named(digest)["lines"]:
            for part in line["parts"]:
                held = [reason for reason in part["reasons"] if reason in HOLD_REASONS]
                result[part["claim"]] = (
                    part["amount"], held[0] if held and part["amount"] > 0 else None,
                    (line["payee"], line["beneficiary"]),
                )
        return result

    def claim_named(self, id):
        for claim in self.facts.claims:
            if claim.pool == self.pool["name"] and claim.id == id:
                return claim
        raise Unreadable(f"no claim {id}")

    def difference(self, epoch, claim_id, old, new):
        """One entry of a line's corrections."""
        claim = self.claim_named(claim_id)
        difference = new[0] - old[0]
        vests = self.correction_time(claim, epoch)
        held = new[1] or old[1]
        decision = self.decision(epoch, claim_id) if held else None
        reason, amount = None, difference
        if decision == "refuse":
            reason, amount = "refused", 0
        elif (
            self.pool["vesting"]["onExit"] == "forfeit"
            and claim_id in self.ended()
            and vests > self.ended()[claim_id]
        ):
            reason, amount = "forfeited", 0
        elif decision is None:
            reason = held
        return {
            "epoch": epoch, "claim": claim_id, "vests": vests, "difference": difference,
            "amount": amount, "reason": reason,
        }

    def correction_time(self, claim, epoch):
        """When a correction of a claim's part of an epoch vests."""
        _, end = policies.epoch_span(self.pool, epoch)
        vesting = self.pool["vesting"]
        if vesting["kind"] == "none":
            return end
        if vesting["kind"] == "cliff":
            return calendar.add(claim.start, vesting["cliff"])
        last = min(claim.until, end) - 1
        ends = self.quarters(claim)
        return next((quarter for quarter in ends if quarter > last), ends[-1])

    def sum_of_corrections(self):
        return sum(c["amount"] for listed in self.corrections.values() for c in listed)

    # Pools.

    def close_epoch_pool(self):
        base = epoch_base(self.pool["amount"]["micros"], self.pool["span"], self.start, self.end)
        carried = self.previous["pot"]["carriedOut"] if self.previous else 0
        pot = base + carried - self.sum_of_corrections()
        if pot < 0:
            self.unallocated["correction"] = pot
            pot = 0
        if self.pool.get("floor"):
            weight = self.close_floor(pot)
        else:
            weight = self.close_pro_rata(pot)
        return base, carried, weight

    def unobserved_slots(self):
        return self.slots.count_unobserved_by_all()

    def close_pro_rata(self, pot):
        beneficiaries, lines = {}, {}
        for part in self.parts:
            part.weight = sum(part.unit_weight(unit) for unit in part.units)
            lines[part.key] = lines.get(part.key, 0) + part.weight
            beneficiaries.setdefault(part.key[1], []).append(part)
        weights = {b: sum(p.weight for p in parts) for b, parts in beneficiaries.items()}
        caps = {
            b: beneficiary_cap(self.pool.get("caps"), pot, parts)
            for b, parts in beneficiaries.items()
        }
        shares, all_capped, left = pro_rata(pot, weights, caps)
        amounts = {}
        for key, weight in lines.items():
            if weight > 0:
                amounts[key] = int(shares[key[1]] * weight // weights[key[1]])
        split_over_parts(amounts, self.parts)
        rest = pot - sum(amounts.values())
        if not shares:
            self.unallocated["nobody-eligible"] = rest
        else:
            if all_capped:
                self.unallocated["capped"] = left // 3600
            self.unallocated["rounding"] = rest - self.unallocated["capped"]
        return sum(weights.values())

    def revenue(self, provider, classes):
        """Lease income in the pool's currency, or None when that needs a price."""
        total = 0
        for row in self.tally.leases:
            if row["provider"] == provider and row["class"] in classes and row["state"] == "active":
                seconds = max(0, min(row["to"], self.end) - max(row["from"], self.start))
                hourly = hourly_price(row, self.currency, self.price)
                if hourly is None and seconds > 0:
                    return None
                total += (hourly or 0) * seconds
        return total // 3600

    def close_floor(self, pot):
        rule = self.pool["uptime"]
        floor = self.pool["floor"]
        measured_at_all = False
        slots = (self.end - self.start) // self.slots.slot
        observed = (slots - self.slots.count_unobserved_by_all()) * self.slots.slot
        for number, provider in enumerate(self.facts.roster):
            parts = [p for p in self.parts if p.claim.provider == provider and p.code is None]
            units = [unit for part in parts for unit in part.units]
            measured = sum(unit.verified + owed_seconds(rule, unit.kinds) for unit in units)
            if measured == 0:
                continue
            measured_at_all = True
            best = best_series(
                [
                    (part.claim.start, part.claim.until, max(unit.credit for unit in part.units))
                    for part in parts
                ]
            )
            demand = floor["amount"] * best // (MILLION * observed)
            if floor["mode"] == "top-up":
                revenue = self.revenue(number, {part.claim.class_ for part in parts})
                if revenue is None:
                    for part in parts:
                        if any(unit.kinds for unit in part.units):
                            part.held = part.held or "revenue-unknown"
                else:
                    demand = max(0, demand - revenue)
            for part, piece in zip(parts, cumulative(demand, [p.credit() for p in parts])):
                part.weight = piece
        lines = {}
        for part in self.parts:
            lines[part.key] = lines.get(part.key, 0) + part.weight
        total = sum(lines.values())
        amounts = dict(lines)
        if total > pot:
            amounts = {key: pot * demand // total for key, demand in lines.items()}
        split_over_parts(amounts, self.parts)
        rest = pot - sum(amounts.values())
        if total == 0 and not measured_at_all:
            self.unallocated["nobody-eligible"] = rest
        else:
            self.unallocated["floor-not-needed"] = pot - min(pot, total)
            self.unallocated["rounding"] = rest - self.unallocated["floor-not-needed"]
        return total

    def lost(self, parts, kind):
        """⌊Σ seconds·rate/3600⌋ of one kind over parts."""
        total = 0
        for part in parts:
            total += sum(unit.kinds.get(kind, 0) for unit in part.units) * part.claim.rate
        return total // 3600

    def lost_to_curve(self, parts):
        total = 0
        for part in parts:
            short = sum(unit.verified * MILLION - unit.credit for unit in part.units)
            total += short * part.claim.rate
        return total // (3600 * MILLION)

    def rate_weights(self, parts):
        """x_q of each part, and their sum per line."""
        lines = {}
        for part in parts:
            part.weight = part.credit() * part.claim.rate
            lines[part.key] = lines.get(part.key, 0) + part.weight
        return lines

    def close_committed(self):
        contracts = [c for c in self.facts.claims if c.pool == self.pool["name"]]
        base = committed_base(contracts, self.start, self.end)
        lines = self.rate_weights(self.parts)
        amounts = {key: x // (3600 * MILLION) for key, x in lines.items()}
        split_over_parts(amounts, self.parts)
        rest = base - sum(amounts.values())
        for kind in DOWN_KINDS + ("unobserved-all",) + UNKNOWN_KINDS + (
            "maintenance", "not-eligible",
        ):
            self.unallocated[kind] = self.lost(self.parts, kind)
            rest -= self.unallocated[kind]
        self.unallocated["uptime-curve"] = self.lost_to_curve(self.parts)
        self.unallocated["rounding"] = rest - self.unallocated["uptime-curve"]
        return base, 0, sum(lines.values())

    def close_research(self):
        before = {}
        if self.previous:
            before = {c["campaign"]: c["earnedToDate"] for c in self.previous["campaigns"]}
        campaigns = [
            c for c in self.facts.campaigns.values() if c["pool"] == self.pool["name"]
        ]
        for campaign in campaigns:
            id = campaign["campaign"]
            before[id] = before.get(id, 0)
        for listed in self.corrections.values():
            for correction in listed:
                before[self.claim_named(correction["claim"]).campaign] += correction["amount"]
        left_in_pool = self.pool["amount"]["micros"] - sum(before[c["campaign"]] for c in campaigns)
        total_base = weight = 0
        for campaign in campaigns:
            id = campaign["campaign"]
            parts = [part for part in self.parts if part.claim.campaign == id]
            owed = sum(
                part.claim.units * part.claim.rate
                * part.claim.seconds_within(self.start, self.end)
                for part in parts
            )
            base = min(max(0, campaign["cap"] - before[id]), -(-owed // 3600))
            base = min(base, max(0, left_in_pool))
            left_in_pool -= base
            lines = self.rate_weights(parts)
            demand = sum(lines.values())
            if demand <= base * 3600 * MILLION:
                amounts = {key: x // (3600 * MILLION) for key, x in lines.items()}
            else:
                amounts = {key: base * x // demand for key, x in lines.items()}
            split_over_parts(amounts, parts)
            earned = sum(amounts.values())
            self.explain_campaign(parts, base - earned)
            total_base += base
            weight += demand
            self.campaigns.append(
                {"campaign": id, "base": base, "earned": earned}
                | {"earnedToDate": before[id] + earned}
            )
        return total_base, 0, weight

    def explain_campaign(self, parts, rest):
        kinds = DOWN_KINDS + ("unobserved-all",) + UNKNOWN_KINDS + (
            "maintenance", "outside-schedule", "not-eligible",
        )
        amounts = [(kind, self.lost(parts, kind)) for kind in kinds]
        amounts.append(("uptime-curve", self.lost_to_curve(parts)))
        for reason, amount in amounts:
            amount = min(amount, rest)
            self.unallocated[reason] += amount
            rest -= amount
        self.unallocated["rounding"] += rest

    # Lines (sections 8 and 9).

    def entries_of(self, part):
        """(time, amount) of a part's amount, none of amount 0."""
        vesting = self.pool["vesting"]
        if vesting["kind"] == "none":
            entries = [(self.end, part.amount)]
        elif vesting["kind"] == "cliff":
            entries = [(calendar.add(part.claim.start, vesting["cliff"]), part.amount)]
        else:
            weights = [
                sum(u.factor * u.verified_by_quarter.get(k, 0) for u in part.units)
                for k in range(4)
            ]
            entries = list(zip(self.quarters(part.claim), cumulative(part.amount, weights)))
        return [(time, amount) for time, amount in entries if amount != 0]

    def ended(self):
        """claim id → time of its early end, when that lies in or before the epoch."""
        if self.pool["vesting"]["kind"] == "none":
            return {}
        return {
            claim.id: claim.ended
            for claim in self.facts.claims
            if claim.pool == self.pool["name"]
            and claim.ended is not None
            and claim.ended <= self.end
        }

    def decision(self, epoch, claim_id):
        for claim in self.facts.claims:
            if claim.pool == self.pool["name"] and claim.id == claim_id:
                provider = claim.provider
        for entry in self.facts.among("review.decided/1", self.first_lines):
            about = (entry["pool"], entry["epoch"], entry["provider"])
            if about == (self.pool["name"], epoch, provider):
                return entry["decision"]
        return None

    def correct(self, correction, unvested, holds):
        """Applies one correction; → what of it changes `vested`, at most 0."""
        epoch, claim, time = (correction[name] for name in ("epoch", "claim", "vests"))
        left = -correction["amount"]
        if left < 0:
            if correction["reason"]:
                place = (epoch, claim, time)
                holds.setdefault(place, [correction["reason"], 0])[1] -= left
            else:
                unvested[time, claim] = unvested.get((time, claim), 0) - left
            return 0
        for place in sorted(holds, key=lambda place: -place[2]):
            if place[:2] == (epoch, claim):
                taken = min(left, holds[place][1])
                holds[place][1] -= taken
                left -= taken
                if holds[place][1] == 0:
                    del holds[place]
        taken = min(left, unvested.get((time, claim), 0))
        if taken:
            unvested[time, claim] -= taken
            if unvested[time, claim] == 0:
                del unvested[time, claim]
        return taken - left

    def line(self, key, before):
        parts = [part for part in self.parts if part.key == key]
        unvested, holds = {}, {}
        forfeited = refused = 0
        vested = before["vested"] if before else 0
        for entry in before["unvested"] if before else []:
            unvested[entry["vests"], entry["claim"]] = entry["amount"]
        for entry in before["holds"] if before else []:
            decision = self.decision(entry["epoch"], entry["claim"])
            at = (entry["vests"], entry["claim"])
            if decision == "release":
                unvested[at] = unvested.get(at, 0) + entry["amount"]
            elif decision == "refuse":
                refused += entry["amount"]
            else:
                place = (entry["epoch"], entry["claim"], entry["vests"])
                holds[place] = [entry["reason"], entry["amount"]]
        corrections = self.corrections.get(key, [])
        for correction in corrections:
            vested += self.correct(correction, unvested, holds)
        for part in parts:
            for time, amount in self.entries_of(part):
                if part.held:
                    place = (self.epoch, part.claim.id, time)
                    holds.setdefault(place, [part.held, 0])[1] += amount
                else:
                    at = (time, part.claim.id)
                    unvested[at] = unvested.get(at, 0) + amount
        ended = self.ended()
        keep = self.pool["vesting"]["onExit"] == "keep"
        for time, claim in list(unvested):
            if claim in ended and time > ended[claim]:
                amount = unvested.pop((time, claim))
                if keep:
                    vested += amount
                else:
                    forfeited += amount
        for epoch, claim, time in list(holds):
            if claim in ended and time > ended[claim] and not keep:
                forfeited += holds.pop((epoch, claim, time))[1]
        for time, claim in list(unvested):
            if time <= self.end:
                vested += unvested.pop((time, claim))
        self.unallocated["forfeited"] += forfeited
        self.unallocated["refused"] += refused
        correction = sum(found["amount"] for found in corrections)
        earned = sum(part.amount for part in parts) + correction - forfeited - refused
        accrued = (before["accrued"] if before else 0) + earned
        assert accrued == vested + sum(unvested.values()) + sum(a for _, a in holds.values())
        uakt, to_date, waiting = self.convert(before, vested)
        return {
            "payee": key[0],
            "beneficiary": key[1],
            "earned": earned,
            "correction": correction,
            "corrections": corrections,
            "takenBack": forfeited + refused,
            "held": sum(part.amount for part in parts if part.held),
            "accrued": accrued,
            "vested": vested,
            "unvested": [
                {"claim": claim, "vests": time, "amount": unvested[time, claim]}
                for time, claim in sorted(unvested)
            ],
            "holds": [
                {"epoch": epoch, "claim": claim, "vests": time}
                | {"reason": holds[epoch, claim, time][0], "amount": holds[epoch, claim, time][1]}
                for epoch, claim, time in sorted(holds)
            ],
            "uakt": uakt,
            "uaktToDate": to_date,
            "waiting": waiting,
            "parts": [self.write_part(part) for part in parts],
        }

    def convert(self, before, vested):
        """(uakt or None, uaktToDate, waiting)."""
        rule = self.pool.get("conversion")
        if self.currency != "usd" or not rule or rule["moment"] == "payout":
            return None, 0, 0
        price = self.price
        if rule["moment"] == "funding":
            price = int(rule["fundingPrice"])
        to_date = before["uaktToDate"] if before else 0
        waiting = before["waiting"] if before else 0
        waiting += vested - (before["vested"] if before else 0)
        if waiting <= 0 or price is None:
            return None, to_date, waiting
        uakt = waiting * 10**18 // price
        return uakt, to_date + uakt, 0

    def write_part(self, part):
        claim = part.claim
        groups = []
        last = None
        for i, unit in enumerate(part.units, start=1):
            if unit.group_key() == last:
                groups[-1]["units"] += 1
                continue
            last = unit.group_key()
            groups.append(
                {
                    "first": i,
                    "units": 1,
                    "seconds": {k: unit.kinds[k] for k in KINDS if unit.kinds.get(k, 0) > 0},
                    "uptime": unit.uptime,
                    "factor": unit.factor,
                    "credit": unit.credit,
                }
            )
        reasons = part.reasons + ([part.held] if part.held else [])
        return {
            "claim": claim.id,
            "provider": claim.provider,
            "class": claim.class_,
            "units": claim.units,
            "amount": part.amount,
            "weight": str(part.weight),
            "flags": part.flags,
            "reasons": reasons,
            "groups": groups,
        }

    # The statement.

    def statement(self):
        self.campaigns = []
        self.corrections = self.find_corrections()
        self.parts = [self.part(claim) for claim in self.claims()]
        kind = self.pool["kind"]
        # Activity pools (rules 2) have pots like epoch pools.
        has_pots = kind in ("epoch", "activity")
        close = {
            "epoch": self.close_epoch_pool,
            "activity": self.close_epoch_pool,
            "committed": self.close_committed,
            "research": self.close_research,
        }[kind]
        base, carried_in, weight = close()
        if not has_pots:
            self.unallocated["correction"] = -self.sum_of_corrections()
        before = {}
        if self.previous:
            before = {(ln["payee"], ln["beneficiary"]): ln for ln in self.previous["lines"]}
        keys = {part.key for part in self.parts} | set(before) | set(self.corrections)
        lines = [
            self.line(key, before.get(key))
            for key in sorted(keys, key=lambda k: (k[0].encode(), k[1].encode()))
        ]
        earned = sum(line["earned"] for line in lines)
        unallocated = sum(self.unallocated.values())
        assert base + carried_in == earned + unallocated, "law 1"
        last = self.end == self.pool["span"]["end"]
        carry = has_pots and self.pool["unallocated"] == "carry" and not last
        if has_pots and unallocated < 0:
            if last:
                raise Unreadable("corrections exceed what the last epoch has: the close refuses")
            carry = True
        deadline = self.end + self.policy["observation"]["grace"]
        payouts = self.policy["payouts"]
        hold_until = calendar.add(deadline, payouts["hold"])
        payable = calendar.first_at_or_after(payouts["first"], payouts["every"], hold_until)
        return {
            "statement": 1,
            "program": self.facts.program,
            "pool": self.pool["name"],
            "epoch": self.epoch,
            "version": self.version,
            "start": self.start,
            "end": self.end,
            "rules": self.policy["rules"],
            "demonstration": self.facts.demonstration,
            "policy": self.policy_digest,
            "catalogue": self.catalogue_digest,
            "facts": self.facts.digest(len(self.facts.lines)),
            "previous": self.previous_digest,
            "currency": self.currency,
            "price": None if self.price is None else str(self.price),
            "pot": {
                "base": base,
                "carriedIn": carried_in,
                "earned": earned,
                "unallocated": unallocated,
                "carriedOut": unallocated if carry else 0,
                "returned": 0 if carry else unallocated,
            },
            "unallocated": [
                {"reason": reason, "amount": self.unallocated[reason]}
                for reason in UNALLOCATED
                if self.unallocated[reason] != 0
            ],
            "dates": {"deadline": deadline, "holdUntil": hold_until, "payable": payable},
            "observed": {
                "slots": (self.end - self.start) // self.slots.slot,
                "unobservedAll": self.unobserved_slots(),
            },
            "campaigns": self.campaigns,
            "weight": str(weight),
            "lines": lines,
            "root": merkle_root([write(line) for line in lines]),
        }


CSV_COLUMNS = (
    "pool,epoch,payee,beneficiary,claim,provider,class,units,verified_seconds,down_seconds,"
    "amount,currency,held,reasons"
).split(",")


def csv(statement):
    """The CSV beside a statement, as bytes."""

    def field(value):
        text = str(value)
        if any(c in text for c in ',"\r\n'):
            return '"' + text.replace('"', '""') + '"'
        return text

    rows = [CSV_COLUMNS]
    for line in statement["lines"]:
        start = [statement["pool"], statement["epoch"], line["payee"], line["beneficiary"]]
        currency = statement["currency"]
        for part in line["parts"]:
            verified = down = 0
            for group in part["groups"]:
                u, d, _ = unit_seconds(group["seconds"])
                verified += u * group["units"]
                down += d * group["units"]
            is_held = any(reason in HOLD_REASONS for reason in part["reasons"])
            rows.append(
                start
                + [part["claim"], part["provider"], part["class"] or "", part["units"]]
                + [verified, down]
                + [part["amount"], currency, part["amount"] if is_held else 0]
                + [";".join(part["reasons"])]
            )
        if not line["parts"]:
            rows.append(start + [""] * 6 + [line["earned"], currency, 0, ""])
    return "".join(",".join(field(v) for v in row) + "\n" for row in rows).encode()


HOLD_REASONS = (
    "unobserved-beyond-allowance", "duplicate-device", "shared-host", "revenue-unknown",
)
