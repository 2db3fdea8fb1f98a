package io.coldshelf.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Change;
import io.coldshelf.model.Epc;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Evidence;
import io.coldshelf.model.Finding;
import io.coldshelf.model.Measure;
import io.coldshelf.model.Severity;
import io.coldshelf.profile.Schemas;
import io.coldshelf.testing.JsonSchemas;
import io.coldshelf.testing.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventTest {

  private static final long TIME = 1_700_000_000_123L;

  private static CloudEvent full(EventKind kind, Change change) {
    return new CloudEvent(
        "/store-0042/gw1",
        new Event(
            "e-1",
            kind,
            change,
            "dairy-case",
            TIME,
            new Finding(
                "a-1",
                Severity.CRITICAL,
                TIME - 60_000,
                change == Change.CLOSED ? OptionalLong.of(TIME) : OptionalLong.empty(),
                "8.3 °C for 10 minutes, \"at most\" 6 °C",
                Optional.of(new Measure(8.3, "Cel", OptionalDouble.of(6), OptionalDouble.of(9.25))),
                new Evidence(
                    Optional.of("06901234567892"),
                    Optional.of("GB 19645"),
                    OptionalLong.of(2),
                    OptionalDouble.of(0.75),
                    List.of(Epc.parse("3034257BF7194E4000001A85"), Epc.parse("AB")),
                    Optional.of("Close the door.")))));
  }

  private static CloudEvent bare() {
    return new CloudEvent(
        "/s/g",
        new Event(
            "e-2",
            EventKind.CLOCK_JUMP,
            Change.RECORDED,
            "g",
            0,
            new Finding(
                "e-2",
                Severity.INFO,
                0,
                OptionalLong.empty(),
                "The clock was set.",
                Optional.empty(),
                Evidence.NONE)));
  }

  private static Set<Change> changes(EventKind kind) {
    return switch (kind) {
      case STOCKOUT,
          LOW_STOCK,
          STOCKOUT_PREDICTED,
          OVERSTOCK,
          MISPLACED_ITEMS,
          EXPIRED_ITEMS,
          TEMPERATURE_BREACH,
          TEMPERATURE_PREDICTED,
          DOOR_OPEN,
          DEFROST,
          POWER_LOSS ->
          EnumSet.of(Change.OPENED, Change.UPDATED, Change.CLOSED);
      case ITEMS -> EnumSet.of(Change.TAKEN, Change.RETURNED, Change.ARRIVED, Change.LEFT);
      case SENSOR_FAULT, DEVICE_OFFLINE, GATEWAY_OFFLINE ->
          EnumSet.of(Change.OPENED, Change.CLOSED);
      case CLOCK_JUMP, DATA_GAP, JOURNAL_REPLACED, CONFIG_APPLIED, CONFIG_REJECTED ->
          EnumSet.of(Change.RECORDED);
      case TRIP -> EnumSet.of(Change.STARTED, Change.ENDED);
    };
  }

  private static String text(CloudEvent event) {
    return new String(event.toJson(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void everyKindComesBackAndKeepsToOurSchema(EventKind kind) {
    for (Change change : Change.values()) {
      CloudEvent event = full(kind, change);
      assertEquals(event, CloudEvent.read(event.toJson()));
      boolean allowed = changes(kind).contains(change);
      List<String> objections = JsonSchemas.objectionsToJson(Schemas.EVENT.text(), text(event));
      assertEquals(allowed, objections.isEmpty(), () -> event.event().type() + objections);
    }
  }

  @Test
  void anEventWithNothingOptionalComesBack() {
    assertEquals(bare(), CloudEvent.read(bare().toJson()));
    assertEquals(List.of(), JsonSchemas.objectionsToJson(Schemas.EVENT.text(), text(bare())));
  }

  /** CloudEvents 1.0.2, JSON format: the project's own schema. */
  @Test
  void eventsKeepToTheSchemaOfCloudEvents() throws IOException {
    String schema = Files.readString(Vectors.oracle("cloudevents/cloudevents.json"));
    for (CloudEvent event : List.of(bare(), full(EventKind.TEMPERATURE_BREACH, Change.OPENED))) {
      assertEquals(List.of(), JsonSchemas.objectionsToJson(schema, text(event)));
    }
    assertFalse(
        JsonSchemas.objectionsToJson(schema, text(bare()).replace("\"id\":\"e-2\",", ""))
            .isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"limit\":6,->",
        "\"unit\":\"Cel\"->\"unit\":\"K\"",
        "\"severity\":\"critical\"->\"severity\":\"dire\"",
        "\"source\":\"/store-0042/gw1\"->\"source\":\"gw1\"",
        "\"alert\":\"a-1\",->",
        "\"closedAt\":\"2023-11-14T22:13:20.123Z\",->",
        "\"kind\":\"temperature-breach\"->\"kind\":\"defrost\"",
        "\"confidence\":0.75->\"confidence\":75",
        "\"items\":[\"3034->\"items\":[\"3g34",
        "\"specversion\":\"1.0\"->\"specversion\":\"0.3\""
      })
  void ourSchemaRefusesWhatTheContractDoesNotSay(String change) {
    String good = text(full(EventKind.TEMPERATURE_BREACH, Change.CLOSED));
    int arrow = change.indexOf("->");
    String wrong = good.replace(change.substring(0, arrow), change.substring(arrow + 2));
    assertFalse(JsonSchemas.objectionsToJson(Schemas.EVENT.text(), wrong).isEmpty(), wrong);
  }

  @Test
  void theDocumentLooksLikeThis() {
    assertEquals(
        "{\"specversion\":\"1.0\",\"id\":\"e-2\",\"source\":\"/s/g\","
            + "\"type\":\"io.coldshelf.clock-jump.recorded\",\"subject\":\"g\","
            + "\"time\":\"1970-01-01T00:00:00Z\",\"datacontenttype\":\"application/json\","
            + "\"data\":{\"alert\":\"e-2\",\"kind\":\"clock-jump\",\"severity\":\"info\","
            + "\"subject\":\"g\",\"openedAt\":\"1970-01-01T00:00:00Z\","
            + "\"reason\":\"The clock was set.\"}}",
        text(bare()));
  }

  @Test
  void unknownFieldsArePassedOver() {
    String more =
        text(bare())
            .replace("\"alert\"", "\"new\":{\"a\":[1,{}]},\"old\":null,\"alert\"")
            .replace("\"id\"", "\"traceparent\":\"00\",\"more\":[{}],\"id\"");
    assertEquals(bare(), CloudEvent.read(more.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "null",
        "{\"type\":\"io.coldshelf.\"}",
        "{\"type\":\"io.coldshelf.stockout\"}",
        "{\"type\":\"com.example.thing.opened\"}"
      })
  void whatIsNoEventOfOursIsRefused(String json) {
    assertThrows(WireException.class, () -> CloudEvent.read(json.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-11-14T22:12:20.123Z->+1000000000-12-31T23:59:59Z",
        "2023-11-14T22:12:20.123Z->yesterday",
        "8.3,->\"NaN\",",
        "8.3,->1e999,",
        "8.3,->\"much\",",
        "\"count\":2->\"count\":2.5",
        "\"items\":[\"3034->\"items\":[\"304",
        "\"unit\":\"Cel\",->"
      })
  void aWrongFieldIsRefused(String change) {
    String good = text(full(EventKind.TEMPERATURE_BREACH, Change.OPENED));
    int arrow = change.indexOf("->");
    String wrong = good.replace(change.substring(0, arrow), change.substring(arrow + 2));
    assertThrows(
        WireException.class, () -> CloudEvent.read(wrong.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] json = full(EventKind.STOCKOUT, Change.CLOSED).toJson();
    for (int length = 0; length < json.length - 2; length++) {
      byte[] cut = Arrays.copyOf(json, length);
      assertThrows(WireException.class, () -> CloudEvent.read(cut));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void damageIsRefusedOrReadAsSomethingElse(long seed) {
    RandomGenerator random = new Random(seed);
    byte[] good = full(EventKind.STOCKOUT, Change.CLOSED).toJson();
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = good.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        CloudEvent.read(damaged);
      } catch (WireException e) {
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError(
            "seed " + seed + ": " + new String(damaged, StandardCharsets.UTF_8), e);
      }
    }
    assertTrue(refused > 1_000, "only " + refused + " refused");
  }
}
