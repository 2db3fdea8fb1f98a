package io.coldshelf.driver.gnss;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.json.Json;
import io.coldshelf.profile.JsonPointer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** gpsd's JSON (gpsd_json(5)): TPV for the fix, SKY for satellites, DEVICE for a lost receiver. */
final class Gpsd implements Dialect {

  /** gpsd(8) never writes longer ones: GPS_JSON_RESPONSE_MAX. */
  private static final int LONGEST = 10_240;

  private static final int FIX_2D = 2;
  private static final int FIX_3D = 3;

  private static final Heard NOISE = new Heard.Noise();
  private static final Heard OTHER = new Heard.Other();

  @Override
  public byte[] greeting() {
    return "?WATCH={\"enable\":true,\"json\":true};\n".getBytes(US_ASCII);
  }

  @Override
  public int longestLine() {
    return LONGEST;
  }

  @Override
  public Heard heard(String line) {
    Optional<Json> parsed = Json.parse(line.getBytes(UTF_8));
    if (parsed.isEmpty() || !(member(parsed.get(), "class") instanceof Json.Text kind)) {
      return NOISE;
    }
    Json said = parsed.get();
    return switch (kind.text()) {
      case "TPV" -> tpv(said);
      case "SKY" -> sky(said);
      case "DEVICES" ->
          member(said, "devices") instanceof Json.Elements list && list.elements().isEmpty()
              ? new Heard.Lost(nobody())
              : OTHER;
      case "DEVICE" ->
          member(said, "activated") instanceof Json.Numeral since && since.value() == 0
              ? new Heard.Lost(nobody())
              : OTHER;
      default -> OTHER;
    };
  }

  private static Fault nobody() {
    return new Fault(
        Fault.Kind.UNREACHABLE,
        "gpsd runs and has no receiver.",
        "Plug the receiver in, and name its port to gpsd.");
  }

  private static Heard tpv(Json said) {
    if (!(member(said, "mode") instanceof Json.Numeral mode)) {
      return NOISE;
    }
    boolean isFix = mode.value() == FIX_2D || mode.value() == FIX_3D;
    Map<String, OptionalDouble> values = new LinkedHashMap<>();
    values.put(Points.FIX, OptionalDouble.of(isFix ? quality(said) : 0));
    if (!isFix) {
      for (String point :
          List.of(Points.LAT, Points.LON, Points.SPEED, Points.COURSE, Points.ALTITUDE)) {
        values.put(point, OptionalDouble.empty());
      }
      return new Heard.Values(values);
    }
    take(said, "lat", Points.LAT, values);
    take(said, "lon", Points.LON, values);
    take(said, "speed", Points.SPEED, values);
    take(said, "track", Points.COURSE, values);
    if (mode.value() == FIX_3D) {
      // Before release 3.20 there was only "alt".
      take(said, "alt", Points.ALTITUDE, values);
      take(said, "altMSL", Points.ALTITUDE, values);
    }
    return new Heard.Values(values);
  }

  /** As GGA counts it, from gpsd's "status", which is left out for a plain fix. */
  private static double quality(Json said) {
    if (!(member(said, "status") instanceof Json.Numeral status)) {
      return 1;
    }
    return switch ((int) status.value()) {
      case 2 -> 2; // differential
      case 3 -> 4; // RTK, fixed
      case 4 -> 5; // RTK, floating
      case 5, 6 -> 6; // dead reckoning
      default -> 1;
    };
  }

  private static Heard sky(Json said) {
    Map<String, OptionalDouble> values = new LinkedHashMap<>();
    take(said, "uSat", Points.SATELLITES, values);
    return values.isEmpty() ? OTHER : new Heard.Values(values);
  }

  private static void take(
      Json said, String member, String point, Map<String, OptionalDouble> values) {
    if (member(said, member) instanceof Json.Numeral number && Double.isFinite(number.value())) {
      values.put(point, OptionalDouble.of(number.value()));
    }
  }

  private static Json member(Json said, String name) {
    return said.at(new JsonPointer(List.of(name))).orElseGet(Json.Null::new);
  }
}
