package io.coldshelf.driver.scale;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.line.Ear;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Waits for a frame that says something, past noise and the echo of some converters. */
final class ScaleEar implements Ear<Indication> {

  private static final int QUOTED_CHARACTERS = 32;

  private final Dialect dialect;
  private final Optional<String> command;
  private final Frames frames;

  /** What came in one chunk behind that which was given out. */
  private final Deque<Indication> waiting = new ArrayDeque<>();

  private String noise = "";

  /**
   * An ear for one answer, or for a stream.
   *
   * @param dialect that is spoken
   * @param command that was asked; nothing where the scale talks by itself
   * @param address of the scale, where it has one
   */
  ScaleEar(Dialect dialect, Optional<String> command, Optional<Integer> address) {
    this.dialect = dialect;
    this.command = command;
    this.frames = dialect.frames(command.isEmpty(), address);
  }

  @Override
  public Optional<Indication> hear(byte[] bytes, int count) {
    waiting.addAll(frames.feed(bytes, count));
    return next();
  }

  /** The next indication of those that came already. */
  Optional<Indication> next() {
    while (!waiting.isEmpty()) {
      Indication said = waiting.pop();
      if (!(said instanceof Indication.Noise(String text))) {
        return Optional.of(said);
      }
      if (noise.isEmpty() && !command.equals(Optional.of(text))) {
        noise = text;
      }
    }
    return Optional.empty();
  }

  /** Time is up. */
  Fault verdict() {
    String heard = noise.isEmpty() ? frames.unfinished() : noise;
    if (heard.isEmpty()) {
      return new Fault(
          Fault.Kind.SILENT,
          command.isPresent() ? "the scale gives no answer" : "the scale says nothing",
          "Check its power, its cable, that speed and parity match its own settings, and that its"
              + " interface is set to "
              + dialect.title()
              + ".");
    }
    String quoted = "'" + quoted(heard) + "' came";
    return new Fault(
        Fault.Kind.GARBLED,
        command.isPresent() ? "the scale was asked for its weight and " + quoted : quoted,
        "Check speed and parity, and that the scale's interface is set to "
            + dialect.title()
            + ".");
  }

  private static String quoted(String heard) {
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i < Math.min(heard.length(), QUOTED_CHARACTERS); i++) {
      char c = heard.charAt(i);
      quoted.append(c >= ' ' && c <= '~' ? c : '?');
    }
    return heard.length() > QUOTED_CHARACTERS ? quoted + "..." : quoted.toString();
  }
}
