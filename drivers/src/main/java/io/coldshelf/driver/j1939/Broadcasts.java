package io.coldshelf.driver.j1939;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Joins messages of several packets that are meant for all (SAE J1939-21, 5.10, BAM). At most one
 * of each sender is under way; one with a packet missing, in the wrong order or late is none.
 */
final class Broadcasts {

  private static final int CONNECTION = 0xEC00;
  private static final int TRANSFER = 0xEB00;
  private static final int ANNOUNCES = 0x20;
  private static final int FOR_ALL = 0xFF;
  private static final int PACKET_BYTES = 7;
  private static final int LEAST_BYTES = 9;

  /** T1: between two packets, in ms. */
  private static final long LATE_MILLIS = 750;

  private final Map<Integer, Partial> bySender = new HashMap<>();

  /**
   * A message, whole.
   *
   * @param pgn the parameter group's number
   * @param source who sent it
   * @param data its bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Message(int pgn, int source, byte[] data) {}

  private static final class Partial {
    private final int pgn;
    private final byte[] data;
    private int packets;
    private long atMillis;

    Partial(int pgn, int size, long atMillis) {
      this.pgn = pgn;
      this.data = new byte[size];
      this.atMillis = atMillis;
    }

    boolean isWhole() {
      return packets * PACKET_BYTES >= data.length;
    }
  }

  /** What a frame completes: itself as a rule, or what it is the last packet of. */
  Optional<Message> take(CanFrame frame, long nowMillis) {
    return switch (frame.pgn()) {
      case CONNECTION -> {
        announced(frame, nowMillis);
        yield Optional.empty();
      }
      case TRANSFER -> packet(frame, nowMillis);
      default -> Optional.of(new Message(frame.pgn(), frame.source(), frame.data()));
    };
  }

  private void announced(CanFrame frame, long nowMillis) {
    byte[] said = frame.data();
    if (said.length < 8 || frame.destination() != FOR_ALL || (said[0] & 0xFF) != ANNOUNCES) {
      return;
    }
    int size = (said[1] & 0xFF) | ((said[2] & 0xFF) << 8);
    int packets = said[3] & 0xFF;
    int pgn = (said[5] & 0xFF) | ((said[6] & 0xFF) << 8) | ((said[7] & 0x01) << 16);
    if (size >= LEAST_BYTES && packets == (size + PACKET_BYTES - 1) / PACKET_BYTES) {
      bySender.put(frame.source(), new Partial(pgn, size, nowMillis));
    } else {
      bySender.remove(frame.source());
    }
  }

  private Optional<Message> packet(CanFrame frame, long nowMillis) {
    Partial partial = bySender.get(frame.source());
    byte[] said = frame.data();
    if (partial == null || frame.destination() != FOR_ALL) {
      return Optional.empty();
    }
    boolean fits =
        said.length == PACKET_BYTES + 1
            && (said[0] & 0xFF) == partial.packets + 1
            && nowMillis - partial.atMillis <= LATE_MILLIS;
    if (!fits) {
      bySender.remove(frame.source());
      return Optional.empty();
    }
    int at = partial.packets * PACKET_BYTES;
    System.arraycopy(said, 1, partial.data, at, Math.min(PACKET_BYTES, partial.data.length - at));
    partial.packets++;
    partial.atMillis = nowMillis;
    if (!partial.isWhole()) {
      return Optional.empty();
    }
    bySender.remove(frame.source());
    return Optional.of(new Message(partial.pgn, frame.source(), partial.data));
  }
}
