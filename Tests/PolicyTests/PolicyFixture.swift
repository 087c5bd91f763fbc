import Policy
import Testing

/// Policies for tests: AEP-26's arithmetic, and a small one of a single epoch pool.
enum PolicyFixture {
  /// AEP-26 as the documents state it, without settings that they leave open.
  static let pilot: PolicyTree = [
    "stipend": 1, "name": "akash-pilot-1", "network": "akashnet-2", "rules": 1,
    "window": ["start": "2024-02-09", "end": "2024-06-08"],
    "budget": ["amount": "5000000.00 USD", "basis": "amounts"],
    "payouts": ["hold": "P7D", "first": "2024-03-01", "every": "P1M"],
    "targets": [["name": "a100s", "class": "nvidia/a100/*/*", "units": 1000]],
    "pools": [
      [
        "name": "committed", "kind": "committed", "amount": "3500000 USD", "share": "40%",
        "span": ["start": "2024-02-09", "end": "2025-02-09"], "epoch": "P1M",
        "eligibility": ["vendors": ["nvidia"], "minimumTerm": "P1Y"],
        "lines": [
          [
            "name": "h100", "class": "nvidia/h100/80/*", "units": 83, "rate": "2.49 USD",
            "hours": 8760, "stated": "1800000 USD",
          ],
          [
            "name": "a100", "class": "nvidia/a100/80/*", "units": 54, "rate": "1.69 USD",
            "hours": 8760, "stated": "800000 USD",
          ],
          [
            "name": "a6000", "class": "nvidia/rtxa6000/48/*", "units": 105, "rate": "0.98 USD",
            "hours": 8760, "stated": "900000 USD",
          ],
        ],
        "conversion": ["moment": "payout", "difference": "pool"],
      ],
      [
        "name": "liquidity", "kind": "epoch", "amount": "750000 USD", "share": "40%",
        "epoch": "P1D", "eligibility": ["vendors": ["nvidia"], "minimumMemory": 24],
        "conversion": ["moment": "close", "difference": "pool"],
      ],
      [
        "name": "research", "kind": "research", "amount": "750000 USD", "share": "20%",
        "epoch": "P7D",
        "eligibility": [
          "vendors": ["nvidia", "amd"],
          "launched": ["notBefore": "2024-01-01", "date": "announced"],
        ],
        "conversion": ["moment": "payout", "difference": "pool"],
      ],
    ],
  ]

  /// One epoch pool of 750,000 USD over 120 days, with nothing to find but what a test adds.
  static let plain: PolicyTree = [
    "stipend": 1, "name": "plain", "network": "akashnet-2", "rules": 1,
    "window": ["start": "2024-02-09", "end": "2024-06-08"],
    "budget": ["amount": "750000.00 USD", "basis": "amounts"],
    "payouts": ["hold": "P7D", "first": "2024-02-19", "every": "P7D"],
    "market": [
      "rents": [["class": "*/*/*/*", "perHour": "1.00 USD"]],
      "dailyVolume": ["low": "4000000 USD", "high": "5000000 USD"], "akt": "3.00 USD",
    ],
    "pools": [
      [
        "name": "pool", "kind": "epoch", "amount": "750000 USD", "share": "100%", "epoch": "P1D",
        "proof": "challenged",
        "baseline": ["rule": "none"],
        "caps": [
          "beneficiaryShare": "25%",
          "perGpuHour": [["class": "*/*/*/*", "amount": "0.50 USD"]],
        ],
        "conversion": ["moment": "close", "difference": "pool"],
      ]
    ],
  ]

  /// The policy of a tree; a refusal fails the test with its faults.
  static func policy(_ tree: PolicyTree) throws -> ProgramPolicy {
    switch PolicyText.read(tree) {
    case .success(let policy): return policy
    case .failure(let refusal):
      for error in refusal.errors { Issue.record("\(error)") }
      throw refusal
    }
  }
}
