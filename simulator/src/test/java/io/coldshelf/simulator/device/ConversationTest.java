package io.coldshelf.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.profile.Connection;
import io.coldshelf.testing.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Driver and simulated device understand each other; whether what they speak is the protocol, an
 * independent dissector says, of a whole conversation in both directions.
 */
@Timeout(60)
class ConversationTest {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int ANSWERS = 5;
  private static final int LLRP_PORT = 5084;
  private static final int MODBUS_PORT = 502;

  @TempDir private Path folder;

  /** Lets a driver talk to its device until it has answered some times. */
  private List<PcapFile.Segment> conversation(Rig rig, int device, String scheme, String query)
      throws Exception {
    try (Wiretap tap = new Wiretap(device)) {
      DeviceSetup direct = rig.setup(PATIENCE);
      Connection tapped = Connection.parse(scheme + "://127.0.0.1:" + tap.port() + query);
      DeviceSetup setup =
          new DeviceSetup(
              direct.name(), direct.profile(), tapped, direct.timeout(), direct.clock());
      try (Caller caller = Caller.of(rig.driver().open(setup))) {
        for (int answers = 0; answers < ANSWERS; answers++) {
          Outcome outcome = caller.next();
          assertTrue(outcome instanceof Outcome.Answer, outcome::toString);
        }
      }
      return tap.said();
    }
  }

  private void assertDissected(String protocol, int port, List<PcapFile.Segment> said, int least)
      throws Exception {
    Path capture = folder.resolve(protocol + ".pcap");
    PcapFile.writeBoth(capture, port, said);
    String file = capture.toString();
    String wrong = Command.run("tshark", "-r", file, "-Y", "_ws.malformed || _ws.expert", "-V");
    assertEquals(List.of(), lines(wrong));
    List<String> frames = lines(Command.run("tshark", "-r", file, "-Y", protocol));
    assertTrue(frames.size() >= least, frames::toString);
  }

  /** Without what tshark says about being run as root. */
  private static List<String> lines(String output) {
    return output
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("Running as user"))
        .toList();
  }

  @Test
  void anLlrpSessionIsWellFormedInBothDirections() throws Exception {
    try (Rig.OfReader rig = new Rig.OfReader()) {
      List<PcapFile.Segment> said = conversation(rig, rig.reader().port(), "llrp", "");

      assertDissected("llrp", LLRP_PORT, said, ANSWERS);
    }
  }

  @Test
  void aModbusConversationIsWellFormedInBothDirections() throws Exception {
    try (Rig.OfModbus rig = (Rig.OfModbus) Rig.Kind.MODBUS_TCP.open(folder)) {
      List<PcapFile.Segment> said = conversation(rig, rig.slave().port(), "modbus-tcp", "?unit=3");

      assertDissected("modbus", MODBUS_PORT, said, 2 * ANSWERS);
    }
  }
}
