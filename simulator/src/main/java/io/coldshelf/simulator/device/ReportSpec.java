package io.coldshelf.simulator.device;

/**
 * When to report tags and what about them (LLRP 1.0.1, 13.2.1).
 *
 * @param trigger 0 never, 1 at N tags or the end of an AISpec, 2 at N tags or the end of the ROSpec
 * @param n how many tags, 0 for no such number
 * @param content ten bits from the left: ROSpec, spec index, inventory spec, antenna, channel,
 *     RSSI, first seen, last seen, count, access spec
 * @param crc whether each tag's CRC is told
 * @param pc whether each tag's protocol control word is told
 * @param bytes the parameter as sent, for who asks for it
 */
record ReportSpec(
    int trigger, int n, int content, boolean crc, boolean pc, LlrpBytes.Content bytes) {

  /** What a reader does that nobody has told: everything, at the end of the ROSpec. */
  static final ReportSpec FACTORY =
      new ReportSpec(
          2,
          0,
          0xFFC0,
          false,
          false,
          out ->
              out.tlv(
                  LlrpGrammar.RO_REPORT_SPEC,
                  report ->
                      report
                          .u8(2)
                          .u16(0)
                          .tlv(LlrpGrammar.CONTENT_SELECTOR, content -> content.u16(0xFFC0))));

  static ReportSpec of(LlrpParameter parameter) throws LlrpStatus.Refusal {
    int trigger = parameter.u8(0);
    if (trigger > 2) {
      throw LlrpStatus.Refusal.parameterField(
          LlrpGrammar.RO_REPORT_SPEC, 0, LlrpStatus.OUT_OF_RANGE, "no such report trigger");
    }
    LlrpParameter selector = parameter.only(LlrpGrammar.CONTENT_SELECTOR);
    var memory = selector.first(LlrpGrammar.EPC_MEMORY_SELECTOR);
    return new ReportSpec(
        trigger,
        parameter.u16(1),
        selector.u16(0),
        memory.isPresent() && memory.get().flag(0, 0),
        memory.isPresent() && memory.get().flag(0, 1),
        out -> out.raw(parameter.bytes()));
  }

  boolean tells(int bit) {
    return ((content >> (15 - bit)) & 1) != 0;
  }

  boolean tellsAntenna() {
    return tells(3);
  }
}
