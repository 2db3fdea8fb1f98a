package io.coldshelf.simulator.pty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@Timeout(20)
class PtyTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  @Test
  void everyByteArrivesUntouchedInBothDirections() throws Exception {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    try (Pty pty = Pty.open();
        OutputStream out = Files.newOutputStream(pty.path());
        InputStream in = Files.newInputStream(pty.path())) {
      out.write(all);
      assertArrayEquals(all, read(pty, all.length));
      pty.write(all);
      assertArrayEquals(all, in.readNBytes(all.length));
    }
  }

  @Test
  void aProgramMayCloseTheLineAndOpenItAgain() throws Exception {
    try (Pty pty = Pty.open()) {
      for (int i = 0; i < 3; i++) {
        try (OutputStream out = Files.newOutputStream(pty.path())) {
          out.write("hello".getBytes(StandardCharsets.US_ASCII));
        }
        assertEquals("hello", new String(read(pty, 5), StandardCharsets.US_ASCII));
      }
    }
  }

  @Test
  void silenceIsNoByte() throws Exception {
    try (Pty pty = Pty.open()) {
      assertEquals(0, pty.read(new byte[8], Duration.ofMillis(30)));
    }
  }

  @Test
  void unplugEndsTheProgramsReadAndRemovesTheLink(@TempDir Path folder) throws Exception {
    Path link = folder.resolve("ttyPROBE");
    try (Pty pty = Pty.open(link);
        InputStream in = Files.newInputStream(link)) {
      pty.unplug();
      assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
      assertTrue(isAtEnd(in));
    }
  }

  /** A terminal that has hung up gives an end or EIO, as the kernel likes. */
  private static boolean isAtEnd(InputStream in) {
    try {
      return in.read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void replugIsAnotherTerminalUnderTheSameLink(@TempDir Path folder) throws Exception {
    Path link = folder.resolve("ttyPROBE");
    try (Pty pty = Pty.open(link);
        Pty other = closeAfterUnplug(pty)) {
      pty.replug();
      assertEquals(link, pty.path());
      assertEquals(pty.slave().orElseThrow(), Files.readSymbolicLink(link));
      assertNotEquals(other.slave(), pty.slave());
      try (OutputStream out = Files.newOutputStream(link)) {
        out.write(7);
      }
      assertArrayEquals(new byte[] {7}, read(pty, 1));
    }
  }

  /** Takes the number that has become free, so that the same one cannot be had again. */
  private static Pty closeAfterUnplug(Pty pty) throws IOException {
    pty.unplug();
    return Pty.open();
  }

  @Test
  void whatIsWrittenWhileUnpluggedIsLost(@TempDir Path folder) throws Exception {
    try (Pty pty = Pty.open(folder.resolve("tty"))) {
      pty.unplug();
      pty.write(new byte[] {1});
      assertEquals(0, pty.read(new byte[1], Duration.ofMillis(10)));
      pty.replug();
      try (InputStream in = Files.newInputStream(pty.path())) {
        pty.write(new byte[] {2});
        assertEquals(2, in.read());
      }
    }
  }

  @Test
  void aLineThatNobodyReadsLosesBytesInsteadOfBlocking() throws Exception {
    try (Pty pty = Pty.open()) {
      pty.write(new byte[64 * 1024]);
      assertTrue(pty.slave().isPresent());
    }
  }

  @Test
  void closeEndsAReadInProgress() throws Exception {
    Pty pty = Pty.open();
    int[] result = new int[1];
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              try {
                result[0] = pty.read(new byte[1], Duration.ofSeconds(60));
              } catch (IOException | InterruptedException e) {
                result[0] = -2;
              }
            });
    pty.close();
    pty.close();
    reader.join();
    assertEquals(-1, result[0]);
    assertThrows(IllegalStateException.class, pty::replug);
  }

  private static byte[] read(Pty pty, int wanted) throws IOException, InterruptedException {
    byte[] all = new byte[wanted];
    byte[] chunk = new byte[64];
    int length = 0;
    while (length < wanted) {
      int n = pty.read(chunk, SOON);
      assertTrue(n > 0, "only " + length + " of " + wanted + " bytes");
      System.arraycopy(chunk, 0, all, length, n);
      length += n;
    }
    return Arrays.copyOf(all, length);
  }
}
