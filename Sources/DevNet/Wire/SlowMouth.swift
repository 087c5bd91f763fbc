import NIOCore

/// Sends what is to be sent one byte a second, for as long as anybody waits.
final class SlowMouth: ChannelOutboundHandler {
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private var rest = ByteBuffer()
  private var waiting: [EventLoopPromise<Void>] = []
  private var task: RepeatedTask?

  func write(
    context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
  ) {
    var bytes = unwrapOutboundIn(data)
    rest.writeBuffer(&bytes)
    if let promise { waiting.append(promise) }
    guard task == nil else { return }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    task = context.eventLoop.scheduleRepeatedTask(
      initialDelay: .seconds(1), delay: .seconds(1)
    ) { _ in
      let (mouth, context) = bound.value
      mouth.say(context)
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    task?.cancel()
    for promise in waiting { promise.fail(ChannelError.ioOnClosedChannel) }
  }

  private func say(_ context: ChannelHandlerContext) {
    guard let byte = rest.readSlice(length: 1) else { return }
    context.writeAndFlush(wrapOutboundOut(byte), promise: nil)
    guard rest.readableBytes == 0 else { return }
    let said = waiting
    waiting = []
    for promise in said { promise.succeed(()) }
  }
}
