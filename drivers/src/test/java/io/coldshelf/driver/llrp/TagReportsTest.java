package io.coldshelf.driver.llrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldshelf.model.Epc;
import io.coldshelf.model.TagReport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TagReportsTest {

  private static final long NOW = Instant.parse("2026-01-01T00:00:10Z").toEpochMilli();

  /** The reader's clock is ten seconds behind ours. */
  private static final long READER_MICROS = (NOW - 10_000) * 1000;

  private final ReaderClock clock = new ReaderClock(InstantSource.fixed(Instant.ofEpochMilli(NOW)));
  private final TagReports reports = new TagReports("r", clock);

  @Test
  void recordedReportIsInOurTime() throws Exception {
    clock.set(notification(ParameterType.UTC_TIMESTAMP, 1594174805140192L + 60_000_000));

    List<TagReport> read =
        reports.in(
            Decoder.decode(
                PublishedMessages.recorded(MessageType.RO_ACCESS_REPORT, "ROAccessReport-001")));

    assertEquals(
        List.of(
            new TagReport(
                "r",
                1,
                Epc.parse("3000ABCDEF00000000000003"),
                NOW - 60_000,
                NOW - 60_000,
                1,
                OptionalInt.of(-48))),
        read);
  }

  @Test
  void allPartsOfAReportAreRead() {
    clock.set(notification(ParameterType.UTC_TIMESTAMP, READER_MICROS));
    Parameter epc = Parameter.of(ParameterType.EPC_DATA, Fields.of().u16(11).u8(0xAB).u8(0xFF));

    TagReport report =
        read(
            epc,
            antenna(3),
            rssi(-61),
            u64(ParameterType.FIRST_SEEN_TIMESTAMP_UTC, READER_MICROS - 5_000_000),
            u64(ParameterType.LAST_SEEN_TIMESTAMP_UTC, READER_MICROS - 1_000_000),
            Parameter.of(ParameterType.TAG_SEEN_COUNT, Fields.of().u16(65_535)));

    assertEquals(
        new TagReport(
            "r",
            3,
            Epc.of(new byte[] {(byte) 0xAB, (byte) 0xE0}, 11),
            NOW - 1_000,
            NOW - 5_000,
            65_535,
            OptionalInt.of(-61)),
        report);
  }

  @Test
  void whatAReaderLeavesOutHasNotChanged() {
    read(epc(1), antenna(4), rssi(-50));

    TagReport second = read(epc(2));

    assertEquals(4, second.antenna());
    assertEquals(OptionalInt.of(-50), second.rssiDbm());
    assertEquals(epcOf(2), second.epc());
  }

  @Test
  void emptyEpcIsAnEpc() {
    Parameter empty = Parameter.of(ParameterType.EPC_DATA, Fields.of().u16(0));

    assertEquals(0, read(empty, antenna(1)).epc().bits());
  }

  @Test
  void uptimeIsPutIntoOurTime() {
    clock.set(notification(ParameterType.UPTIME, 77_000_000));

    TagReport report =
        read(
            epc(1),
            antenna(1),
            u64(ParameterType.FIRST_SEEN_TIMESTAMP_UPTIME, 70_000_000),
            u64(ParameterType.LAST_SEEN_TIMESTAMP_UPTIME, 76_000_000));

    assertEquals(NOW - 1_000, report.timeMillis());
    assertEquals(NOW - 7_000, report.firstSeenMillis());
  }

  @Test
  void clockThatWasNeverSetIsNotBelieved() {
    clock.set(notification(ParameterType.UTC_TIMESTAMP, 5_000_000));

    TagReport report =
        read(epc(1), antenna(1), u64(ParameterType.LAST_SEEN_TIMESTAMP_UTC, 4_000_000));

    assertEquals(NOW, report.timeMillis());
    assertEquals(NOW, report.firstSeenMillis());
  }

  @Test
  void clockThatWasSetSinceThenGivesNoTimeInTheFuture() {
    clock.set(notification(ParameterType.UTC_TIMESTAMP, READER_MICROS));

    TagReport report =
        read(
            epc(1),
            antenna(1),
            u64(ParameterType.LAST_SEEN_TIMESTAMP_UTC, READER_MICROS + 3_600_000_000L));

    assertEquals(NOW, report.timeMillis());
  }

  @Test
  void uptimeThatLeadsBeforeOurTimesIsNotBelieved() {
    clock.set(notification(ParameterType.UPTIME, Long.MAX_VALUE));

    TagReport report =
        read(epc(1), antenna(1), u64(ParameterType.LAST_SEEN_TIMESTAMP_UPTIME, 1_000));

    assertEquals(NOW, report.timeMillis());
  }

  @Test
  void firstSeenIsNeverAfterLastSeen() {
    clock.set(notification(ParameterType.UTC_TIMESTAMP, READER_MICROS));

    TagReport report =
        read(
            epc(1),
            antenna(1),
            u64(ParameterType.FIRST_SEEN_TIMESTAMP_UTC, READER_MICROS),
            u64(ParameterType.LAST_SEEN_TIMESTAMP_UTC, READER_MICROS - 2_000_000));

    assertEquals(NOW - 2_000, report.firstSeenMillis());
  }

  @Test
  void reportFromNoAntennaIsLeftOut() {
    assertEquals(List.of(), reports.in(message(epc(1))));
    assertEquals(List.of(), reports.in(message(epc(1), antenna(0))));
    assertEquals(List.of(), reports.in(message(antenna(1))));
  }

  private TagReport read(Parameter... parts) {
    List<TagReport> read = reports.in(message(parts));
    assertEquals(1, read.size());
    return read.getFirst();
  }

  private static Message message(Parameter... parts) {
    return Message.of(
        MessageType.RO_ACCESS_REPORT,
        1,
        Fields.NONE,
        Parameter.of(ParameterType.TAG_REPORT_DATA, Fields.NONE, parts));
  }

  private static Parameter notification(ParameterType type, long micros) {
    return Parameter.of(
        ParameterType.READER_EVENT_NOTIFICATION_DATA, Fields.NONE, u64(type, micros));
  }

  private static Parameter epc(int last) {
    return Parameter.of(ParameterType.EPC_96, Fields.of().bytes(epcOf(last).bytes()));
  }

  private static Epc epcOf(int last) {
    return Epc.parse("3000ABCDEF000000000000%02X".formatted(last));
  }

  private static Parameter antenna(int number) {
    return Parameter.of(ParameterType.ANTENNA_ID, Fields.of().u16(number));
  }

  private static Parameter rssi(int dbm) {
    return Parameter.of(ParameterType.PEAK_RSSI, Fields.of().u8(dbm));
  }

  private static Parameter u64(ParameterType type, long value) {
    return Parameter.of(type, Fields.of().u64(value));
  }
}
