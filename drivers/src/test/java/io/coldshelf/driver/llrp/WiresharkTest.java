package io.coldshelf.driver.llrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.coldshelf.model.TagReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What another implementation of LLRP makes of our messages: Wireshark's dissector. */
class WiresharkTest {

  @TempDir Path folder;

  @Test
  @Timeout(120)
  void wiresharkUnderstandsAWholeSession() throws Exception {
    Path capture = folder.resolve("session.pcap");
    try (ScriptedReader reader =
            new ScriptedReader(r -> {
              Parameter former = new Inventory(OptionalInt.of(3), 5).roSpec();
              r.setUpWith(former);
              r.grant(MessageType.DELETE_ROSPEC, MessageType.DELETE_ROSPEC_RESPONSE);
              r.grant(MessageType.ADD_ROSPEC, MessageType.ADD_ROSPEC_RESPONSE);
              r.grant(MessageType.ENABLE_ROSPEC, MessageType.ENABLE_ROSPEC_RESPONSE);
              r.expect(MessageType.ENABLE_EVENTS_AND_REPORTS);
              r.send("043e 0000000a 00000007");
              r.expect(MessageType.KEEPALIVE_ACK);
              r.send("043d 0000001e 00000001 00f0 0014 8d 3000abcdef00000000000003 81 0002");
              r.expect(MessageType.CLOSE_CONNECTION);
            });
        Listening listening = Listening.to(reader)) {
      listening.expectOnline();
      assertInstanceOf(TagReport.class, listening.next());
      listening.device().close();
      reader.played();
      Pcap.write(capture, reader.passed());
    }

    String seen = tshark(capture);

    assertFalse(seen.contains("Malformed"), seen);
    assertFalse(seen.contains("Expert Info"), seen);
    for (String wanted :
        new String[] {
          "Get Reader Capabilities",
          "Set Reader Config",
          "Periodic",
          "Delete ROSpec",
          "Add ROSpec",
          "C1G2SingulationControl",
          "TagReportContentSelector",
          "Enable Events And Reports",
          "Keepalive Ack",
          "Close Connection"
        }) {
      assertTrue(normal(seen).contains(normal(wanted)), () -> wanted + " is not in " + seen);
    }
  }

  private static String normal(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[ _]", "");
  }

  private static String tshark(Path capture) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "tshark",
                  "-r",
                  capture.toString(),
                  "-d",
                  "tcp.port==5084,llrp",
                  "-V",
                  "-O",
                  "llrp")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return abort("tshark is not installed: " + e.getMessage());
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
