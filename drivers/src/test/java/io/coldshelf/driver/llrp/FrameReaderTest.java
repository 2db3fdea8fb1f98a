package io.coldshelf.driver.llrp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

  private static final byte[] KEEPALIVE = HexFormat.of().parseHex("043e0000000a00000001");
  private static final byte[] ACTION =
      HexFormat.of().parseHex("043d0000001500000002" + "03e7000701020300f00004");
  private static final byte[] STREAM =
      ByteBuffer.allocate(41).put(KEEPALIVE).put(ACTION).put(KEEPALIVE).array();

  @Test
  void messagesAreTheSameInWhateverPiecesTheyCome() throws Exception {
    for (int size = 1; size <= STREAM.length; size++) {
      FrameReader frames = new FrameReader(new Pieces(STREAM, size, false));

      assertArrayEquals(KEEPALIVE, frames.next().orElseThrow());
      assertArrayEquals(ACTION, frames.next().orElseThrow());
      assertArrayEquals(KEEPALIVE, frames.next().orElseThrow());
      assertTrue(frames.next().isEmpty());
    }
  }

  @Test
  void timeoutWithinAMessageLosesNothingOfIt() throws Exception {
    for (int size = 1; size <= STREAM.length; size++) {
      FrameReader frames = new FrameReader(new Pieces(STREAM, size, true));

      assertArrayEquals(KEEPALIVE, patiently(frames));
      assertArrayEquals(ACTION, patiently(frames));
      assertArrayEquals(KEEPALIVE, patiently(frames));
    }
  }

  @Test
  void streamThatEndsWithinAMessageIsAnError() throws Exception {
    for (int length = 0; length < STREAM.length; length++) {
      FrameReader frames = new FrameReader(new ByteArrayInputStream(Arrays.copyOf(STREAM, length)));
      int whole = length < 10 ? 0 : length < 31 ? 1 : 2;
      for (int i = 0; i < whole; i++) {
        assertTrue(frames.next().isPresent());
      }
      if (length == 0 || length == 10 || length == 31) {
        assertTrue(frames.next().isEmpty());
      } else {
        assertThrows(EOFException.class, frames::next);
      }
    }
  }

  @Test
  void lengthThatNoMessageHasIsMalformed() {
    for (String length : new String[] {"00000000", "00000009", "00400001", "ffffffff"}) {
      byte[] header = HexFormat.of().parseHex("043e" + length + "00000001");
      FrameReader frames = new FrameReader(new ByteArrayInputStream(header));
      MalformedMessageException e = assertThrows(MalformedMessageException.class, frames::next);
      assertEquals(2, e.position());
    }
  }

  private static byte[] patiently(FrameReader frames) throws Exception {
    while (true) {
      try {
        return frames.next().orElseThrow();
      } catch (SocketTimeoutException e) {
        assertEquals("nothing yet", e.getMessage());
      }
    }
  }

  /** Gives a few bytes at a time, with a timeout between them if wanted. */
  private static final class Pieces extends InputStream {

    private final ByteArrayInputStream in;
    private final int size;
    private final boolean timeouts;
    private boolean tired;

    Pieces(byte[] bytes, int size, boolean timeouts) {
      this.in = new ByteArrayInputStream(bytes);
      this.size = size;
      this.timeouts = timeouts;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      tired = !tired;
      if (timeouts && tired) {
        throw new SocketTimeoutException("nothing yet");
      }
      return in.read(into, from, Math.min(length, size));
    }
  }
}
