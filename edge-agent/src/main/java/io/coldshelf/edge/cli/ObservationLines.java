package io.coldshelf.edge.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.coldshelf.driver.Outcome;
import io.coldshelf.model.AntennaState;
import io.coldshelf.model.DataGap;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.model.TagReport;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.PointProfile;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a device says, a line each, for a person or a script. */
final class ObservationLines {

  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final DeviceProfile profile;
  private final boolean json;
  private final PrintStream out;

  ObservationLines(DeviceProfile profile, boolean json, PrintStream out) {
    this.profile = profile;
    this.json = json;
    this.out = out;
  }

  void observation(Observation observation) {
    if (json) {
      out.println(json(observation));
    } else {
      out.println(
          TIME.format(Instant.ofEpochMilli(observation.timeMillis())) + "  " + words(observation));
    }
    out.flush();
  }

  void fault(Outcome.Fault fault) {
    System.err.println(fault.reason());
    System.err.println(fault.suggestion());
  }

  private String words(Observation observation) {
    return switch (observation) {
      case Reading reading ->
          String.format(Locale.ROOT, "%-24s %s", reading.point().point(), value(reading));
      case TagReport tag ->
          "tag "
              + tag.epc()
              + "  antenna "
              + tag.antenna()
              + (tag.rssiDbm().isPresent() ? "  " + tag.rssiDbm().getAsInt() + " dBm" : "");
      case AntennaState antenna ->
          "antenna " + antenna.antenna() + (antenna.connected() ? " connected" : " disconnected");
      case DeviceState state -> state.online() ? "connected" : "lost: " + state.reason();
      case DataGap gap -> "lost: " + gap.reason();
    };
  }

  private String value(Reading reading) {
    if (reading.quality().isBad()) {
      return "-  " + reading.quality().code();
    }
    String unit = profile.point(reading.point().point()).map(PointProfile::unit).orElse("");
    return reading.value()
        + " "
        + unit
        + (reading.quality().isGood() ? "" : "  " + reading.quality().code());
  }

  private String json(Observation observation) {
    StringWriter text = new StringWriter();
    try (JsonGenerator line = JSON.createGenerator(text)) {
      line.writeStartObject();
      line.writeStringField("time", Instant.ofEpochMilli(observation.timeMillis()).toString());
      switch (observation) {
        case Reading reading -> {
          line.writeStringField("point", reading.point().toString());
          if (!reading.quality().isBad()) {
            line.writeNumberField("value", reading.value());
          }
          line.writeStringField(
              "unit", profile.point(reading.point().point()).map(PointProfile::unit).orElse(""));
          line.writeStringField("quality", reading.quality().code());
        }
        case TagReport tag -> {
          line.writeStringField("reader", tag.device());
          line.writeNumberField("antenna", tag.antenna());
          line.writeStringField("epc", tag.epc().hex());
          if (tag.rssiDbm().isPresent()) {
            line.writeNumberField("rssi", tag.rssiDbm().getAsInt());
          }
        }
        case AntennaState antenna -> {
          line.writeStringField("reader", antenna.device());
          line.writeNumberField("antenna", antenna.antenna());
          line.writeBooleanField("connected", antenna.connected());
        }
        case DeviceState state -> {
          line.writeStringField("device", state.device());
          line.writeBooleanField("online", state.online());
        }
        case DataGap gap -> {
          line.writeStringField("device", gap.device());
          line.writeStringField("lost", gap.reason());
        }
      }
      line.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }
}
