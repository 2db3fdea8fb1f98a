package io.coldshelf.simulator.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Every bench at its smallest: what it finds is plausible, and it leaves nothing behind. */
@Timeout(120)
class SmokeTest {

  private static final BenchOptions OPTIONS = options(Optional.empty());

  private static BenchOptions options(Optional<Path> samples) {
    return options(samples, Optional.empty());
  }

  private static BenchOptions options(Optional<Path> samples, Optional<Duration> length) {
    return new BenchOptions(
        1, 7, true, length, 2, Optional.of(new SeedRange(7, 8)), Optional.empty(), samples);
  }

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  @TempDir private Path folder;

  private Map<String, Figure> run(Bench bench) throws IOException, InterruptedException {
    List<Figure> figures = bench.run(new Place(folder, InstantSource.system(), _ -> {}));
    return figures.stream().collect(Collectors.toMap(Figure::name, Function.identity()));
  }

  private static Figure figure(Map<String, Figure> figures, String name) {
    return Objects.requireNonNull(
        figures.get(name), () -> name + " is not among " + figures.keySet());
  }

  private static double value(Map<String, Figure> figures, String name) {
    return figure(figures, name).value().median();
  }

  /** Where it is not installed the test is skipped with a word; on the project's CI it fails. */
  private static void needMosquitto() {
    if (!Mosquitto.isInstalled()) {
      if ("true".equals(System.getenv("CI"))) {
        fail("mosquitto is not installed");
      }
      abort("mosquitto is not installed");
    }
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(
          List.of(), left.filter(path -> !path.endsWith("broker")).map(Path::toString).toList());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void journal() throws Exception {
    JournalBench.Load tiny = new JournalBench.Load(5, 20_000, 2, 30, TEN_MINUTES, TEN_MINUTES);

    Map<String, Figure> found = run(new JournalBench(OPTIONS, tiny));

    assertTrue(value(found, "durable-readings-per-second") > 1_000, found::toString);
    assertTrue(figure(found, "durable-readings-per-second").ratio().orElse(0) > 0, found::toString);
    assertTrue(value(found, "drain-at-backlog") > 1_000, found::toString);
    // A page is the least that can be written.
    assertTrue(value(found, "flash-bytes-per-commit") >= 4_096, found::toString);
    assertTrue(value(found, "flash-megabytes-a-store-day") > 0, found::toString);
    // Ten minutes of a day, a commit every five seconds.
    assertEquals(17_280, value(found, "commits-a-store-day"), 2_000);
    assertNothingIsLeft();
  }

  @Test
  void aSlowLineCarriesWhatItCan() throws Exception {
    SerialTrial.Rate rate = SerialTrial.run(115_200, 20);
    assertTrue(rate.perSecond() > 0, rate::toString);
    assertTrue(rate.perSecond() < rate.limitPerSecond() * 1.5, rate::toString);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFloodOfTagsIsTakenWhole() throws Exception {
    TagFlood.Rate rate = TagFlood.run(50_000);
    assertTrue(rate.perSecond() > 0 && rate.perCpuSecond() > 0, rate::toString);
  }

  @Test
  void wire() throws Exception {
    needMosquitto();
    Path samples = Files.createDirectory(folder.resolve("samples"));
    Files.writeString(
        samples.resolve("room.csv"),
        "time,point,value\n2026-01-05T00:00:00Z,room/temperature,21.5\n"
            + "2026-01-05T00:00:05Z,room/temperature,21.6\n");
    BenchOptions withSamples = options(Optional.of(samples));

    Map<String, Figure> found =
        run(new WireBench(withSamples, new WireBench.Load(Duration.ofMinutes(20), 5)));

    double plain = value(found, "senml-cbor-in-thousands");
    double deflated = value(found, "senml-cbor-deflated-in-thousands");
    assertTrue(deflated < plain && plain < 80, found::toString);
    double columns = value(found, "columns-at-default-cut");
    assertTrue(columns > 0.5 && columns < deflated, found::toString);
    assertTrue(value(found, "wire-bytes-per-reading") > columns, found::toString);
    assertTrue(value(found, "mqtt-bytes-per-block-beside-payload") > 100, found::toString);
    assertTrue(value(found, "room-senml-cbor-in-thousands") > 10, found::toString);
  }

  @Test
  void aFolderWithoutRecordingsIsSaid() throws Exception {
    needMosquitto();
    Path samples = Files.createDirectory(folder.resolve("samples"));
    BenchOptions withSamples = options(Optional.of(samples));
    WireBench bench = new WireBench(withSamples, new WireBench.Load(Duration.ofMinutes(2), 1));

    IOException said = assertThrows(IOException.class, () -> run(bench));
    assertTrue(String.valueOf(said.getMessage()).contains("no recording"), said::getMessage);
  }

  @Test
  void uplink() throws Exception {
    needMosquitto();

    Map<String, Figure> found =
        run(new UplinkBench(OPTIONS, new UplinkBench.Load(5_000, 20_000, 5, TEN_MINUTES)));

    assertTrue(value(found, "readings-to-bridge-per-second") > 100, found::toString);
    assertTrue(value(found, "cpu-seconds-per-million-readings") > 0, found::toString);
    assertTrue(value(found, "event-latency-p50") > 0, found::toString);
    assertTrue(value(found, "events-measured") >= 1, found::toString);
    assertNothingIsLeft();
  }

  @Test
  void outage() throws Exception {
    needMosquitto();
    OutageBench.Load tiny = new OutageBench.Load(Duration.ofMinutes(20), TEN_MINUTES);

    Map<String, Figure> found = run(new OutageBench(OPTIONS, tiny));

    assertEquals(20 * 6 * 40, value(found, "readings-recorded"));
    assertEquals(0, value(found, "lost"));
    assertEquals(0, value(found, "stored-twice"));
    assertEquals(5, value(found, "open-alerts"));
    assertNothingIsLeft();
  }

  @Test
  void soak() throws Exception {
    needMosquitto();

    Map<String, Figure> found = run(new SoakBench(OPTIONS));

    assertTrue(value(found, "kills-of-agent") >= 2, found::toString);
    assertEquals(1, value(found, "kills-of-broker"));
    assertTrue(value(found, "readings-acknowledged-to-source") > 0, found::toString);
    found.values().forEach(figure -> assertTrue(figure.isMet(), figure::toString));
    assertNothingIsLeft();
  }

  @Test
  void detectionIsTriedInDrawnWorldsBesideTheNaiveRules() throws Exception {
    Map<String, Figure> figures =
        run(new DetectBench(options(Optional.empty(), Optional.of(Duration.ofHours(6)))));
    assertTrue(value(figures, "scales-episodes") > 0, "control: shelves ran empty");
    assertTrue(figure(figures, "scales-precision").isMet());
    assertTrue(figure(figures, "scales-recall").isMet());
    assertTrue(
        value(figures, "tags-shoppers-recall")
            >= figure(figures, "tags-shoppers-recall").reference().orElseThrow().median());
  }
}
