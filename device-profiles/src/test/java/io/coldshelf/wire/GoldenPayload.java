package io.coldshelf.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coldshelf.model.Epc;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.model.Summary;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Payloads whose bytes are kept beside the tests, {@code NAME.columns}, with what they hold, {@code
 * NAME.json}. The bytes change only together with the format's version.
 */
enum GoldenPayload {
  ONE {
    @Override
    List<Reading> readings() {
      return List.of(Reading.good(AIR, TIME, 4.2));
    }
  },
  PROBES {
    @Override
    List<Reading> readings() {
      List<Reading> readings = new ArrayList<>();
      long[] late = {3, 0, 7, 1, 5, 2, 4, 0, 6, 3, 1, 2};
      for (int round = 0; round < 12; round++) {
        long time = TIME + 10_000L * round;
        readings.add(Reading.good(AIR, time, (42 + round % 3) / 10.0));
        readings.add(Reading.good(HUMIDITY, time, 55 + round));
        PointId other = new PointId("case-02-probe", "temperature");
        readings.add(
            round == 5 || round == 6
                ? Reading.missing(other, time + 20 + late[round], Quality.BAD_NO_COMMUNICATION)
                : new Reading(other, time + 20 + late[round], 3.5, Quality.UNCERTAIN_ACCURACY));
      }
      return readings;
    }
  },
  ODD {
    @Override
    List<Reading> readings() {
      PointId raw = new PointId("bench", "raw");
      PointId mixed = new PointId("bench", "mixed");
      PointId slow = new PointId("bänch", "far");
      return List.of(
          Reading.good(slow, -62_135_596_800_000L, Double.MIN_VALUE),
          Reading.good(raw, -1, 1.0 / 3),
          Reading.good(mixed, -1, 20.5),
          Reading.good(raw, 0, 1.0 / 3),
          Reading.good(mixed, 0, -0.0),
          Reading.good(raw, 2, -Math.PI * 1e200),
          Reading.good(mixed, 2, 20.7),
          Reading.good(mixed, 86_400_000, 2e18),
          Reading.good(mixed, 86_400_001, -3.25),
          Reading.good(slow, 253_402_300_799_999L, Double.MAX_VALUE));
    }
  },
  TAGS {
    @Override
    List<Sighting> sightings() {
      List<Sighting> sightings = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        for (int tag = 0; tag < 4; tag++) {
          long first = TIME + 5_000L * round + 40L * tag;
          sightings.add(
              new Sighting(
                  "reader",
                  1 + tag % 2,
                  Epc.parse("3034257BF7194E4000001A8" + tag),
                  first,
                  first + 4_800 + tag,
                  90 + round,
                  tag == 3 ? OptionalInt.empty() : OptionalInt.of(-60 - round - tag)));
        }
      }
      Epc odd = Epc.of(new byte[] {(byte) 0xAB, (byte) 0xC0}, 12);
      sightings.add(new Sighting("door", 65_535, odd, TIME, TIME, 1, OptionalInt.of(-31)));
      Epc none = Epc.of(new byte[0]);
      sightings.add(new Sighting("door", 1, none, TIME, TIME, 1, OptionalInt.empty()));
      return sightings;
    }
  },
  SUMMARIES {
    @Override
    List<Reading> readings() {
      return List.of(Reading.good(new PointId("shelf-1", "stock"), TIME, 12));
    }

    @Override
    List<Summary> summaries() {
      List<Summary> summaries = new ArrayList<>();
      for (int hour = 0; hour < 3; hour++) {
        long first = TIME - 86_400_000 + 3_600_000L * hour;
        summaries.add(new Summary(AIR, first, first + 3_590_003, 2.1, 3.04 + hour / 9.0, 5.5, 360));
      }
      summaries.add(new Summary(HUMIDITY, TIME, TIME, 61, 61, 61, 1));
      return summaries;
    }
  };

  static final String GATEWAY = "store-1-gw1";
  static final long TIME = 1_767_225_600_000L;
  static final PointId AIR = new PointId("case-01-probe", "temperature");
  static final PointId HUMIDITY = new PointId("case-01-probe", "humidity");

  List<Reading> readings() {
    return List.of();
  }

  List<Sighting> sightings() {
    return List.of();
  }

  List<Summary> summaries() {
    return List.of();
  }

  static String unit(PointId point) {
    return switch (point.point()) {
      case "temperature" -> "Cel";
      case "humidity" -> "%RH";
      case "stock" -> "items";
      default -> "";
    };
  }

  byte[] encode() {
    return PayloadForm.COLUMNS
        .encoder(GATEWAY, GoldenPayload::unit)
        .encode(readings(), sightings(), summaries())
        .payload();
  }

  byte[] bytes() throws IOException {
    return Files.readAllBytes(file(".columns"));
  }

  /** Where the build has put a file of {@code src/test/resources/columns}. */
  Path file(String suffix) {
    String name = "/columns/" + name().toLowerCase(Locale.ROOT) + suffix;
    URL found = GoldenPayload.class.getResource(name);
    if (found == null) {
      throw new IllegalStateException("no test resource " + name);
    }
    return Path.of(URI.create(found.toString()));
  }

  /** A payload as the decoder in JavaScript gives it. */
  static ObjectNode json(String gateway, ReadingsPayload payload) {
    ObjectNode json = new ObjectMapper().createObjectNode().put("gateway", gateway);
    ObjectNode units = json.putObject("units");
    new TreeMap<>(payload.units()).forEach((point, unit) -> units.put(point.toString(), unit));
    ArrayNode readings = json.putArray("readings");
    for (Reading reading : payload.readings()) {
      ObjectNode one = readings.addObject();
      one.put("point", reading.point().toString()).put("time", reading.timeMillis());
      if (reading.quality().isBad()) {
        one.putNull("value");
      } else {
        one.put("value", reading.value());
      }
      one.put("quality", reading.quality().code());
    }
    ArrayNode sightings = json.putArray("sightings");
    for (Sighting sighting : payload.sightings()) {
      ObjectNode one = sightings.addObject();
      one.put("reader", sighting.reader()).put("antenna", sighting.antenna());
      one.put("epc", sighting.epc().hex()).put("bits", sighting.epc().bits());
      one.put("first", sighting.firstSeenMillis()).put("last", sighting.lastSeenMillis());
      one.put("count", sighting.count());
      sighting.rssiDbm().ifPresent(dbm -> one.put("rssi", dbm));
    }
    ArrayNode summaries = json.putArray("summaries");
    for (Summary summary : payload.summaries()) {
      ObjectNode one = summaries.addObject();
      one.put("point", summary.point().toString());
      one.put("first", summary.firstMillis()).put("last", summary.lastMillis());
      one.put("min", summary.min()).put("mean", summary.mean()).put("max", summary.max());
      one.put("count", summary.count());
    }
    return json;
  }
}
