package io.coldshelf.driver.llrp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream into messages, however the network has cut it into segments. What has been read of
 * a message survives a {@link java.net.SocketTimeoutException}: the next call goes on from there.
 */
final class FrameReader {

  private static final int LENGTH_OFFSET = 2;

  private final InputStream in;

  /** The message that is being read: its header first, then with room for all of it. */
  private byte[] frame = new byte[Message.HEADER_BYTES];

  private int filled;

  FrameReader(InputStream in) {
    this.in = in;
  }

  /**
   * Reads the next message.
   *
   * @return its bytes, or nothing where the stream ended between two messages
   * @throws EOFException where it ended within one
   * @throws IOException when the stream fails or times out
   * @throws MalformedMessageException when no message can be of the length that is said; there is
   *     no reading on after that
   */
  Optional<byte[]> next() throws IOException, MalformedMessageException {
    if (!fill()) {
      return Optional.empty();
    }
    if (frame.length == Message.HEADER_BYTES) {
      long length = ByteBuffer.wrap(frame).getInt(LENGTH_OFFSET) & 0xFFFF_FFFFL;
      if (length < Message.HEADER_BYTES || length > Message.MAX_BYTES) {
        throw new MalformedMessageException(
            LENGTH_OFFSET, "length " + length + ", not 10 to " + Message.MAX_BYTES);
      }
      frame = Arrays.copyOf(frame, (int) length);
      fill();
    }
    byte[] whole = frame;
    frame = new byte[Message.HEADER_BYTES];
    filled = 0;
    return Optional.of(whole);
  }

  /** Reads until the frame is full; false where the stream ended before its first byte. */
  private boolean fill() throws IOException {
    while (filled < frame.length) {
      int count = in.read(frame, filled, frame.length - filled);
      if (count < 0) {
        if (filled == 0) {
          return false;
        }
        throw new EOFException(filled + " bytes into a message");
      }
      filled += count;
    }
    return true;
  }
}
