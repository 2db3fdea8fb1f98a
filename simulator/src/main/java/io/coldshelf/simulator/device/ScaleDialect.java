package io.coldshelf.simulator.device;

import io.coldshelf.simulator.device.Balance.Shown;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** How a simulated scale writes what it shows, and how it is asked for it. */
public enum ScaleDialect {
  /** A&amp;D's standard format: asked by Q, S or SI. */
  AD("Q S SI", "EC,E01\r\n", "EC,E02\r\n", "EC,E00\r\n"),
  /** A&amp;D's indicators, in the stream mode: talks by itself. */
  AD_INDICATOR("", "", "", ""),
  /** A&amp;D's indicators, in the command mode: asked by READ or RW. */
  AD_INDICATOR_ASKED("READ RW", "?\r\n", "I\r\n", "?\r\n"),
  /** CAS's 22 bytes: talks by itself, as device number 1. */
  CAS("01RW", "?\r\n", "!\r\n", "?\r\n"),
  /** Dini Argeo's standard string. */
  DINI_ARGEO("READ R", "ERR04\r\n", "ERR03\r\n", "ERR02\r\n"),
  /** Dini Argeo on RS-485, address 07, with the extended string. */
  DINI_ARGEO_485("07READ 07R", "", "07ERR03\r\n", "07ERR02\r\n"),
  /** Ohaus. */
  OHAUS("IP P SP", "ES\r\n", "", ""),
  /** Radwag. */
  RADWAG("SI S SU SUI", "ES\r\n", "SI I\r\n", "ES\r\n"),
  /** Sartorius's 16 characters. */
  SARTORIUS("\u001bP", "", "      --      \r\n", ""),
  /** Sartorius's 22 characters. */
  SARTORIUS_22("\u001bP", "", "Stat                \r\n", ""),
  /** Scale Manufacturers Association. */
  SMA("W P", "\n?\r", "", "\n!\r"),
  /** Toledo's continuous output with its check. */
  TOLEDO("", "", "", ""),
  /** Toledo's continuous output without check. */
  TOLEDO_UNCHECKED("", "", "", "");

  /** Parted by blanks. */
  private final String questions;

  private final String unknown;
  private final String busy;
  private final String damaged;

  ScaleDialect(String questions, String unknown, String busy, String damaged) {
    this.questions = questions;
    this.unknown = unknown;
    this.busy = busy;
    this.damaged = damaged;
  }

  /** Whether it talks without being asked. */
  boolean talks() {
    return switch (this) {
      case AD_INDICATOR, CAS, TOLEDO, TOLEDO_UNCHECKED -> true;
      default -> false;
    };
  }

  boolean knows(String command) {
    return !command.isEmpty() && List.of(questions.split(" ", -1)).contains(command);
  }

  /** What it says to a command that it does not know; nothing where it keeps silent then. */
  Optional<byte[]> unknown() {
    return bytes(unknown);
  }

  /** What it says while it can't weigh. */
  Optional<byte[]> busy() {
    return bytes(busy);
  }

  /** What it says when a command came damaged. */
  Optional<byte[]> damaged() {
    return bytes(damaged);
  }

  private static Optional<byte[]> bytes(String text) {
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** What it writes for what the display shows. */
  byte[] frame(Shown shown, ScaleModel model) {
    ScaleWriting writing = new ScaleWriting(model);
    return switch (this) {
      case AD -> writing.ad(shown);
      case AD_INDICATOR, AD_INDICATOR_ASKED -> writing.adIndicator(shown);
      case CAS -> writing.cas(shown);
      case DINI_ARGEO -> writing.diniArgeo(shown);
      case DINI_ARGEO_485 -> writing.diniArgeoExtended(shown, "07");
      case OHAUS -> writing.ohaus(shown);
      case RADWAG -> writing.radwag(shown);
      case SARTORIUS -> writing.sartorius(shown, "", "");
      case SARTORIUS_22 -> writing.sartorius(shown, "N     ", "Stat  ");
      case SMA -> writing.sma(shown);
      case TOLEDO -> writing.toledo(shown, true);
      case TOLEDO_UNCHECKED -> writing.toledo(shown, false);
    };
  }
}
