"""From a reported device to a class, and what speaks against a class (catalogue.md)."""

import datetime
import re

from . import strict
from .policy import matches
from .strict import Unreadable

CLASS = (
    "class vendor model memoryGB interface name announced available otherDates aliases pci "
    "reportedMemoryMiB notes"
).split()
LEFT_OUT = set(
    "nvidia amd intel geforce tesla radeon instinct gpu gpus graphics card cards generation "
    "edition tensor core accelerator".split()
)
VENDOR_IDS = {"10de": "nvidia", "1002": "amd", "8086": "intel"}
INTERFACES = {"oam": "oam", "superchip": "superchip", "socket": "socket"}
for _word in (
    "pcie pci pciexpress pciex16 pcie3 pcie4 pcie5 pciegen3 pciegen4 pciegen5".split()
):
    INTERFACES[_word] = "pcie"
for _word in "sxm sxm2 sxm3 sxm4 sxm5 sxm6 hgx".split():
    INTERFACES[_word] = "sxm"
UNITS = {}
for _words, _bytes in (("g gb gi gib", 2**30), ("m mb mi mib", 2**20), ("t tb ti tib", 2**40)):
    for _word in _words.split():
        UNITS[_word] = _bytes
AMOUNT = re.compile(r" *([0-9][0-9,]*)(?:\.([0-9]{1,3}))? *([A-Za-z]*) *")


def name_of(text):
    """The words of a text that tell cards apart, joined."""
    text = re.sub(r",(?=[0-9]{3})", "", text)
    found = re.findall(r"[A-Za-z0-9]+(?:(?<=[0-9])\.(?=[0-9])[A-Za-z0-9]+)*", text)
    return "".join(word for word in (w.lower() for w in found) if word not in LEFT_OUT)


def squeezed(text):
    return "".join(re.findall(r"[a-z0-9]", text.lower()))


def memory_mib(text):
    """Whole MiB, or None when the text is no amount of memory."""
    match = AMOUNT.fullmatch(text)
    if not match:
        return None
    thousandths = int(match[1].replace(",", "")) * 1000 + int((match[2] or "").ljust(3, "0"))
    unit = match[3].lower()
    if unit:
        if unit not in UNITS:
            return None
        size = thousandths * UNITS[unit] // 1000
    else:
        size = thousandths // 1000
        if match[2] or size < 2**30:
            return None
    return size // 2**20 if size <= 4 * 2**40 else None


def interval(date):
    """A day, month, quarter or year → its (first, last) day, as ISO text."""
    if re.fullmatch(r"\d{4}", date):
        return date + "-01-01", date + "-12-31"
    quarter = re.fullmatch(r"(\d{4})-Q([1-4])", date)
    if quarter:
        last = int(quarter[2]) * 3
        return f"{quarter[1]}-{last - 2:02d}-01", last_day(int(quarter[1]), last)
    if re.fullmatch(r"\d{4}-\d{2}", date):
        return date + "-01", last_day(int(date[:4]), int(date[5:]))
    return date, date


def last_day(year, month):
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return (following - datetime.timedelta(days=1)).isoformat()


def against(date, not_before):
    """What one date says of `launched`: 'before', 'after' or 'imprecise'."""
    first, last = interval(date)
    if last < not_before:
        return "before"
    return "after" if first >= not_before else "imprecise"


def apart(a, b):
    """Whether two dates cannot mean the same day."""
    return interval(a)[1] < interval(b)[0] or interval(b)[1] < interval(a)[0]


class Catalogue:
    def __init__(self, data):
        value = strict.read(data, white_space=True)
        strict.fields(value, ["catalogue", "revision", "sources", "classes"], "catalogue")
        if value["catalogue"] != 1:
            raise Unreadable("catalogue: not format 1")
        self.classes = value["classes"]
        for entry in self.classes:
            strict.fields(entry, CLASS, "catalogue class")
        self.by_name = {entry["class"]: entry for entry in self.classes}
        self.vendors = {entry["vendor"] for entry in self.classes}
        self.names = [
            {name_of(text) for text in (entry["model"], entry["name"], *entry["aliases"])}
            for entry in self.classes
        ]
        self.known = {}

    def class_of(self, descriptor):
        """Five texts as reported → the class's name; None when unknown or ambiguous."""
        if descriptor not in self.known:
            candidates = self.candidates(*descriptor)
            self.known[descriptor] = candidates[0]["class"] if len(candidates) == 1 else None
        return self.known[descriptor]

    def candidates(self, vendor, name, id, interface, memory):
        if any(len(text.encode()) > 128 for text in (vendor, name, id, interface, memory)):
            return []
        said = VENDOR_IDS.get(squeezed(vendor), squeezed(vendor))
        if said and said not in self.vendors:
            return []
        id = squeezed(id)
        wanted = name_of(name)
        if wanted:
            found = [entry for entry in self.classes if entry["model"] == wanted]
            if not found:
                pairs = zip(self.classes, self.names)
                found = [entry for entry, names in pairs if wanted in names]
        else:
            found = [entry for entry in self.classes if said and id in entry["pci"]]
        if said:
            found = [entry for entry in found if entry["vendor"] == said]
        found = self.with_memory(found, memory)
        if squeezed(interface) or interface.strip():
            kind = INTERFACES.get(squeezed(interface))
            found = [entry for entry in found if entry["interface"] == kind]
        vendors = {entry["vendor"] for entry in found}
        if any(id in entry["pci"] for entry in self.classes if entry["vendor"] in vendors):
            found = [entry for entry in found if id in entry["pci"]]
        return found

    @staticmethod
    def with_memory(found, memory):
        if not memory:
            return found
        amount = memory_mib(memory)
        if amount is None:
            return []
        result = []
        for entry in found:
            nominal = entry["memoryGB"] * 1024
            low, high = -(-nominal * 92 // 100), nominal * 103 // 100
            if entry["reportedMemoryMiB"] is not None:
                low, high = entry["reportedMemoryMiB"]
            if low <= amount <= high:
                result.append(entry)
        return result

    def assess(self, name, rule):
        """The codes that speak against a class: refusals first, then doubts."""
        entry = self.by_name.get(name)
        if entry is None:
            return ["class-unknown"]
        if not rule:
            return []
        refusals, doubts = [], []
        if rule["vendors"] is not None and entry["vendor"] not in rule["vendors"]:
            refusals.append("vendor-not-admitted")
        if rule["minimumMemory"] is not None and entry["memoryGB"] < rule["minimumMemory"]:
            refusals.append("memory-below-minimum")
        if rule["admit"] and not any(matches(pattern, name) for pattern in rule["admit"]):
            refusals.append("class-not-admitted")
        if any(matches(pattern, name) for pattern in rule["refuse"]):
            refusals.append("class-refused")
        if rule["launched"]:
            self.assess_launch(entry, rule["launched"], refusals, doubts)
        return refusals + doubts

    @staticmethod
    def assess_launch(entry, launched, refusals, doubts):
        kind, not_before = launched["date"], launched["notBefore"]
        used = entry[kind]
        if used is None:
            announced = entry["announced"]
            late = announced and against(announced["date"], not_before) == "after"
            if not (kind == "available" and late):
                doubts.append("launch-date-unknown")
            return
        verdict = against(used["date"], not_before)
        if verdict == "imprecise":
            doubts.append("launch-date-imprecise")
            return
        for other in entry["otherDates"]:
            if other["kind"] == kind and apart(other["date"], used["date"]):
                if against(other["date"], not_before) != verdict:
                    doubts.append("launch-dates-disagree")
                    return
        if verdict == "before":
            refusals.append("launched-before")
