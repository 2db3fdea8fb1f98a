package io.coldshelf.simulator.device;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.coldshelf.simulator.pty.Pty;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A receiver of satellite navigation that writes RMC, GGA and a sentence of its maker's, on a
 * serial line or behind TCP; or gpsd with such a receiver.
 */
public final class NavigationReceiver extends WiredDevice {

  private static final double METRES_PER_KNOT_HOUR = 1852;
  private static final double SECONDS_PER_HOUR = 3600;
  private static final Duration GREETING = Duration.ofSeconds(5);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HHmmss.SS", Locale.ROOT);
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("ddMMyy", Locale.ROOT);

  private final Duration every;
  private final Supplier<Whereabouts> whereabouts;
  private final InstantSource clock;
  private final RandomGenerator random;
  private volatile boolean noisy;
  private volatile boolean silent;

  /**
   * What is the same whatever carries it.
   *
   * @param every how often it says all
   * @param whereabouts where it is
   * @param clock gives the times in its sentences
   * @param random makes the noise
   */
  public record Setup(
      Duration every,
      Supplier<Whereabouts> whereabouts,
      InstantSource clock,
      RandomGenerator random) {}

  private NavigationReceiver(Setup setup) {
    this.every = setup.every();
    this.whereabouts = setup.whereabouts();
    this.clock = setup.clock();
    this.random = setup.random();
  }

  /**
   * NMEA 0183 behind a TCP port on the loopback address.
   *
   * @param port 0 for a free one
   * @param setup what it says
   * @return the receiver, writing
   * @throws IOException when the port is taken
   */
  public static NavigationReceiver tcp(int port, Setup setup) throws IOException {
    NavigationReceiver receiver = new NavigationReceiver(setup);
    receiver.listen("receiver", port, socket -> receiver.write(Line.of(socket), receiver::nmea));
    return receiver;
  }

  /**
   * NMEA 0183 on a serial line.
   *
   * @param line the line; stays the caller's to close
   * @param setup what it says
   * @return the receiver, writing
   */
  public static NavigationReceiver serial(Pty line, Setup setup) {
    NavigationReceiver receiver = new NavigationReceiver(setup);
    receiver.speak("receiver", () -> receiver.write(Line.of(line), receiver::nmea));
    return receiver;
  }

  /**
   * gpsd with a receiver, behind a TCP port on the loopback address.
   *
   * @param port 0 for a free one
   * @param setup what it says
   * @return gpsd, listening
   * @throws IOException when the port is taken
   */
  public static NavigationReceiver gpsd(int port, Setup setup) throws IOException {
    NavigationReceiver receiver = new NavigationReceiver(setup);
    receiver.listen(
        "gpsd",
        port,
        socket -> {
          Line line = Line.of(socket);
          line.write(
              "{\"class\":\"VERSION\",\"release\":\"3.22\",\"proto_major\":3,\"proto_minor\":14}\r\n"
                  .getBytes(US_ASCII));
          byte[] asked = new byte[256];
          int count = line.read(asked, GREETING);
          if (count > 0 && new String(asked, 0, count, US_ASCII).startsWith("?WATCH={")) {
            line.write(
                ("{\"class\":\"DEVICES\",\"devices\":[{\"class\":\"DEVICE\",\"path\":\"/dev/ttyS0\",\"activated\":\"2026-01-01T00:00:00.000Z\"}]}\r\n"
                     + "{\"class\":\"WATCH\",\"enable\":true,\"json\":true}\r\n")
                    .getBytes(US_ASCII));
            receiver.write(line, receiver::reports);
          }
        });
    return receiver;
  }

  private void write(Line line, Supplier<String> text) throws IOException, InterruptedException {
    byte[] ignored = new byte[256];
    int read = 0;
    while (read >= 0) {
      if (noisy) {
        byte[] noise = new byte[1 + random.nextInt(80)];
        random.nextBytes(noise);
        line.write(noise);
      } else if (!silent) {
        line.write(text.get().getBytes(US_ASCII));
      }
      read = line.read(ignored, every);
    }
  }

  private String nmea() {
    Whereabouts here = whereabouts.get();
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    String time = TIME.format(now);
    String position =
        here.hasFix()
            ? angle(here.latitude(), 2, "N", "S") + "," + angle(here.longitude(), 3, "E", "W")
            : ",,,";
    String rmc =
        "GNRMC,%s,%s,%s,%s,%s,%s,,,%s"
            .formatted(
                time,
                here.hasFix() ? "A" : "V",
                position,
                here.hasFix() ? plain(here.speed() * SECONDS_PER_HOUR / METRES_PER_KNOT_HOUR) : "",
                here.hasFix() ? plain(here.course()) : "",
                DATE.format(now),
                here.hasFix() ? "A" : "N");
    String gga =
        "GNGGA,%s,%s,%d,%02d,1.1,%s,M,39.0,M,,"
            .formatted(
                time,
                position,
                here.hasFix() ? 1 : 0,
                here.satellites(),
                here.hasFix() ? plain(here.altitude()) : "");
    return sentence(rmc) + sentence(gga) + sentence("PUBX,00,x");
  }

  private static String angle(double degrees, int digits, String positive, String negative) {
    double all = Math.abs(degrees);
    int whole = (int) all;
    return String.format(
        Locale.ROOT,
        "%0" + digits + "d%010.7f,%s",
        whole,
        (all - whole) * 60,
        degrees < 0 ? negative : positive);
  }

  private static String plain(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  private static String sentence(String content) {
    int sum = 0;
    for (byte each : content.getBytes(US_ASCII)) {
      sum ^= each;
    }
    return String.format(Locale.ROOT, "$%s*%02X\r\n", content, sum);
  }

  private String reports() {
    Whereabouts here = whereabouts.get();
    String sky =
        "{\"class\":\"SKY\",\"device\":\"/dev/ttyS0\",\"uSat\":" + here.satellites() + "}\r\n";
    if (!here.hasFix()) {
      return "{\"class\":\"TPV\",\"device\":\"/dev/ttyS0\",\"mode\":1}\r\n" + sky;
    }
    return String.format(
            Locale.ROOT,
            "{\"class\":\"TPV\",\"device\":\"/dev/ttyS0\",\"mode\":3,\"time\":\"%s\",\"lat\":%.9f,"
                + "\"lon\":%.9f,\"altMSL\":%.4f,\"alt\":%.4f,\"track\":%.4f,\"speed\":%.3f}\r\n",
            clock.instant(),
            here.latitude(),
            here.longitude(),
            here.altitude(),
            here.altitude(),
            here.course(),
            here.speed())
        + sky;
  }

  /**
   * Writes noise in place of what it should.
   *
   * @param on from now on
   */
  public void noise(boolean on) {
    noisy = on;
  }

  /** Writes nothing any more. */
  public void silence() {
    silent = true;
  }
}
