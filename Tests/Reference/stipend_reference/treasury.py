"""The wallet as entries tell it: admission and postings of money that moves (entries.md, books.md)."""

from . import calendar, policy as policies

KINDS = (
    "wallet.opened/1 funding.requested/1 funding.received/1 payout.prepared/1 payout.signed/1 "
    "payout.confirmed/1 payout.failed/1 payout.expired/1 sale.made/1 revenue.agreed/1 "
    "revenue.earned/1 revenue.received/1 transfer.explained/1"
).split()
E18, PPM, MOST = 10**18, 10**6, 10**18
ZERO = "0" * 64


class Refused(Exception):
    """A line breaks a rule of admission; the argument is the rule's code."""


def ceil_div(a, b):
    return -(-a // b)


def need(truth, code):
    if not truth:
        raise Refused(code)


class Payments:
    """Law 8: at most one attempt undecided, a replacement only after proof."""

    def __init__(self):
        self.attempts, self.next_sequence = [], 0
        # Transactions of the wallet that the journal knows for what they are.
        self.explained = set()

    def find(self, sign_bytes):
        for attempt in self.attempts:
            if attempt["signBytes"] == sign_bytes:
                return attempt
        return None

    def prepare(self, entry, rule):
        last = self.attempts[-1] if self.attempts else None
        need(last is None or last["outcome"], "payout-undecided")
        need(self.find(entry["signBytes"]) is None, "payout-known")
        if last and last["batch"] == entry["batch"]:
            paid = (a["outcome"] == "confirmed" and a["batch"] == entry["batch"]
                    for a in self.attempts)
            need(not any(paid), "payout-batch")
            same = "contents uakt outputs".split()
            need(all(last[key] == entry[key] for key in same), "payout-altered")
        else:
            need(entry["batch"] == (last["batch"] if last else 0) + 1, "payout-batch")
        need(entry["sequence"] >= self.next_sequence, "payout-sequence")
        blocks = entry["timeout"] - entry["base"]
        need(rule["timeout"]["least"] <= blocks <= rule["timeout"]["most"], "payout-timeout")
        need(entry["outputs"] >= 1 and 1 <= entry["uakt"] <= MOST, "payout-empty")
        if last and last["batch"] == entry["batch"]:
            same = "purpose totals price".split()
            need(all(last[key] == entry[key] for key in same), "payout-altered")

    def open(self, sign_bytes):
        attempt = self.find(sign_bytes)
        need(attempt, "payout-unknown")
        need(attempt["outcome"] is None, "payout-decided")
        return attempt

    @staticmethod
    def nodes(entry, rule):
        distinct = len(set(entry["nodes"]))
        need(distinct == len(entry["nodes"]) and distinct >= rule["nodes"], "payout-nodes")

    def sign(self, entry):
        attempt = self.open(entry["signBytes"])
        need(entry["transaction"] not in attempt["transactions"], "payout-known")
        return attempt

    def include(self, entry, rule, failed):
        # An inclusion overrules a proof that was false.
        attempt = self.find(entry["signBytes"])
        need(attempt, "payout-unknown")
        need(attempt["outcome"] in (None, "expired"), "payout-decided")
        inside = attempt["base"] < entry["height"] <= attempt["timeout"]
        need(inside and entry["sequence"] == attempt["sequence"], "payout-height")
        self.nodes(entry, rule)
        need(not failed or entry["code"] != 0, "payout-code")
        return attempt

    def expire(self, entry, rule):
        attempt = self.find(entry["signBytes"])
        need(attempt, "payout-unknown")
        scan = entry["from"] is not None and entry["through"] is not None
        other = [entry[key] is not None for key in "usedBy transaction code height".split()]
        neither = entry["from"] is None and entry["through"] is None
        need(scan and not any(other) or neither and all(other), "payout-proof")
        need(not scan or entry["from"] <= entry["through"], "payout-proof")
        self.open(entry["signBytes"])
        if scan:
            whole = entry["from"] <= attempt["base"] + 1
            need(whole and entry["through"] >= attempt["timeout"] + 1, "payout-proof")
        else:
            need(entry["usedBy"] != entry["signBytes"], "payout-proof")
            known = self.find(entry["usedBy"])
            landed = known and known["outcome"] in ("confirmed", "failed")
            told = entry["code"] != 0 or entry["transaction"] in self.explained
            need(landed or (not known and told), "payout-proof")
        self.nodes(entry, rule)
        return attempt, not scan

    def decide(self, attempt, outcome, used):
        attempt["outcome"] = outcome
        if used:
            self.next_sequence = max(self.next_sequence, attempt["sequence"] + 1)


class Treasury:
    """`document`: digest → policy. Folds every line; raises Refused with the rule's code."""

    def __init__(self, facts, document):
        self.facts, self.document = facts, document
        self.wallet, self.payments = None, Payments()
        self.ids, self.transfers, self.settled = set(), set(), {}
        self.held = self.funded = 0
        self.price = None
        self.terms, self.earned, self.requests = [], [], set()
        self.statements, self.contracts, self.caps = {}, {}, {}
        self.halted = self.closed = False
        self.newest = facts.created["policy"]
        # Account path → balance; sources are negative.
        self.balances = {}
        for kind, entry in in_order(facts):
            name = "on_" + kind.split("/")[0].replace(".", "_")
            self.entry = entry
            self.rules = document(facts.rules_names(entry["admittedAt"])[0])
            if kind in KINDS:
                self.rule = self.rules.get("treasury")
                need(self.rule is not None, "treasury-missing")
                need(kind == "wallet.opened/1" or self.wallet, "wallet-missing")
            getattr(self, name, lambda entry: None)(entry)

    # What other kinds change.

    def on_program_amended(self, entry):
        self.newest = entry["policy"]

    def on_program_halted(self, entry):
        self.halted |= entry["what"] == "payouts"

    def on_program_resumed(self, entry):
        if entry["what"] == "payouts":
            self.halted = False

    def on_program_closed(self, entry):
        self.closed = True

    def on_contract_signed(self, entry):
        self.need_funded(entry["pool"], self.committed(entry, entry["to"]))
        self.contracts[entry["contract"]] = [entry, entry["to"]]

    def on_contract_ended(self, entry):
        contract = self.contracts[entry["contract"]]
        contract[1] = min(contract[1], entry["at"])

    def on_campaign_opened(self, entry):
        self.need_funded(entry["pool"], entry["cap"])
        self.caps[entry["pool"]] = self.caps.get(entry["pool"], 0) + entry["cap"]

    def on_statement_published(self, entry):
        if entry["version"] == 1:
            self.statements[entry["pool"], entry["epoch"]] = entry

    @staticmethod
    def committed(entry, until):
        seconds = max(0, until - entry["from"])
        return ceil_div(entry["units"] * entry["rate"] * seconds, 3600)

    def promised(self, pool):
        contracts = (self.committed(*pair) for pair in self.contracts.values()
                     if pair[0]["pool"] == pool)
        return sum(contracts) + self.caps.get(pool, 0)

    def need_funded(self, asking, micros):
        rule = self.rules.get("treasury")
        if rule is None:
            return
        total = 0
        for pool in self.rules["pools"]:
            promised = self.promised(pool["name"]) + (micros if pool["name"] == asking else 0)
            if promised == 0:
                continue
            dollars = self.dollars(promised, pool["amount"]["currency"])
            need(dollars is not None, "funding-exceeded")
            total += dollars
        budget = self.rules["budget"]["amount"]
        worth = self.dollars(budget["micros"], budget["currency"]) or 0
        need(total <= self.funded + worth * rule["unfunded"] // PPM, "funding-exceeded")

    def dollars(self, micros, currency):
        if currency == "usd":
            return micros
        return None if self.price is None else ceil_div(micros * self.price, E18)

    # What is shared.

    def move(self, account_from, account_to, amount, currency="uakt"):
        for account, sign in ((account_from, -1), (account_to, 1)):
            key = account, currency
            self.balances[key] = self.balances.get(key, 0) + sign * amount

    def key(self, entry, direction, party):
        height = entry["height"] if entry["transaction"] == ZERO else 0
        return entry["transaction"], height, direction, party

    def transfer_new(self, entry, direction, party):
        for known in (party, None):
            need(self.key(entry, direction, known) not in self.transfers, "transfer-known")

    def note(self, entry, direction, party, uakt):
        self.transfers.add(self.key(entry, direction, party))
        self.held += uakt if direction == "in" else -uakt

    def id_new(self, name):
        need(name not in self.ids, "id-taken")

    def need_held(self, uakt):
        need(uakt <= self.held, "wallet-short")

    # The kinds.

    def on_wallet_opened(self, entry):
        need(self.wallet is None, "wallet-taken")
        members = entry["members"]
        sound = all(key.startswith("secp256k1:") for key in members)
        distinct = len(set(members)) == len(members)
        need(1 <= entry["threshold"] <= len(members) and distinct and sound, "wallet-keys")
        self.wallet = entry

    def on_funding_requested(self, entry):
        self.id_new(entry["request"])
        need(entry["micros"] > 0, "amount-empty")
        need(entry["buffer"] <= self.rule["buffer"], "funding-buffer")
        plain = ceil_div(entry["micros"] * E18, int(entry["price"]))
        asked = ceil_div(plain * (PPM + entry["buffer"]), PPM)
        need(plain < MOST and asked == entry["uakt"], "funding-request")
        self.ids.add(entry["request"])
        self.requests.add(entry["request"])

    def on_funding_received(self, entry):
        self.id_new(entry["tranche"])
        need(entry["request"] is None or entry["request"] in self.requests, "request-unknown")
        need(entry["uakt"] > 0, "amount-empty")
        self.transfer_new(entry, "in", entry["payer"])
        self.ids.add(entry["tranche"])
        self.price = int(entry["price"])
        self.funded += entry["uakt"] * self.price // E18
        self.note(entry, "in", entry["payer"], entry["uakt"])
        self.move("tokens/received", "tokens/wallet", entry["uakt"])

    def on_payout_prepared(self, entry):
        need(not self.halted, "payouts-halted")
        need(entry["size"] <= entry["line"], "line-beyond")
        self.payments.prepare(entry, self.rule)
        self.check_totals(entry)
        for total in entry["totals"]:
            self.need_matured(total["pool"], total["currency"], total["settled"])
        self.need_held(entry["uakt"] + entry["fee"])
        if entry["purpose"] == "return":
            needed = self.needed(entry["price"])
            most = None if needed is None else self.held - needed - entry["fee"]
            need(most is not None and entry["uakt"] <= max(0, most), "return-owed")
        self.payments.attempts.append(dict(entry, transactions=[], outcome=None))

    @staticmethod
    def check_totals(entry):
        totals, price = entry["totals"], entry["price"]
        if entry["purpose"] == "return":
            need(not totals and entry["outputs"] == 1, "payout-totals")
            return
        order = ["usd", "uakt"]
        keys = [(total["pool"].encode(), order.index(total["currency"])) for total in totals]
        sound = all(total["uakt"] > 0 and total["settled"] > 0 for total in totals)
        priced = price is not None or all(total["currency"] == "uakt" for total in totals)
        rising = all(a < b for a, b in zip(keys, keys[1:]))
        exact = sum(total["uakt"] for total in totals) == entry["uakt"]
        need(totals and sound and priced and rising and exact, "payout-totals")
        for total in totals:
            if total["currency"] == "usd":
                need(total["uakt"] <= total["settled"] * E18 // int(price), "payout-worth")
            else:
                need(total["uakt"] == total["settled"], "payout-worth")

    def on_payout_signed(self, entry):
        self.payments.sign(entry)["transactions"].append(entry["transaction"])

    def on_payout_confirmed(self, entry):
        attempt = self.payments.include(entry, self.rule, failed=False)
        self.transfer_new(entry, "fee", None)
        self.payments.decide(attempt, "confirmed", used=True)
        self.payments.explained.add(entry["transaction"])
        self.note(entry, "out", None, attempt["uakt"])
        if attempt["purpose"] == "return":
            self.move("tokens/wallet", "tokens/returned", attempt["uakt"])
        for total in attempt["totals"]:
            self.settle(total["pool"], total["currency"], total["settled"])
            self.move("tokens/wallet", "tokens/paid", total["uakt"])
        self.spend(entry, attempt["fee"])

    def on_payout_failed(self, entry):
        attempt = self.payments.include(entry, self.rule, failed=True)
        self.transfer_new(entry, "fee", None)
        self.payments.decide(attempt, "failed", used=True)
        self.payments.explained.add(entry["transaction"])
        self.spend(entry, attempt["fee"])

    def on_payout_expired(self, entry):
        attempt, used = self.payments.expire(entry, self.rule)
        self.payments.decide(attempt, "expired", used)

    def spend(self, entry, fee):
        self.note(entry, "fee", None, fee)
        self.move("tokens/wallet", "tokens/fees", fee)

    def settle(self, pool, currency, micros):
        self.settled[pool, currency] = self.settled.get((pool, currency), 0) + micros
        path = f"obligations/{pool}/"
        self.move(path + "vested-unpaid", path + "settled/paid", micros, currency)

    def on_sale_made(self, entry):
        need(not self.halted, "payouts-halted")
        self.id_new(entry["sale"])
        need(entry["uakt"] > 0, "sale-amounts")
        need(entry["fee"] <= entry["proceeds"], "sale-fee")
        market = entry["method"] in ("exchange", "market-maker")
        need(not market or entry["reason"] is not None, "sale-reason")
        need(1 <= entry["proceeds"] * E18 // entry["uakt"] <= 10**24, "sale-price")
        self.transfer_new(entry, "out", entry["counterparty"])
        self.transfer_new(entry, "fee", None)
        in_hand = entry["proceeds"] - entry["fee"]
        need(entry["paidOut"] <= min(in_hand, entry["obligation"]), "sale-paid-out")
        self.need_matured(entry["pool"], "usd", entry["paidOut"])
        self.need_held(entry["uakt"] + entry["gasFee"])
        self.ids.add(entry["sale"])
        self.note(entry, "out", entry["counterparty"], entry["uakt"])
        self.move("tokens/wallet", "tokens/sold", entry["uakt"])
        self.move("sales/proceeds", "sales/in-hand", in_hand, "usd")
        self.move("sales/proceeds", "sales/fees", entry["fee"], "usd")
        self.spend(entry, entry["gasFee"])
        self.payments.explained.add(entry["transaction"])
        self.settle(entry["pool"], "usd", entry["paidOut"])
        self.move("sales/in-hand", "sales/paid-out", entry["paidOut"], "usd")

    def on_revenue_agreed(self, entry):
        self.terms.append(entry)

    def on_revenue_earned(self, entry):
        need(entry["from"] < entry["until"], "span-empty")
        need(entry["refunded"] <= entry["earned"], "revenue-amounts")
        agreed = (t["host"] == entry["host"] and t["from"] <= entry["from"] for t in self.terms)
        need(any(agreed), "revenue-without-terms")
        for other in self.earned:
            same = all(other[key] == entry[key] for key in ("host", "leaseClass"))
            apart = other["until"] <= entry["from"] or entry["until"] <= other["from"]
            need(not same or apart, "revenue-overlap")
        self.earned.append(entry)

    def on_revenue_received(self, entry):
        need(entry["uakt"] > 0, "amount-empty")
        self.transfer_new(entry, "in", entry["payer"])
        self.note(entry, "in", entry["payer"], entry["uakt"])
        self.move("tokens/revenue", "tokens/wallet", entry["uakt"])

    def on_transfer_explained(self, entry):
        uakt, direction, party = entry["uakt"], entry["direction"], entry["counterparty"]
        need(uakt > 0 or direction == "fee", "amount-empty")
        need((direction == "fee") == (party is None), "transfer-counterparty")
        self.transfer_new(entry, direction, party)
        if direction != "in":
            self.need_held(uakt)
        self.note(entry, direction, party, uakt)
        if direction != "in":
            self.payments.explained.add(entry["transaction"])
        accounts = {
            "in": ("tokens/received", "tokens/wallet"), "out": ("tokens/wallet", "tokens/paid"),
            "fee": ("tokens/wallet", "tokens/fees"),
        }
        self.move(*accounts[direction], uakt)

    # What has matured, and what is owed.

    def pool(self, name):
        for pool in self.document(self.newest)["pools"]:
            if pool["name"] == name:
                return pool
        raise Refused("pool-unknown")

    def stated(self, pool):
        """Version 1 of the pool's statements, in order, as far as there is no gap."""
        found, epoch = [], 1
        while (pool["name"], epoch) in self.statements:
            found.append(self.statements[pool["name"], epoch])
            epoch += 1
        return found

    def payable(self, pool, epoch):
        start, end = policies.epoch_span(pool, epoch)
        rules = self.document(self.facts.rules_names(start)[0])
        deadline = end + rules["observation"]["grace"]
        payouts = rules["payouts"]
        hold = calendar.add(deadline, payouts["hold"])
        return calendar.first_at_or_after(payouts["first"], payouts["every"], hold)

    def need_matured(self, name, currency, micros):
        pool = self.pool(name)
        matured = 0
        if currency == ("uakt" if converts(pool) else pool["amount"]["currency"]):
            values, taken_back, last = [], 0, None
            for statement in self.stated(pool):
                if self.payable(pool, statement["epoch"]) <= self.entry["admittedAt"]:
                    last = len(values)
                values.append(statement["uaktToDate" if converts(pool) else "vested"])
                taken_back += 0 if converts(pool) else max(0, statement["takenBack"])
            if last is not None:
                matured = max(0, min(values[last:])) + taken_back
        most = max(0, matured - self.settled.get((name, currency), 0))
        need(micros <= most, "payout-beyond-matured")

    def needed(self, price):
        """What the wallet must keep for what is owed or can come to be; None without a price."""
        dollars = uakt = 0
        for pool in self.document(self.newest)["pools"]:
            name, currency = pool["name"], pool["amount"]["currency"]
            stated = self.stated(pool)
            last = stated[-1] if stated else None
            ahead = self.ahead(pool, stated, last)
            accrued = last["accrued"] if last else 0

            def left(amount, unit):
                return max(0, amount - self.settled.get((name, unit), 0))

            if converts(pool):
                converted = last["vested"] - last["waiting"] if last else 0
                dollars += max(0, accrued - converted) + ahead
                uakt += left(last["uaktToDate"] if last else 0, "uakt")
            elif currency == "usd":
                dollars += left(accrued, "usd") + ahead
            else:
                uakt += left(accrued, "uakt") + ahead
        if dollars == 0:
            return uakt
        if price is None:
            return None
        lower = int(price) * (PPM - self.rule["fall"]) // PPM
        return None if lower == 0 else uakt + ceil_div(dollars * E18, lower)

    def ahead(self, pool, stated, last):
        if len(stated) == len(calendar.epoch_ends(pool["span"], pool["epoch"])):
            return 0
        base = sum(statement["base"] for statement in stated)
        if pool["kind"] == "committed":
            return max(0, self.promised(pool["name"]) - base)
        if pool["kind"] == "research":
            return max(0, self.promised(pool["name"]) - (last["accrued"] if last else 0))
        if self.closed:
            return 0
        carried = max(0, last["carriedOut"]) if last else 0
        return max(0, pool["amount"]["micros"] - base) + carried

    # What books must show.

    def tokens(self):
        """Balances of tokens and sales: account → micro-units, none that is 0."""
        return {
            account: micros for (account, _), micros in sorted(self.balances.items())
            if micros and not account.startswith("obligations/")
        }


def converts(pool):
    """Whether the pool's statements turn dollars into uakt."""
    conversion = pool["conversion"] if pool["amount"]["currency"] == "usd" else None
    return conversion is not None and conversion["moment"] != "payout"


def in_order(facts):
    """(kind, entry) of all lines in log order."""
    entries = [(entry["line"], kind, entry) for kind, all in facts.entries.items() for entry in all]
    return [(kind, entry) for _, kind, entry in sorted(entries, key=lambda item: item[0])]
