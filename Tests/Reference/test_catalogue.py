"""Devices to classes, and eligibility, from the shipped catalogue."""

import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from stipend_reference import catalogue  # noqa: E402

SHIPPED = HERE.parent.parent / "policies" / "catalogue" / "gpus-1.json"


def rule(**more):
    value = {
        "vendors": None, "minimumMemory": None, "launched": None, "admit": [], "refuse": [],
        "homogeneousNodes": False, "hostMemoryAtLeastGPU": False, "minimumTier": None,
        "tierEvidence": False, "minimumTerm": None, "named": [],
    }
    return value | more


class Devices(unittest.TestCase):
    shipped = catalogue.Catalogue(SHIPPED.read_bytes())

    def test_O_14_memory_as_reported(self):
        for text, mib in (
            ("24Gi", 24_576), ("24GB", 24_576), ("143,771 MiB", 143_771), ("46GB", 47_104),
            ("80Gi", 81_920), ("85899345920", 81_920), ("1.5T", 1_572_864), ("1000", None),
            ("5T", None), ("x", None), ("1.2345G", None), ("80 Q", None),
        ):
            self.assertEqual(catalogue.memory_mib(text), mib, text)

    def test_descriptors(self):
        for descriptor, class_ in (
            (("nvidia", "a100", "20b2", "sxm4", "80Gi"), "nvidia/a100/80/sxm"),
            (("nvidia", "a100", "20b2", "", ""), "nvidia/a100/80/sxm"),
            (("nvidia", "a100", "", "", ""), None),
            (("10de", "", "20b5", "", ""), "nvidia/a100/80/pcie"),
            (("nvidia", "A100-SXM4-80GB", "", "", ""), "nvidia/a100/80/sxm"),
            (("nvidia", "a100", "20b5", "sxm4", "80Gi"), None),
            (("amd", "a100", "20b2", "sxm4", "80Gi"), None),
            (("nvidia", "a100", "ffff", "SXM", "81920MiB"), "nvidia/a100/80/sxm"),
            (("nvidia", "a100", "", "mig", "80Gi"), None),
            (("nvidia", "h200", "", "sxm", "143771 MiB"), "nvidia/h200/141/sxm"),
            (("nvidia", "no such card", "", "", ""), None),
        ):
            self.assertEqual(self.shipped.class_of(descriptor), class_, descriptor)

    def test_every_class_is_found_by_its_own_words(self):
        for entry in self.shipped.classes:
            descriptor = (
                entry["vendor"], entry["model"], "", entry["interface"], f"{entry['memoryGB']}GB",
            )
            self.assertEqual(self.shipped.class_of(descriptor), entry["class"])

    def test_O_11_to_O_17(self):
        mining = rule(vendors=["nvidia"], minimumMemory=24)
        research = rule(
            vendors=["nvidia", "amd"], launched={"notBefore": "2024-01-01", "date": "announced"}
        )
        verdicts = {}
        for entry in self.shipped.classes:
            name = entry["class"]
            verdicts[name] = tuple(self.shipped.assess(name, r) for r in (mining, research))
        for model, codes in (("t4", "memory-below-minimum"), ("mi210", "vendor-not-admitted")):
            found = {c[0][0] for n, c in verdicts.items() if n.split("/")[1] == model}
            self.assertEqual(found, {codes})
        for model in ("rtx3090", "rtx4090", "p40", "a40", "a100"):
            found = [c[0] for n, c in verdicts.items() if n.split("/")[1] == model]
            self.assertTrue(found and not any(found), model)
        for model in ("b200", "mi325x", "mi350x", "rtx5090"):
            found = [c[1] for n, c in verdicts.items() if n.split("/")[1] == model]
            self.assertTrue(found and not any(found), model)
        for model in ("l40s", "mi300x"):
            found = {tuple(c[1]) for n, c in verdicts.items() if n.split("/")[1] == model}
            self.assertEqual(found, {("launched-before",)}, model)
        self.assertEqual(self.shipped.assess("nvidia/x/1/pcie", mining), ["class-unknown"])
        available = rule(launched={"notBefore": "2024-01-01", "date": "available"})
        self.assertEqual(self.shipped.assess("nvidia/h200/141/sxm", available), [])

    def test_dates(self):
        self.assertEqual(catalogue.interval("2024-Q2"), ("2024-04-01", "2024-06-30"))
        self.assertEqual(catalogue.interval("2023-12"), ("2023-12-01", "2023-12-31"))
        self.assertEqual(catalogue.interval("2024-02"), ("2024-02-01", "2024-02-29"))
        self.assertEqual(catalogue.against("2024", "2024-03-01"), "imprecise")


if __name__ == "__main__":
    unittest.main()
