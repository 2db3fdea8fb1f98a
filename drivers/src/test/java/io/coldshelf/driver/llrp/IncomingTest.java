package io.coldshelf.driver.llrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.DataGap;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Observation;
import io.coldshelf.model.TagReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IncomingTest {

  /** Damaged messages by the thousand would drown everything else. */
  private static final Logger LOG = Logger.getLogger(Incoming.class.getName());

  private final List<Observation> said = new ArrayList<>();
  private final Incoming incoming =
      new Incoming("r", "reader at r", new ReaderClock(Listening.CLOCK), said::add);

  @BeforeAll
  static void quiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    LOG.setLevel(null);
  }

  @Test
  void damagedMessagesEndNothingButThemselves() throws Exception {
    long seed = Long.getLong("coldshelf.seed", 20_260_102);
    Random random = new Random(seed);
    List<byte[]> messages =
        PublishedMessages.all().stream()
            .filter(m -> (((m[0] & 3) << 8) | (m[1] & 0xFF)) >= MessageType.GET_REPORT.code())
            .toList();
    incoming.online();
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = messages.get(random.nextInt(messages.size())).clone();
      bytes[Message.HEADER_BYTES + random.nextInt(bytes.length - Message.HEADER_BYTES)] ^=
          (byte) (1 << random.nextInt(8));
      takeOrRefuse(bytes);
    }
    for (Observation observation : said) {
      assertTrue(
          observation.timeMillis() > 0 && observation.timeMillis() <= Listening.CLOCK.millis(),
          () -> observation + ", seed " + seed);
    }
    assertTrue(said.stream().anyMatch(TagReport.class::isInstance));
  }

  @Test
  void whatWaitsForTheSetUpIsBoundedAndTheLossIsSaid() throws Exception {
    Message report =
        Message.of(
            MessageType.RO_ACCESS_REPORT,
            1,
            Fields.NONE,
            Parameter.of(
                ParameterType.TAG_REPORT_DATA,
                Fields.NONE,
                Parameter.of(ParameterType.EPC_96, Fields.of().bytes(new byte[12])),
                Parameter.of(ParameterType.ANTENNA_ID, Fields.of().u16(1))));
    for (int i = 0; i < Incoming.MAX_WAITING + 3; i++) {
      incoming.take(report);
    }
    assertEquals(List.of(), said);

    incoming.online();

    assertInstanceOf(DeviceState.class, said.getFirst());
    assertEquals(1 + Incoming.MAX_WAITING + 1, said.size());
    assertEquals(3, assertInstanceOf(DataGap.class, said.getLast()).lost());
  }

  private void takeOrRefuse(byte[] bytes) {
    try {
      incoming.take(Decoder.decode(bytes));
    } catch (MalformedMessageException e) {
      assertTrue(e.position() <= bytes.length);
    } catch (SessionEndedException e) {
      assertTrue(e.fault().reason().contains("takes leave"));
    }
  }
}
