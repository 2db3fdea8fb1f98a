package io.coldshelf.driver.llrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.Outcome.Fault.Kind;
import io.coldshelf.model.AntennaState;
import io.coldshelf.model.DataGap;
import io.coldshelf.model.Epc;
import io.coldshelf.model.TagReport;
import io.coldshelf.profile.Connection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Session rules of LLRP 1.1, 5.1.1, 9 and 20.1, over a real socket. */
@Timeout(20)
class LlrpDriverTest {

  private static final long NOW = Listening.CLOCK.millis();
  private static final Timing HURRIED =
      new Timing(Duration.ofMillis(50), 3, Duration.ofMillis(500));

  /** One tag at antenna 2, -47 dBm, last seen five seconds after the greeting's time. */
  private static final String REPORT =
      "043d 00000035 00000001 00f0 002b 8d 3000abcdef00000000000003 81 0002 86 d1"
          + " 82 0006474846204000 84 00064748466c8b40 88 0003";

  @Test
  void nothingIsSentBeforeTheReaderGreets() throws Exception {
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              r.expectNothing();
              r.setUp();
            });
        Listening listening = Listening.to(reader)) {
      listening.expectOnline();
      reader.played();
    }
  }

  @Test
  void readerThatServesAnotherProgramRefuses() throws Exception {
    String busy = ScriptedReader.GREETING.replace("0006 0000", "0006 0002");
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              r.send(busy);
              r.expectEnd();
            });
        Listening listening = Listening.to(reader)) {
      Fault fault = listening.fault();

      assertEquals(Kind.REFUSED, fault.kind());
      assertTrue(fault.reason().contains("already serves another program"), fault::reason);
      reader.played();
    }
  }

  @Test
  void readerThatIsNotThereIsUnreachable() throws Exception {
    int port;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }
    try (Listening listening =
        new Listening("llrp://127.0.0.1:" + port, Duration.ofSeconds(2), Listening.UNHURRIED)) {
      Fault fault = listening.fault();

      assertEquals(Kind.UNREACHABLE, fault.kind());
      assertTrue(
          fault.reason().startsWith("reader at 127.0.0.1:" + port + " refuses"), fault::reason);
      assertTrue(fault.suggestion().contains("powered"), fault::suggestion);
    }
  }

  @Test
  void peerThatNeverGreetsIsSilent() throws Exception {
    try (ScriptedReader reader = new ScriptedReader(ScriptedReader::expectEnd);
        Listening listening =
            new Listening(Listening.url(reader), Duration.ofMillis(100), Listening.UNHURRIED)) {
      Fault fault = listening.fault();

      assertEquals(Kind.SILENT, fault.kind());
      assertTrue(fault.reason().contains("says nothing"), fault::reason);
    }
  }

  @Test
  void peerThatSpeaksSomethingElseIsGarbled() throws Exception {
    // "SSH-2.0-OpenSSH_9"
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              r.send("5353482d322e302d4f70656e5353485f39");
              r.expectEnd();
            });
        Listening listening = Listening.to(reader)) {
      assertEquals(Kind.GARBLED, listening.fault().kind());
    }
  }

  @Test
  void readerThatNeverTellsWhatItCanIsSetUpWithoutHolding() throws Exception {
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              r.send(ScriptedReader.GREETING);
              r.expect(MessageType.GET_READER_CAPABILITIES);
              Message asked = r.expect(MessageType.SET_READER_CONFIG);
              Parameter hold =
                  asked.parameters().first(ParameterType.EVENTS_AND_REPORTS).orElseThrow();
              assertEquals(0, hold.fields().u8(0));
              r.send(
                  Message.of(
                      MessageType.SET_READER_CONFIG_RESPONSE,
                      asked.id(),
                      Fields.NONE,
                      ScriptedReader.status(0, "")));
              r.grant(MessageType.GET_ROSPECS, MessageType.GET_ROSPECS_RESPONSE);
              r.grant(MessageType.ADD_ROSPEC, MessageType.ADD_ROSPEC_RESPONSE);
              r.grant(MessageType.ENABLE_ROSPEC, MessageType.ENABLE_ROSPEC_RESPONSE);
              r.expect(MessageType.ENABLE_EVENTS_AND_REPORTS);
            });
        Listening listening =
            new Listening(Listening.url(reader), Duration.ofSeconds(1), Listening.UNHURRIED)) {
      listening.expectOnline();
      reader.played();
    }
  }

  @Test
  void ourRunningRoSpecIsKeptOnReconnect() throws Exception {
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              r.setUpWith(ours(2));
              r.expect(MessageType.ENABLE_EVENTS_AND_REPORTS);
            });
        Listening listening = Listening.to(reader)) {
      listening.expectOnline();
      reader.played();
    }
  }

  @Test
  void ourRoSpecThatRestsIsSetGoing() throws Exception {
    try (ScriptedReader reader =
            new ScriptedReader(
                r -> {
                  r.setUpWith(ours(0));
                  r.grant(MessageType.ENABLE_ROSPEC, MessageType.ENABLE_ROSPEC_RESPONSE);
                  r.expect(MessageType.ENABLE_EVENTS_AND_REPORTS);
                },
                r -> {
                  r.setUpWith(ours(1));
                  r.grant(MessageType.START_ROSPEC, MessageType.START_ROSPEC_RESPONSE);
                  r.expect(MessageType.ENABLE_EVENTS_AND_REPORTS);
                });
        Listening first = Listening.to(reader)) {
      first.expectOnline();
      assertEquals(Kind.UNREACHABLE, first.fault().kind());
      try (Listening second = Listening.to(reader)) {
        second.expectOnline();
        reader.played();
      }
    }
  }

  @Test
  void othersRoSpecsAndOurFormerOneAreReplaced() throws Exception {
    Parameter former = new Inventory(OptionalInt.of(3), 5).roSpec();
    Parameter others = new Parameter(177, Fields.of().u32(1).u8(0).u8(2).build(), Parameters.NONE);
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              r.setUpWith(former, others);
              r.grant(MessageType.DELETE_ROSPEC, MessageType.DELETE_ROSPEC_RESPONSE);
              r.grant(MessageType.DELETE_ROSPEC, MessageType.DELETE_ROSPEC_RESPONSE);
              r.grant(MessageType.ADD_ROSPEC, MessageType.ADD_ROSPEC_RESPONSE);
              r.grant(MessageType.ENABLE_ROSPEC, MessageType.ENABLE_ROSPEC_RESPONSE);
              r.expect(MessageType.ENABLE_EVENTS_AND_REPORTS);
            });
        Listening listening = Listening.to(reader)) {
      listening.expectOnline();
      reader.played();
    }
  }

  @Test
  void readerThatRefusesOurRoSpecIsQuoted() throws Exception {
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              r.setUpWith();
              Message asked = r.expect(MessageType.ADD_ROSPEC);
              r.send(
                  Message.of(
                      MessageType.ADD_ROSPEC_RESPONSE,
                      asked.id(),
                      Fields.NONE,
                      ScriptedReader.status(301, "no such session")));
              r.expectEnd();
            });
        Listening listening = Listening.to(reader)) {
      Fault fault = listening.fault();

      assertEquals(Kind.REFUSED, fault.kind());
      assertTrue(fault.reason().contains("ADD_ROSPEC: status 301, no such session"), fault::reason);
      reader.played();
    }
  }

  @Test
  void complaintIsNeverAnswered() throws Exception {
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              r.setUp();
              r.send(
                  Message.of(
                      MessageType.ERROR_MESSAGE,
                      99,
                      Fields.NONE,
                      ScriptedReader.status(100, "what?")));
              r.expectNothing();
            });
        Listening listening = Listening.to(reader)) {
      listening.expectOnline();
      reader.played();
    }
  }

  @Test
  void reportIsInOurTime() throws Exception {
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              r.setUp();
              r.send(REPORT);
              r.expectNothing();
            });
        Listening listening = Listening.to(reader)) {
      listening.expectOnline();

      assertEquals(
          new TagReport(
              "shelf-reader",
              2,
              Epc.parse("3000ABCDEF00000000000003"),
              NOW,
              NOW,
              3,
              OptionalInt.of(-47)),
          listening.next());
    }
  }

  @Test
  void reportThatComesDuringTheSetUpWaitsForIt() throws Exception {
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              r.send(ScriptedReader.GREETING);
              Message asked = r.expect(MessageType.GET_READER_CAPABILITIES);
              r.send(REPORT);
              r.send(
                  Message.of(
                      MessageType.GET_READER_CAPABILITIES_RESPONSE,
                      asked.id() + 5,
                      Fields.NONE,
                      ScriptedReader.status(0, "")));
              r.grant(MessageType.SET_READER_CONFIG, MessageType.SET_READER_CONFIG_RESPONSE);
              r.grant(MessageType.GET_ROSPECS, MessageType.GET_ROSPECS_RESPONSE, ours(2));
              r.expect(MessageType.ENABLE_EVENTS_AND_REPORTS);
            });
        Listening listening = Listening.to(reader)) {
      listening.expectOnline();
      assertInstanceOf(TagReport.class, listening.next());
      reader.played();
    }
  }

  @Test
  void antennaThatGoesAndComesIsSaid() throws Exception {
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              r.setUp();
              r.send(event("00ff 0007 00 0002"));
              r.send(event("00ff 0007 01 0002"));
            });
        Listening listening = Listening.to(reader)) {
      listening.expectOnline();

      assertEquals(new AntennaState("shelf-reader", 2, NOW, false), listening.next());
      assertEquals(new AntennaState("shelf-reader", 2, NOW, true), listening.next());
    }
  }

  @Test
  void bufferThatRanOverIsAGap() throws Exception {
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              r.setUp();
              r.send(event("00fa 0005 5a"));
              r.send(event("00fc 000c 0006 62726f6b656e"));
              r.send(event("0100 0006 0004"));
              r.send(event("00fb 0004"));
            });
        Listening listening = Listening.to(reader)) {
      listening.expectOnline();

      DataGap gap = assertInstanceOf(DataGap.class, listening.next());
      assertEquals(0, gap.lost());
      assertTrue(gap.reason().contains("ran over"), gap::reason);
    }
  }

  @Test
  void reportThatCannotBeReadIsAGapAndTheSessionGoesOn() throws Exception {
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              r.setUp();
              r.send("043d 00000010 00000001 00f0 0006 ff01");
              r.send("043e 0000000a 0badcafe");
              assertEquals(0x0BADCAFEL, r.expect(MessageType.KEEPALIVE_ACK).id());
            });
        Listening listening = Listening.to(reader)) {
      listening.expectOnline();

      assertInstanceOf(DataGap.class, listening.next());
      reader.played();
    }
  }

  @Test
  void readerThatTakesLeaveEndsTheSessionWithoutAWordFromUs() throws Exception {
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              r.setUp();
              r.send(event("0101 0004"));
              r.expectEnd();
            });
        Listening listening = Listening.to(reader)) {
      listening.expectOnline();

      assertEquals(Kind.UNREACHABLE, listening.fault().kind());
      reader.played();
    }
  }

  @Test
  void readerWithoutSignsOfLifeIsLost() throws Exception {
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              r.setUp();
              r.expectEnd();
            });
        Listening listening = Listening.to(reader, HURRIED)) {
      listening.expectOnline();
      Fault fault = listening.fault();

      assertEquals(Kind.SILENT, fault.kind());
      assertTrue(fault.reason().contains("no sign of life for 150 ms"), fault::reason);
    }
  }

  @Test
  void closingTakesLeavePolitely() throws Exception {
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              r.setUp();
              r.expect(MessageType.CLOSE_CONNECTION);
              // Readers are known that answer with another id.
              r.send(
                  Message.of(
                      MessageType.CLOSE_CONNECTION_RESPONSE,
                      77,
                      Fields.NONE,
                      ScriptedReader.status(0, "")));
              r.expectEnd();
            });
        Listening listening = Listening.to(reader)) {
      listening.expectOnline();
      listening.device().close();

      listening.expectStopped();
      reader.played();
      listening.device().close();
    }
  }

  @Test
  void closingWaitsOnlyAWhileForAReaderThatDoesNotAnswer() throws Exception {
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              r.setUp();
              r.expect(MessageType.CLOSE_CONNECTION);
              r.expectEnd();
            });
        Listening listening =
            Listening.to(reader, new Timing(Duration.ofSeconds(60), 3, Duration.ofMillis(50)))) {
      listening.expectOnline();
      listening.device().close();

      listening.expectStopped();
      reader.played();
    }
  }

  @Test
  void interruptStops() throws Exception {
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              r.setUp();
              r.expectEnd();
            });
        Listening listening = Listening.to(reader)) {
      listening.expectOnline();
      listening.interrupt();

      listening.expectStopped();
    }
  }

  @Test
  void connectionsThatMakeNoSenseAreRefused() {
    LlrpDriver driver = new LlrpDriver();

    assertEquals("llrp://h:5084", driver.bus(Connection.parse("llrp://h?session=2")));
    assertEquals("llrps://h:5085", driver.bus(Connection.parse("llrps://h")));
    for (String wrong : List.of("llrp://h?sesion=2", "tcp://h:5084")) {
      assertThrows(
          IllegalArgumentException.class, () -> driver.bus(Connection.parse(wrong)), wrong);
    }
    for (String wrong : List.of("session=4", "power=37", "power=x", "antennas=0", "version=2")) {
      assertThrows(
          IllegalArgumentException.class, () -> Listening.open(driver, "llrp://h?" + wrong), wrong);
    }
  }

  private static Parameter ours(int state) {
    Parameter fresh = new Inventory(OptionalInt.of(1), 32).roSpec();
    return new Parameter(fresh.code(), fresh.fields().with(5, state), fresh.parameters());
  }

  /** An event at a time by a clock that was never set. */
  private static String event(String event) {
    int length = event.replace(" ", "").length() / 2;
    return "043f %08x 00000009 00f6 %04x 0080 000c 00000000000000ff %s"
        .formatted(26 + length, 16 + length, event);
  }
}
