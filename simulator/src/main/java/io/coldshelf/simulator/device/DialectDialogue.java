package io.coldshelf.simulator.device;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** One program's dialogue with a scale that is asked by a short word, or talks by itself. */
final class DialectDialogue {

  /** Longer words are no commands. */
  private static final int MAX_COMMAND_BYTES = 80;

  /** How often the display changes, and how often a scale talks that does so by itself. */
  private static final Duration UPDATE = Duration.ofMillis(50);

  private final DialectScale scale;
  private final ScaleDialect dialect;
  private final Line line;
  private final StringBuilder received = new StringBuilder();
  private boolean joined;

  DialectDialogue(DialectScale scale, ScaleDialect dialect, Line line) {
    this.scale = scale;
    this.dialect = dialect;
    this.line = line;
  }

  /** Talks until the line ends. */
  void hold() throws IOException, InterruptedException {
    byte[] chunk = new byte[256];
    while (true) {
      int n = line.read(chunk, UPDATE);
      if (n < 0) {
        return;
      }
      for (int i = 0; i < n; i++) {
        accept((char) (chunk[i] & 0xFF));
      }
      if (n == 0 && dialect.talks()) {
        say(late(scale.frame()));
      }
    }
  }

  /** The first frame of a stream has begun before anybody was there. */
  private byte[] late(byte[] frame) {
    int from = joined ? 0 : scale.midst(frame.length);
    joined = true;
    return Arrays.copyOfRange(frame, from, frame.length);
  }

  private void accept(char c) throws IOException {
    if (c == '\r') {
      String command = received.toString();
      received.setLength(0);
      execute(command);
    } else if (c != '\n' && received.length() < MAX_COMMAND_BYTES) {
      received.append(c);
    }
  }

  private void execute(String command) throws IOException {
    Optional<byte[]> answer = answer(command);
    if (answer.isPresent()) {
      say(answer.get());
    }
  }

  private Optional<byte[]> answer(String command) {
    if (scale.fault() == ScaleFault.TRANSMISSION_ERROR) {
      return dialect.damaged();
    }
    if (!dialect.knows(command)) {
      return dialect.unknown();
    }
    byte[] frame = scale.frame();
    return scale.fault() == ScaleFault.BUSY ? dialect.busy() : Optional.of(frame);
  }

  private void say(byte[] bytes) throws IOException {
    switch (scale.fault()) {
      case NONE, BUSY, TRANSMISSION_ERROR -> line.write(bytes);
      case SILENT -> {}
      case NOISE -> line.write(scale.noise());
      case TRUNCATED -> line.write(Arrays.copyOf(bytes, bytes.length / 2));
    }
  }
}
