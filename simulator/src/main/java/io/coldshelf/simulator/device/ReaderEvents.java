package io.coldshelf.simulator.device;

import java.time.InstantSource;

/** What a reader tells by itself (LLRP 1.0.1, 13.1.3 to 13.1.6). */
final class ReaderEvents {

  static final int RO_SPEC = 2;
  static final int BUFFER_WARNING = 3;
  static final int AI_SPEC = 6;
  static final int ANTENNA = 8;
  static final int KINDS = 9;

  private static final int READER_EVENT_NOTIFICATION = 63;

  private final Outbox outbox;
  private final InstantSource clock;
  private final boolean[] enabled = new boolean[KINDS];

  ReaderEvents(Outbox outbox, InstantSource clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  boolean isEnabled(int kind) {
    return enabled[kind];
  }

  void enable(int kind, boolean on) {
    enabled[kind] = on;
  }

  void roSpec(int what, long id, long preemptedBy) {
    tell(RO_SPEC, data -> data.tlv(249, e -> e.u8(what).u32((int) id).u32((int) preemptedBy)));
  }

  void endOfAiSpec(long roSpec, int specIndex) {
    tell(AI_SPEC, data -> data.tlv(254, e -> e.u8(0).u32((int) roSpec).u16(specIndex)));
  }

  void antenna(int antenna, boolean connected) {
    tell(ANTENNA, data -> data.tlv(255, e -> e.u8(connected ? 1 : 0).u16(antenna)));
  }

  void buffer(Outbox.Level level) {
    switch (level) {
      case ROOM -> {}
      case FILLING -> tell(BUFFER_WARNING, data -> data.tlv(250, e -> e.u8(90)));
      // Not among the events that can be switched off: something is lost.
      case OVERFLOW -> outbox.event(notification(data -> data.tlv(251, _ -> {})));
    }
  }

  byte[] connectionAttempt(int status) {
    return notification(data -> data.tlv(256, e -> e.u16(status)));
  }

  byte[] connectionClose() {
    return notification(data -> data.tlv(257, _ -> {}));
  }

  private void tell(int kind, LlrpBytes.Content event) {
    if (enabled[kind]) {
      outbox.event(notification(event));
    }
  }

  private byte[] notification(LlrpBytes.Content event) {
    long micros = clock.millis() * 1000;
    return LlrpBytes.message(
        READER_EVENT_NOTIFICATION,
        outbox.nextId(),
        out ->
            out.tlv(
                246,
                data -> {
                  data.tlv(128, time -> time.u64(micros));
                  event.accept(data);
                }));
  }
}
