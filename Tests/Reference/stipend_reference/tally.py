"""Quorum over the frozen segments, one slot at a time (tally.md)."""


LEVELS = {"reported": 0, "leased": 1, "challenged": 2}
UNOBSERVED_ALL = "unobserved-all"
UNOBSERVED_PROVIDER = "unobserved-provider"
CONFLICT, UP, DOWN = "conflict", "up", "down"


def kth_largest(values, k):
    """The largest v such that at least k values are v or more; None with fewer than k values."""
    ordered = sorted(values, reverse=True)
    return ordered[k - 1] if len(ordered) >= k else None


def median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) // 2


def median_price(samples, minimum_samples, minimum_sources):
    """samples: (observer, source, at, price); None when too few."""
    smallest = {}
    for observer, source, at, price in samples:
        key = (observer, source, at)
        smallest[key] = min(price, smallest.get(key, price))
    by_source = {}
    for (_, source, _), price in smallest.items():
        by_source.setdefault(source, []).append(price)
    if len(smallest) < minimum_samples or len(by_source) < minimum_sources:
        return None
    return median([median(prices) for prices in by_source.values()])


def epoch_price(segments, facts, rule, grace, end):
    """The price of an epoch that ends at `end`, × 10^18, or None."""
    samples = []
    for segment in segments:
        if segment.type == "price":
            for row in segment.rows:
                samples.append((segment.observer, row["source"], row["at"], row["price"]))
    for entry in facts.entries["price.observed/1"]:
        in_time = entry["admittedAt"] <= entry["at"] + grace
        if in_time and not facts.compromised(entry["author"], entry["line"]):
            samples.append((entry["author"], entry["source"], entry["at"], int(entry["price"])))
    inside = [s for s in samples if end - rule["window"] <= s[2] < end]
    return median_price(inside, rule["minimumSamples"], rule["minimumSources"])


class Tally:
    """States and counts per slot; `class_of` maps a descriptor to a class name or None."""

    def __init__(self, segments, start, end, slot, quorum, class_of):
        self.segments, self.start, self.end, self.slot = segments, start, end, slot
        self.slots = (end - start) // slot
        self.quorum = quorum
        self.class_of = class_of
        self.held = set()
        self.states = {}
        self.presence = [s for s in segments if s.type == "presence"]
        self.proof = [s for s in segments if s.type == "proof"]
        self.index()
        self.find_shared_identities()
        self.activities = count_activities(segments, start, end, quorum["lease"])
        self.leases = count_leases(segments, start, end, quorum["lease"], class_of)

    # Evidence sorted by slot.

    def slots_of(self, segment):
        """(slot of the epoch, slot of the segment) for every slot in common."""
        first = max(self.start, segment.start)
        for time in range(first, min(self.end, segment.end), self.slot):
            yield (time - self.start) // self.slot, (time - segment.start) // self.slot

    def index(self):
        self.seen = {}
        self.active = {}
        self.runs = {}
        for segment in self.presence:
            for t, own in self.slots_of(segment):
                for row, provider in enumerate(segment.providers):
                    for state, plane in ((UP, segment.up), (DOWN, segment.down)):
                        if plane[row][own]:
                            self.seen.setdefault((provider, t), {})[segment.observer] = state
                            self.active.setdefault(t, set()).add(segment.observer)
            for run in segment.inventory:
                for t, own in self.slots_of(segment):
                    if run["from"] <= own < run["to"]:
                        key = (segment.observer, run["provider"], t)
                        self.runs.setdefault(key, []).append(run)
        self.proof_observers = {}
        self.proof_rows = {}
        for segment in self.proof:
            for t, _ in self.slots_of(segment):
                self.proof_observers.setdefault(t, set()).add(segment.observer)
                for row in segment.rows:
                    if self.covers_slot(row, t):
                        rows = self.proof_rows.setdefault(t, [])
                        rows.append((segment.observer, row))
        self.answers = set()
        for segment in self.segments:
            if segment.type == "lease":
                for row in segment.rows:
                    if row["answered"]:
                        for t, _ in self.slots_of(segment):
                            if self.covers_slot(row, t):
                                self.answers.add((row["provider"], t))

    def covers_slot(self, row, t):
        begin = self.start + t * self.slot
        return row["from"] <= begin and begin + self.slot <= row["to"]

    # States.

    def state(self, provider, t):
        key = (provider, t)
        if key not in self.states:
            self.states[key] = self.find_state(provider, t)
        return self.states[key]

    def find_state(self, provider, t):
        need = self.quorum["state"]
        if len(self.active.get(t, ())) < need:
            return UNOBSERVED_ALL
        seen = list(self.seen.get((provider, t), {}).values())
        ups, downs = seen.count(UP), seen.count(DOWN)
        if ups >= need and downs >= need:
            return CONFLICT
        if ups >= need:
            return UP
        if downs >= need:
            return CONFLICT if self.contradicted(provider, t) else DOWN
        if ups > 0 and downs > 0:
            return CONFLICT
        return UNOBSERVED_PROVIDER

    def contradicted(self, provider, t):
        if (provider, t) in self.answers:
            return True
        return any(row["provider"] == provider for _, row in self.proof_rows.get(t, ()))

    # Counts.

    def observer_count(self, observer, provider, class_, t, homogeneous):
        """One observer's count: a number, or None when unknown or absent."""
        if self.seen.get((provider, t), {}).get(observer) != UP:
            return None
        runs = self.runs.get((observer, provider, t), [])
        if not runs or any(run["descriptor"] is None or impossible(run) for run in runs):
            return None
        classes_on_node = {}
        for run in runs:
            if run["allocatable"] > 0:
                name = self.class_of(run["descriptor"])
                classes_on_node.setdefault(run["node"], set()).add(name)
        total = 0
        for run in runs:
            mixed = len(classes_on_node.get(run["node"], ())) > 1
            if self.class_of(run["descriptor"]) == class_ and not (homogeneous and mixed):
                total += run["allocatable"]
        return total

    def reported(self, provider, class_, t, homogeneous):
        observers = self.seen.get((provider, t), {})
        counts = [self.observer_count(o, provider, class_, t, homogeneous) for o in observers]
        count = kth_largest([c for c in counts if c is not None], self.quorum["count"])
        if count is None:
            return None
        return max(0, count - self.lost_devices(provider, class_, t))

    def proof_observed(self, t):
        """Whether enough observers have a proof segment over the slot."""
        return len(self.proof_observers.get(t, ())) >= self.quorum["proof"]

    def count(self, provider, class_, t, level, homogeneous):
        """The quorum count at a proof level, or None when unknown."""
        reported = self.reported(provider, class_, t, homogeneous)
        if level == "reported" or reported is None:
            return reported
        if not self.proof_observed(t):
            return None
        devices = {observer: set() for observer in self.proof_observers[t]}
        for observer, row in self.proof_rows.get(t, ()):
            same = row["provider"] == provider and self.class_of(row["descriptor"]) == class_
            if same and row["level"] >= LEVELS[level]:
                if self.keeper.get((row["device"], t), provider) == provider:
                    devices[observer].add(row["device"])
        proven = kth_largest([len(s) for s in devices.values()], self.quorum["proof"])
        plain = self.reported(provider, class_, t, False)
        return min(proven, plain, reported)

    # Identity (O-36).

    def find_shared_identities(self):
        self.keeper = {}
        self.lost = {}
        for t, rows in self.proof_rows.items():
            for field, finding in (("device", "duplicate-device"), ("host", "shared-host")):
                carriers = {}
                for _, row in rows:
                    place = (row["provider"], self.class_of(row["descriptor"]))
                    carriers.setdefault(row[field], set()).add(place)
                for identity, places in carriers.items():
                    if field == "host" and identity == bytes(16):
                        continue
                    providers = {provider for provider, _ in places}
                    if len(providers) < 2:
                        continue
                    for provider, class_ in places:
                        self.held.add((provider, class_, finding))
                        if field == "device":
                            self.keeper[identity, t] = min(providers)
                            if provider != min(providers):
                                self.lost.setdefault((provider, class_, t), set()).add(identity)

    def lost_devices(self, provider, class_, t):
        return len(self.lost.get((provider, class_, t), ()))


def impossible(run):
    """The reader's own limit of what one node can hold (O-44)."""
    capacity, allocatable, allocated = run["capacity"], run["allocatable"], run["allocated"]
    if capacity > 16 or allocatable > 16 or allocated > allocatable:
        return True
    return capacity != 0 and allocatable > capacity


def count_leases(segments, start, end, quorum, class_of):
    """Counted rows: dictionaries with provider, class, gpus, state, denom, price, from, to."""
    reports = {}
    for segment in segments:
        if segment.type != "lease":
            continue
        for row in segment.rows:
            class_ = class_of(row["descriptor"]) if row["descriptor"] is not None else None
            value = (
                row["provider"], "" if class_ is None else class_, row["gpus"], row["state"],
                row["denom"], row["price"],
            )
            report = (row["from"], row["to"], segment.observer, value)
            reports.setdefault(row["lease"], []).append(report)
    counted = []
    for lease in sorted(reports):
        counted += stretches(lease, reports[lease], start, end, quorum)
    return counted


def count_activities(segments, start, end, quorum):
    """Counted activity rows: dictionaries with lease, provider, tenant, gpus, cores, currency,
    price, cost, from, to."""
    reports = {}
    for segment in segments:
        if segment.type == "activity":
            for row in segment.rows:
                names = "provider tenant gpus cores denom price cost".split()
                report = row["from"], row["to"], segment.observer, tuple(row[n] for n in names)
                reports.setdefault(row["lease"], []).append(report)
    counted = []
    for lease in sorted(reports):
        for found in agreed_stretches(reports[lease], start, end, quorum, lambda agreed: agreed):
            provider, tenant, gpus, cores, denom, price, cost = found["value"]
            counted.append(
                {"lease": lease, "provider": provider, "tenant": tenant, "gpus": gpus}
                | {"cores": cores, "currency": ("uakt", "usd")[denom], "price": price}
                | {"cost": cost, "from": found["from"], "to": found["to"]}
            )
    return counted


def preference(agreed):
    """More observers first, then the smaller value; classes as the catalogue orders them."""
    ups, (provider, class_, *rest) = agreed
    parts = class_.split("/") if class_ else []
    order = (parts[0], parts[1], int(parts[2]), parts[3]) if parts else ()
    return ups, provider, order, rest


def agreed_stretches(reports, start, end, quorum, preference):
    """The longest stretches of seconds inside the epoch in which the same value counts."""
    moments = {start, end} | {moment for report in reports for moment in report[:2]}
    moments = sorted(moment for moment in moments if start <= moment <= end)
    result = []
    for begin, finish in zip(moments, moments[1:]):
        observers = {}
        for since, until, observer, value in reports:
            if since <= begin and finish <= until:
                observers.setdefault(value, set()).add(observer)
        agreed = [(-len(who), value) for value, who in observers.items() if len(who) >= quorum]
        if not agreed:
            continue
        value = min(agreed, key=preference)[1]
        if result and result[-1]["to"] == begin and result[-1]["value"] == value:
            result[-1]["to"] = finish
        else:
            result.append({"from": begin, "to": finish, "value": value})
    return result


def stretches(lease, reports, start, end, quorum):
    """The counted rows of one lease."""
    result = agreed_stretches(reports, start, end, quorum, preference)
    for row in result:
        row["lease"] = lease
        provider, class_, gpus, state, denom, price = row["value"]
        row.update(
            {"provider": provider, "class": class_ or None, "gpus": gpus}
            | {"state": ("bid", "active", "closed")[state], "price": price}
            | {"currency": ("uakt", "usd")[denom]}
        )
    return result


def equivocating(candidates):
    """Of [(digest, segment)], the digests that share a slot with another of the same kind."""
    result = set()
    for digest, a in candidates:
        for other, b in candidates:
            if digest != other and (a.observer, a.type) == (b.observer, b.type):
                if max(a.start, b.start) < min(a.end, b.end):
                    result.add(digest)
    return result
