package io.coldshelf.driver.llrp;

import io.coldshelf.model.Epc;
import io.coldshelf.model.TagReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes tag reports of RO_ACCESS_REPORT messages. For the life of one connection, since a reader
 * may leave out what has not changed: a part that was asked for and is absent has the value that it
 * had when it last came (LLRP 1.0.1, 13.2.3).
 */
final class TagReports {

  private final String device;
  private final ReaderClock clock;

  /** The last of each TV parameter, by its code: at most as many as there are TV types. */
  private final Map<Integer, Parameter> last = new HashMap<>();

  TagReports(String device, ReaderClock clock) {
    this.device = device;
    this.clock = clock;
  }

  /**
   * Reads a message.
   *
   * @return the reports that make sense; a report without EPC, or from no antenna, does not
   */
  List<TagReport> in(Message message) {
    List<TagReport> reports = new ArrayList<>();
    for (Parameter data : message.parameters().all(ParameterType.TAG_REPORT_DATA)) {
      report(data.parameters()).ifPresent(reports::add);
    }
    return reports;
  }

  private Optional<TagReport> report(Parameters data) {
    for (Parameter parameter : data.list()) {
      if (parameter.code() < Parameter.TV_CODES) {
        last.put(parameter.code(), parameter);
      }
    }
    int antenna = value(ParameterType.ANTENNA_ID).map(p -> p.fields().u16(0)).orElse(0);
    Optional<Epc> epc = epc(data);
    if (epc.isEmpty() || antenna == 0) {
      return Optional.empty();
    }
    long now = clock.now();
    Optional<Parameter> first =
        time(
            data,
            ParameterType.FIRST_SEEN_TIMESTAMP_UTC,
            ParameterType.FIRST_SEEN_TIMESTAMP_UPTIME);
    Optional<Parameter> latest =
        time(data, ParameterType.LAST_SEEN_TIMESTAMP_UTC, ParameterType.LAST_SEEN_TIMESTAMP_UPTIME);
    long lastSeen = clock.millis(latest.or(() -> first)).orElse(now);
    long firstSeen = Math.min(clock.millis(first).orElse(lastSeen), lastSeen);
    int count = value(ParameterType.TAG_SEEN_COUNT).map(p -> p.fields().u16(0)).orElse(1);
    OptionalInt rssi =
        value(ParameterType.PEAK_RSSI)
            .map(p -> OptionalInt.of(p.fields().s8(0)))
            .orElse(OptionalInt.empty());
    return Optional.of(
        new TagReport(device, antenna, epc.get(), lastSeen, firstSeen, Math.max(count, 1), rssi));
  }

  private Optional<Parameter> value(ParameterType type) {
    return Optional.ofNullable(last.get(type.code()));
  }

  /** A reader sends one of the two kinds of time; what has come now goes before what came once. */
  private Optional<Parameter> time(Parameters data, ParameterType utc, ParameterType uptime) {
    return data.first(utc)
        .or(() -> data.first(uptime))
        .or(() -> value(utc))
        .or(() -> value(uptime));
  }

  private static Optional<Epc> epc(Parameters data) {
    return data.first(ParameterType.EPC_96)
        .map(epc -> Epc.of(epc.fields().bytesFrom(0)))
        .or(() ->
            data.first(ParameterType.EPC_DATA)
                .map(epc -> Epc.of(epc.fields().bytesFrom(2), epc.fields().u16(0))));
  }
}
