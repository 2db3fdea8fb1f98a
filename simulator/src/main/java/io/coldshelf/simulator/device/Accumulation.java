package io.coldshelf.simulator.device;

import io.coldshelf.model.Epc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tags seen since the last report, each once per AISpec and antenna (LLRP 1.0.1, 13.2.3). */
final class Accumulation {

  private static final int MAX_COUNT = 0xFFFF;

  private record Key(Epc epc, int specIndex, int antenna) {}

  private record Tally(
      int antenna, int inventorySpec, int channel, int rssi, long first, long last, int count) {

    Tally and(int nextAntenna, int nextRssi, long time) {
      return new Tally(
          nextAntenna,
          inventorySpec,
          channel,
          Math.max(rssi, nextRssi),
          first,
          time,
          Math.min(count + 1, MAX_COUNT));
    }
  }

  private final long roSpec;
  private final ReportSpec report;
  private final Map<Key, Tally> tags = new LinkedHashMap<>();

  Accumulation(long roSpec, ReportSpec report) {
    this.roSpec = roSpec;
    this.report = report;
  }

  ReportSpec report() {
    return report;
  }

  int size() {
    return tags.size();
  }

  /** Takes a tag in. */
  void add(
      Field.Seen seen,
      int antenna,
      int specIndex,
      int inventorySpec,
      int channel,
      long timeMillis) {
    int rssi = Math.clamp(seen.rssiDbm(), -128, 127);
    Key key = new Key(seen.epc(), specIndex, report.tellsAntenna() ? antenna : 0);
    Tally before = tags.get(key);
    Tally after =
        before == null
            ? new Tally(antenna, inventorySpec, channel, rssi, timeMillis, timeMillis, 1)
            : before.and(antenna, rssi, timeMillis);
    tags.put(key, after);
  }

  /** Gives all tags away, each as a TagReportData. */
  List<byte[]> drain() {
    List<byte[]> all =
        tags.entrySet().stream()
            .map(e -> LlrpBytes.bytes(out -> write(out, e.getKey(), e.getValue())))
            .toList();
    tags.clear();
    return all;
  }

  private void write(LlrpBytes out, Key key, Tally tally) {
    out.tlv(
        240,
        tag -> {
          writeEpc(tag, key.epc());
          if (report.tells(0)) {
            tag.tv(9).u32((int) roSpec);
          }
          if (report.tells(1)) {
            tag.tv(14).u16(key.specIndex());
          }
          if (report.tells(2)) {
            tag.tv(10).u16(tally.inventorySpec());
          }
          if (report.tellsAntenna()) {
            tag.tv(1).u16(tally.antenna());
          }
          if (report.tells(5)) {
            tag.tv(6).u8(tally.rssi());
          }
          if (report.tells(4)) {
            tag.tv(7).u16(tally.channel());
          }
          if (report.tells(6)) {
            tag.tv(2).u64(tally.first() * 1000);
          }
          if (report.tells(7)) {
            tag.tv(4).u64(tally.last() * 1000);
          }
          if (report.tells(8)) {
            tag.tv(8).u16(tally.count());
          }
          writeMemory(tag, key.epc());
          if (report.tells(9)) {
            tag.tv(16).u32(0);
          }
        });
  }

  private static void writeEpc(LlrpBytes out, Epc epc) {
    if (epc.bits() == 96) {
      out.tv(13).raw(epc.bytes());
    } else {
      out.tlv(241, data -> data.u16(epc.bits()).raw(epc.bytes()));
    }
  }

  private void writeMemory(LlrpBytes out, Epc epc) {
    int words = (epc.bits() + 15) / 16;
    int pc = (words << 11) & 0xF800;
    if (report.pc()) {
      out.tv(12).u16(pc);
    }
    if (report.crc()) {
      byte[] memory = LlrpBytes.bytes(m -> m.u16(pc).raw(epc.bytes()));
      out.tv(11).u16(crc(memory));
    }
  }

  /** CRC-16 of a tag's memory (Gen2 2.0.1, annex F): polynomial 0x1021 from 0xFFFF, inverted. */
  static int crc(byte[] bytes) {
    int crc = 0xFFFF;
    for (byte b : bytes) {
      crc ^= (b & 0xFF) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x1021;
      }
    }
    return ~crc & 0xFFFF;
  }
}
