package io.coldshelf.edge.provision;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.line.Line;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.driver.scale.ScaleDriver;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.Protocol;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Tries a serial port: listens first, then asks, at one speed after the other, until something
 * answers. What is sent are readings of Modbus and the questions for a weight of the scales'
 * drivers; RFID modules are not asked, for to ask them is to let them send.
 */
public final class SerialSearch implements Search {

  /** The speeds as delivered of most devices, the commonest first. */
  private static final List<String> SETTINGS =
      List.of(
          "baud=9600",
          "baud=19200&parity=even",
          "baud=19200",
          "baud=9600&parity=even",
          "baud=4800",
          "baud=2400&data=7&parity=even",
          "baud=38400",
          "baud=57600",
          "baud=115200");

  private static final int LAST_UNIT = 247;

  /** Where installers put devices, and where makers deliver them. */
  private static final int USUAL_UNITS = 16;

  private static final int TEXT_BYTES = 512;
  private static final double TEXT_SHARE = 0.9;

  private final Path port;
  private final Lines lines;
  private final DeviceProfiles profiles;
  private final Patience patience;

  /**
   * How long to wait, and how far to go.
   *
   * @param listening for a device that talks by itself, at each speed
   * @param answering for one answer
   * @param thorough all units at all speeds, and on after the first speed at which somebody answers
   */
  public record Patience(Duration listening, Duration answering, boolean thorough) {}

  /**
   * A search.
   *
   * @param port its path, best that in {@code /dev/serial/by-id}
   * @param lines makes the lines
   * @param profiles the catalogue
   * @param patience how long to wait
   */
  public SerialSearch(Path port, Lines lines, DeviceProfiles profiles, Patience patience) {
    this.port = port;
    this.lines = lines;
    this.profiles = profiles;
    this.patience = patience;
  }

  @Override
  public void run(Report report) throws InterruptedException {
    boolean anybody = false;
    for (String setting : SETTINGS) {
      checkStop();
      report.looking(port.getFileName() + " " + setting);
      Heard heard = listen(setting);
      if (heard instanceof Heard.NoLine none) {
        report.note(port.toString(), none.reason());
        return;
      }
      boolean found =
          heard instanceof Heard.Text text
              ? talker(text.text(), setting, report)
              : units(setting, report) || scale(setting, "", report);
      anybody |= found;
      if (found && !patience.thorough()) {
        return;
      }
    }
    if (!anybody) {
      report.note(
          port.toString(),
          "Nobody answers. Check power, A and B of RS-485, and that nothing else uses the port.");
    }
  }

  private static void checkStop() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("asked to stop");
    }
  }

  /** What is on a line before anything is sent. */
  private sealed interface Heard {

    /** Nothing, or nothing that is text. */
    record Silence() implements Heard {}

    /** Lines of text. */
    record Text(String text) implements Heard {}

    /** The port cannot be had. */
    record NoLine(String reason) implements Heard {}
  }

  private String serial(String setting) {
    return "serial:" + port + "?" + setting;
  }

  private Heard listen(String setting) {
    byte[] bytes = new byte[TEXT_BYTES];
    int count = 0;
    try (Line line = lines.line(Connection.parse(serial(setting)), 0)) {
      line.open(patience.answering());
      line.discard();
      long end = System.nanoTime() + patience.listening().toNanos();
      while (count < bytes.length && System.nanoTime() < end) {
        byte[] part = new byte[bytes.length - count];
        int read = line.read(part, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        System.arraycopy(part, 0, bytes, count, read);
        count += read;
      }
    } catch (LineException e) {
      return new Heard.NoLine(e.getMessage() + ".");
    }
    String text = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
    long readable = text.chars().filter(SerialSearch::isReadable).count();
    return count > 0 && readable >= TEXT_SHARE * count && text.indexOf('\r') >= 0
        ? new Heard.Text(text)
        : new Heard.Silence();
  }

  /** Printed characters and those that end or frame lines. */
  private static boolean isReadable(int character) {
    return (character >= ' ' && character < 0x7F)
        || character == '\r'
        || character == '\n'
        || character == 2
        || character == 3;
  }

  private boolean talker(String text, String setting, Report report) throws InterruptedException {
    if (text.contains("$G") && text.contains("*")) {
      report.found(
          new Found(
              "position",
              serial(setting),
              "receiver of satellite navigation, NMEA 0183",
              of(Protocol.NMEA)));
      return true;
    }
    return scale(setting, "&ask=none", report);
  }

  private boolean scale(String setting, String ask, Report report) throws InterruptedException {
    for (Protocol dialect : Protocol.values()) {
      if (dialect.gives() != Protocol.Gives.WEIGHT) {
        continue;
      }
      checkStop();
      String url = serial(setting) + (dialect == Protocol.TOLEDO ? "" : ask);
      report.looking(port.getFileName() + " " + setting + ", scale " + dialect.code());
      if (weighs(dialect, url)) {
        report.found(new Found("scale", url, "scale that speaks " + dialect.code(), of(dialect)));
        return true;
      }
    }
    return false;
  }

  private boolean weighs(Protocol dialect, String url) {
    PointProfile weight =
        new PointProfile("weight", "Weight", "kg", PointProfile.Range.ANY, Optional.empty());
    try (Device device =
        new ScaleDriver(dialect, lines)
            .open(
                new DeviceSetup(
                    "asked",
                    new DeviceProfile("asked", "asked", dialect.code(), "none", List.of(weight)),
                    Connection.parse(url),
                    patience.answering(),
                    InstantSource.system()))) {
      return ((Device.Polled) device).read() instanceof Outcome.Answer answer
          && answer.observations().stream()
              .anyMatch(said -> said instanceof Reading reading && !reading.quality().isBad());
    } catch (IllegalArgumentException e) {
      return false; // A dialect that cannot be asked so.
    }
  }

  private List<String> of(Protocol protocol) {
    return profiles.byName().values().stream()
        .filter(profile -> profile.protocol().equals(protocol.code()))
        .map(DeviceProfile::name)
        // One that is named as the protocol is for any device that speaks it.
        .sorted(Comparator.comparing(name -> !name.equals(protocol.code())))
        .toList();
  }

  /** The usual units first; where one of them answers, all. */
  private boolean units(String setting, Report report) throws InterruptedException {
    ModbusUnits units = new ModbusUnits(lines, profiles, patience.answering());
    boolean anybody = false;
    int last = patience.thorough() ? LAST_UNIT : USUAL_UNITS;
    for (int unit = 1; unit <= last; unit++) {
      checkStop();
      report.looking(port.getFileName() + " " + setting + ", unit " + unit);
      if (units.isThere(url(setting, unit))) {
        anybody = true;
        last = LAST_UNIT;
        report.found(found(units, setting, unit));
      }
    }
    return anybody;
  }

  private Found found(ModbusUnits units, String setting, int unit) {
    String url = url(setting, unit);
    List<String> models = units.models(url);
    return new Found(
        models.isEmpty() ? "modbus-" + unit : models.getFirst(),
        url,
        "Modbus unit " + unit + " at " + setting.replace("&", ", "),
        models,
        models.isEmpty() ? units.fitting(url) : List.of());
  }

  private String url(String setting, int unit) {
    return "modbus-rtu:" + port + "?" + setting + "&unit=" + unit;
  }
}
