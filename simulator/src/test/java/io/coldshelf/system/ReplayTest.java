package io.coldshelf.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coldshelf.testing.Vectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real recordings through the agent's pipeline: known failures are found, and always the same. */
@Timeout(60)
class ReplayTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> MOTES =
      Stream.of("single", "multi")
          .flatMap(kind -> IntStream.rangeClosed(1, 4).mapToObj(n -> kind + "-mote-" + n))
          .toList();

  @TempDir private Path folder;

  private List<String> replay(Path recording, String configuration) throws Exception {
    Files.writeString(folder.resolve("gateway.yaml"), configuration);
    Program ended =
        Program.run(folder, "replay", recording.toString(), "--config", "gateway.yaml", "--json");
    assertEquals(0, ended.code(), ended::toString);
    assertEquals(List.of(), ended.err());
    return ended.out();
  }

  private static String gateway(String devices, String compartments) {
    return """
    gateway: gw1
    site: {id: store-1, name: Store 1, timezone: UTC}
    devices:
    %s
    compartments:
    %s
    """
        .formatted(devices, compartments);
  }

  private static String room() {
    return gateway(
        "  room-probe: {profile: xy-md02, connect: \"modbus-tcp://127.0.0.1?unit=1\", every: 1h}",
        """
          room:
            class: {limits: [{above: 29 °C, for: 2h}, {below: 14.3 °C}]}
            probes: [room-probe/temperature]
        """);
  }

  private static String motes() {
    return gateway(
        MOTES.stream()
            .map(name ->
                "  %s: {profile: xy-md02, connect: \"modbus-tcp://%s?unit=1\", every: 5s}"
                    .formatted(name, name))
            .collect(Collectors.joining("\n")),
        MOTES.stream()
            .map(name ->
                "  at-%s: {class: {limits: [{above: 33 °C, for: 1m}]}, probes: [%s/temperature]}"
                    .formatted(name, name))
            .collect(Collectors.joining("\n")));
  }

  @Test
  void bothFailuresOfTheAirConditioningAreFoundAndNothingElse() throws Exception {
    List<String> days = new ArrayList<>();
    for (String line : replay(Vectors.sample("room-hourly.csv"), room())) {
      JsonNode event = JSON.readTree(line);
      if (event.path("type").asText().equals("io.coldshelf.temperature-breach.opened")) {
        days.add(event.path("time").asText().substring(0, "2013-12-22".length()));
      }
    }

    assertEquals(List.of("2013-12-22", "2014-04-13"), days);
  }

  @Test
  void theSameRoomGivesTheSameEventsToTheByte() throws Exception {
    Path recording = Vectors.sample("room-hourly.csv");

    assertEquals(replay(recording, room()), replay(recording, room()));
  }

  @Test
  void theSameMotesGiveTheSameEventsToTheByte() throws Exception {
    Path recording = Vectors.sample("motes-5s.csv");

    List<String> events = replay(recording, motes());

    assertFalse(events.isEmpty());
    assertEquals(events, replay(recording, motes()));
  }
}
