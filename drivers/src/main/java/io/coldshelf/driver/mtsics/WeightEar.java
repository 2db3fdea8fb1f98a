package io.coldshelf.driver.mtsics;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.line.Ear;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Waits for the line that answers {@code SI}, past noise and the echo of some converters. */
final class WeightEar implements Ear<SicsAnswer> {

  private static final int QUOTED_CHARACTERS = 32;

  private final String command;
  private final SicsParser parser = new SicsParser();

  /** Lines that came in one chunk behind the one that was given out. */
  private final Deque<SicsAnswer> waiting = new ArrayDeque<>();

  private String noise = "";

  WeightEar(String command) {
    this.command = command;
  }

  @Override
  public Optional<SicsAnswer> hear(byte[] bytes, int count) {
    waiting.addAll(parser.feed(bytes, count));
    return next();
  }

  /** The next answer of those that came already. */
  Optional<SicsAnswer> next() {
    while (!waiting.isEmpty()) {
      SicsAnswer answer = waiting.pop();
      if (!(answer instanceof SicsAnswer.Noise(String line))) {
        return Optional.of(answer);
      }
      if (noise.isEmpty() && !line.equals(command)) {
        noise = line;
      }
    }
    return Optional.empty();
  }

  /** Time is up. */
  Fault verdict() {
    String heard = noise.isEmpty() ? parser.unfinished() : noise;
    if (heard.isEmpty()) {
      return new Fault(
          Fault.Kind.SILENT,
          "the scale gives no answer",
          "Check its power, its cable, and that speed and parity match its own settings.");
    }
    return new Fault(
        Fault.Kind.GARBLED,
        "the scale was asked for its weight and '" + quoted(heard) + "' came",
        "Check speed and parity, and that the scale's interface is set to MT-SICS.");
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
