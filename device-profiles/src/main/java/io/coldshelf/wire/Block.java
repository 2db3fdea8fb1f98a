package io.coldshelf.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Set;

/**
 * The unit of the journal and of the wire: the bytes on disk are the bytes that are sent.
 *
 * <p>The hash is SHA-256 over, in this order:
 *
 * <pre>
 *   32 bytes   hash of the previous block of this lane and epoch; zeros before the first
 *   n  bytes   epoch, UTF-8, then one zero byte
 *   1  byte    lane: 0 events, 1 readings
 *   8  bytes   seq, big-endian
 *   n  bytes   the clock's text and one zero byte; nothing where no clock is named
 *   n  bytes   payload as sent (deflated where it is sent deflated)
 * </pre>
 *
 * @param epoch which life of the journal
 * @param lane which lane
 * @param seq from 1, without holes within a lane and an epoch
 * @param span what the payload covers
 * @param encoding how the payload is written
 * @param payload the bytes; never changed after this record was made
 * @param prev hash of the previous block, 32 bytes
 * @param hash hash of this block, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // a block is compared by its key, never by equals
public record Block(
    String epoch,
    Lane lane,
    long seq,
    Span span,
    Encoding encoding,
    byte[] payload,
    byte[] prev,
    byte[] hash) {

  private static final int HASH_BYTES = 32;

  /**
   * What a payload covers.
   *
   * @param firstMillis the earliest time in it, milliseconds since 1970
   * @param lastMillis the latest time in it, milliseconds since 1970
   * @param count how many readings, sightings and summaries, or events
   * @param clock by which clock, where it is known
   */
  public record Span(long firstMillis, long lastMillis, int count, Optional<ClockState> clock) {

    /**
     * By a clock of which nothing is known.
     *
     * @param firstMillis the earliest time in it, milliseconds since 1970
     * @param lastMillis the latest time in it, milliseconds since 1970
     * @param count how many readings, sightings and summaries, or events
     */
    public Span(long firstMillis, long lastMillis, int count) {
      this(firstMillis, lastMillis, count, Optional.empty());
    }
  }

  /**
   * How a payload is written.
   *
   * @param contentType the MQTT content type
   * @param transform {@code identity} or {@code deflate} (RFC 1951), the user property {@code
   *     encoding}
   */
  public record Encoding(String contentType, String transform) {

    /** One CloudEvent. */
    public static final Encoding EVENT = new Encoding("application/cloudevents+json", "identity");

    /** SenML as it is. */
    public static final Encoding SENML = new Encoding("application/senml+cbor", "identity");

    /** SenML, deflated. */
    public static final Encoding SENML_DEFLATED = new Encoding("application/senml+cbor", "deflate");

    /** Our own, column by column; deflating it would not pay. */
    public static final Encoding COLUMNS =
        new Encoding("application/vnd.coldshelf.columns", "identity");

    private static final Set<Encoding> KNOWN = Set.of(EVENT, SENML, SENML_DEFLATED, COLUMNS);

    /**
     * Whether this is one of those that are written. The hash of a block does not cover it.
     *
     * @return false for anything else
     */
    public boolean isKnown() {
      return KNOWN.contains(this);
    }
  }

  /**
   * Makes a block and computes its hash.
   *
   * @param epoch which life of the journal
   * @param lane which lane
   * @param seq from 1
   * @param span what the payload covers
   * @param encoding how it is written
   * @param payload the bytes, not copied
   * @param prev hash of the previous block, or {@link #noHash()}
   * @return the block
   */
  public static Block of(
      String epoch,
      Lane lane,
      long seq,
      Span span,
      Encoding encoding,
      byte[] payload,
      byte[] prev) {
    return new Block(
        epoch,
        lane,
        seq,
        span,
        encoding,
        payload,
        prev,
        hash(epoch, lane, seq, span.clock(), payload, prev));
  }

  /**
   * What stands for the hash before the first block.
   *
   * @return 32 zero bytes
   */
  public static byte[] noHash() {
    return new byte[HASH_BYTES];
  }

  /**
   * Whether the hash is that of the content.
   *
   * @return false when anything that it covers was altered
   */
  public boolean isIntact() {
    return MessageDigest.isEqual(hash, hash(epoch, lane, seq, span.clock(), payload, prev));
  }

  private static byte[] hash(
      String epoch, Lane lane, long seq, Optional<ClockState> clock, byte[] payload, byte[] prev) {
    MessageDigest digest = sha256();
    digest.update(prev);
    digest.update(epoch.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(lane.number());
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seq).array());
    if (clock.isPresent()) {
      digest.update(clock.get().text().getBytes(StandardCharsets.US_ASCII));
      digest.update((byte) 0);
    }
    return digest.digest(payload);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
