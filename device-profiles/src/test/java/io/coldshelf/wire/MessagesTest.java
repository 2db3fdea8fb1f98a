package io.coldshelf.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.wire.Block.Encoding;
import io.coldshelf.wire.Block.Span;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Acknowledgement, status, topics, blocks and the deflate transform. */
class MessagesTest {

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void anAcknowledgementLooksLikeThisAndComesBack() {
    Ack ack = new Ack("e1", 7, 0);
    assertArrayEquals(utf8("{\"epoch\":\"e1\",\"events\":7,\"readings\":0}"), ack.toJson());
    assertEquals(ack, Ack.read(ack.toJson()));
    assertEquals(7, ack.upTo(Lane.EVENTS));
    assertEquals(0, ack.upTo(Lane.READINGS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "[]",
        "{}",
        "{\"epoch\":\"e\",\"events\":1}",
        "{\"epoch\":\"\",\"events\":1,\"readings\":1}",
        "{\"epoch\":null,\"events\":1,\"readings\":1}",
        "{\"epoch\":{\"epoch\":\"e\"},\"events\":1,\"readings\":1}",
        "{\"epoch\":\"e\",\"events\":-1,\"readings\":1}",
        "{\"epoch\":\"e\",\"events\":\"1\",\"readings\":1}",
        "{\"epoch\":\"e\",\"events\":99999999999999999999,\"readings\":1}",
        "{\"epoch\":\"e\",\"events\":1,\"readings\":1"
      })
  void whatIsNoAcknowledgementIsRefused(String json) {
    assertThrows(WireException.class, () -> Ack.read(utf8(json)));
  }

  @Test
  void aStatusLooksLikeThisAndComesBack() {
    Status status = new Status(true, "0.1.0", 1_000);
    assertArrayEquals(
        utf8("{\"status\":\"online\",\"version\":\"0.1.0\",\"started\":\"1970-01-01T00:00:01Z\"}"),
        status.toJson());
    assertEquals(status, Status.read(status.toJson()));
    Status offline = new Status(false, "", 0);
    assertEquals(offline, Status.read(offline.toJson()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{\"status\":\"maybe\"}",
        "{\"status\":7}",
        "{\"status\":\"online\",\"started\":\"noon\"}",
        "{\"status\":\"online\",\"started\":\"+1000000000-12-31T23:59:59Z\"}",
        "{\"status\":\"online\",\"started\":null}"
      })
  void whatIsNoStatusIsRefused(String json) {
    assertThrows(WireException.class, () -> Status.read(utf8(json)));
  }

  @Test
  void topicsAreThoseOfTheContract() {
    Topics topics = new Topics("store-0042", "gw1");
    assertEquals("coldshelf/v1/store-0042/gw1/events", topics.lane(Lane.EVENTS));
    assertEquals("coldshelf/v1/store-0042/gw1/readings", topics.lane(Lane.READINGS));
    assertEquals("coldshelf/v1/store-0042/gw1/status", topics.status());
    assertEquals("coldshelf/v1/store-0042/gw1/ack", topics.ack());
    assertEquals("coldshelf/v1/+/+/events", Topics.all("events"));
    assertEquals("/store-0042/gw1", topics.source());
  }

  @Test
  void aTopicIsSplitIntoItsParts() {
    assertEquals(
        Optional.of(new Topics.Parsed(new Topics("s", "g"), "commands/read")),
        Topics.parse("coldshelf/v1/s/g/commands/read"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "coldshelf/v1/s/g",
        "coldshelf/v2/s/g/events",
        "coldshelf/v1//g/events",
        "coldshelf/v1/s//events",
        "coldshelf/v1/+/g/events",
        "coldshelf/v1/s/#/events"
      })
  void whatIsNoTopicOfOursGivesNothing(String topic) {
    assertEquals(Optional.empty(), Topics.parse(topic));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "+", "#", "a\u0000"})
  void whatMqttGivesAMeaningToIsNoId(String id) {
    assertThrows(IllegalArgumentException.class, () -> new Topics(id, "g"));
    assertThrows(IllegalArgumentException.class, () -> new Topics("s", id));
  }

  private static Block block(byte[] payload) {
    return Block.of(
        "e1", Lane.READINGS, 7, new Span(0, 1, 2), Encoding.SENML, payload, Block.noHash());
  }

  /** The layout in {@link Block}, hashed by another program. */
  @Test
  void aBlocksHashIsThatOfItsLayout() {
    assertEquals(
        "4c8467a6dc0b7ad909d7aca6b03ae91273a4584ab5e3cc53815794cc4550bfac",
        HexFormat.of().formatHex(block(utf8("payload")).hash()));
  }

  /** Hashed by another program, as above. */
  @Test
  void aBlocksHashCoversItsClock() {
    ClockState clock = new ClockState("3f2a9c1d", 1764028800000L, true);
    Block block =
        Block.of(
            "e1",
            Lane.READINGS,
            7,
            new Span(0, 1, 2, Optional.of(clock)),
            Encoding.SENML,
            utf8("payload"),
            Block.noHash());
    assertEquals(
        "b6975561ac296cc811c01dce6096dae6b2aea46f6bfeca720838e7ac2bce8166",
        HexFormat.of().formatHex(block.hash()));
  }

  @Test
  void aClockComesBackAsItWasWritten() {
    ClockState clock = new ClockState("3f2a9c1d", -5, false);
    assertEquals("boot=3f2a9c1d;origin=-5;synced=0", clock.text());
    assertEquals(clock, ClockState.parse(clock.text()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "boot=;origin=0;synced=1",
        "boot=a b;origin=0;synced=1",
        "boot=a;origin=1e3;synced=1",
        "boot=a;origin=1;synced=2",
        "boot=a;origin=9999999999999999;synced=1",
        "boot=a;origin=1;synced=1;"
      })
  void whatIsNoClockIsRefused(String text) {
    assertThrows(WireException.class, () -> ClockState.parse(text));
  }

  @Test
  void anAlteredBlockIsNotIntact() {
    Block good = block(utf8("payload"));
    assertTrue(good.isIntact());
    assertFalse(
        new Block(
                good.epoch(),
                good.lane(),
                good.seq(),
                good.span(),
                good.encoding(),
                utf8("Payload"),
                good.prev(),
                good.hash())
            .isIntact());
    assertFalse(
        new Block(
                good.epoch(),
                good.lane(),
                8,
                good.span(),
                good.encoding(),
                good.payload(),
                good.prev(),
                good.hash())
            .isIntact());
    assertFalse(
        new Block(
                good.epoch(),
                Lane.EVENTS,
                7,
                good.span(),
                good.encoding(),
                good.payload(),
                good.prev(),
                good.hash())
            .isIntact());
  }

  @Test
  void deflatedBytesComeBack() {
    for (int length : new int[] {0, 1, 4096, 100_000}) {
      byte[] plain = new byte[length];
      Arrays.setAll(new int[length], i -> plain[i] = (byte) (i * i));
      assertArrayEquals(plain, Deflate.inflate(Deflate.deflate(plain)));
    }
  }

  @Test
  void aBombIsRefused() {
    byte[] bomb = Deflate.deflate(new byte[Deflate.MAX_INFLATED_BYTES + 1]);
    assertTrue(bomb.length < 100_000);
    assertThrows(WireException.class, () -> Deflate.inflate(bomb));
  }
}
