package io.coldshelf.edge.cli;

import io.coldshelf.driver.line.TracedLines;
import java.io.PrintStream;
import java.util.HexFormat;
import java.util.Locale;

/** Prints what goes over a line: when, which way, the bytes, and what of them is text. */
final class RawFrames implements TracedLines.Tap {

  private static final int BYTES_A_LINE = 16;
  private static final double NANOS = 1e9;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

  private final PrintStream out;
  private final long startedNanos = System.nanoTime();

  RawFrames(PrintStream out) {
    this.out = out;
  }

  @Override
  public void sent(byte[] bytes) {
    print('>', bytes);
  }

  @Override
  public void received(byte[] bytes) {
    print('<', bytes);
  }

  private synchronized void print(char direction, byte[] bytes) {
    double seconds = (System.nanoTime() - startedNanos) / NANOS;
    for (int from = 0; from < bytes.length; from += BYTES_A_LINE) {
      int to = Math.min(bytes.length, from + BYTES_A_LINE);
      out.printf(
          Locale.ROOT,
          "%9s %c %-47s  %s%n",
          from == 0 ? String.format(Locale.ROOT, "+%.3f", seconds) : "",
          direction,
          HEX.formatHex(bytes, from, to),
          text(bytes, from, to));
    }
  }

  private static String text(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(bytes[i] >= ' ' && bytes[i] < 0x7F ? (char) bytes[i] : '.');
    }
    return text.toString();
  }
}
