/// The canonical policy of the generated program: one epoch pool, uptime curve, class weights.
public enum PolicyBytes {
  /// Micro-dollars of the pool over its thirty days.
  public static let poolMicros = 3_000_000_000_000
  /// Days of the pool.
  public static let days = 30
  /// The uptime curve: from a ppm of uptime, a ppm of credit; nil is proportional.
  ///
  /// Its threshold lies below the uptime of a flapping provider, so that the shares of the flapping
  /// day are sums too and not nothing.
  public static let curve: [(from: Int, factor: Int?)] = [
    (0, 0), (400_000, nil), (990_000, 1_000_000),
  ]

  /// The JSON.
  public static var bytes: [UInt8] {
    Array(text.utf8)
  }

  private static var text: String {
    let start = DesignPoint.startSeconds
    let span = #"{"start":\#(start),"end":\#(start + days * 86_400)}"#
    let amount = #"{"currency":"usd","micros":\#(poolMicros)}"#
    return
      #"{"stipend":1,"name":"design-point","network":"akashnet-2","rules":1,"window":\#(span),"#
      + #""budget":{"amount":\#(amount),"basis":"amounts"},"#
      + #""observation":{"slot":300,"grace":86400,"#
      + #""quorum":{"state":2,"count":2,"lease":1,"proof":2},"unobservedAllowance":50000,"#
      + #""maintenance":{"allowance":28800,"notice":86400}},"#
      + #""price":{"window":86400,"minimumSamples":3,"minimumSources":2},"#
      + #""payouts":{"hold":"P7D","first":\#(start + 864_000),"every":"P7D"},"#
      + #""order":["\#(DesignPoint.pool)"],"#
      + #""market":{"rents":[],"arbitrageMultiple":1000000,"dailyVolume":null,"akt":null},"#
      + #""targets":[],"pools":[\#(pool(span: span, amount: amount))],"#
      + #""acceptances":[],"declared":null}"#
  }

  private static func pool(span: String, amount: String) -> String {
    let steps = curve.map { step in
      #"{"from":\#(step.from),"factor":\#(step.factor.map(String.init) ?? #""proportional""#)}"#
    }
    let weights = DesignPoint.offers.map { #"{"class":"\#($0.className)","weight":\#($0.weight)}"# }
    return #"{"name":"\#(DesignPoint.pool)","kind":"epoch","amount":\#(amount),"share":null,"#
      + #""span":\#(span),"epoch":"P1D","proof":"reported","#
      + #""eligibility":{"vendors":null,"minimumMemory":null,"launched":null,"admit":[],"#
      + #""refuse":[],"homogeneousNodes":false,"hostMemoryAtLeastGPU":false,"minimumTier":null,"#
      + #""tierEvidence":false,"minimumTerm":null,"named":[]},"#
      + #""uptime":{"base":"verified","denominator":"observed","window":1,"#
      + #""curve":[\#(steps.joined(separator: ","))]},"#
      + #""classWeights":[\#(weights.joined(separator: ","))],"sizeClasses":[],"baseline":null,"#
      + #""priceGuidance":null,"#
      + #""caps":{"beneficiaryShare":null,"beneficiaryAmount":null,"perGpuHour":[]},"#
      + #""floor":null,"lines":[],"vesting":{"kind":"none","cliff":null,"onExit":"forfeit"},"#
      + #""unallocated":"return","conversion":null}"#
  }
}
