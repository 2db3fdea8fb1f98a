package io.coldshelf.simulator.device;

import io.coldshelf.simulator.device.LlrpStatus.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * What a reader is told to do, from power-on to power-off: SET_READER_CONFIG and GET_READER_CONFIG
 * (LLRP 1.0.1, 12.2). Not thread-safe: guarded by its owner.
 */
final class ReaderState {

  private static final int ALL = 0;

  private final ReaderModel model;
  private final Inventory inventory;
  private final ReaderEvents events;
  private long keepaliveMillis;
  private boolean hold;
  private boolean extensions;

  ReaderState(ReaderModel model, Inventory inventory, ReaderEvents events) {
    this.model = model;
    this.inventory = inventory;
    this.events = events;
  }

  Inventory inventory() {
    return inventory;
  }

  ReaderEvents events() {
    return events;
  }

  /** How often to say that the reader is alive; 0 for never. */
  long keepaliveMillis() {
    return keepaliveMillis;
  }

  boolean holdsUponReconnect() {
    return hold;
  }

  void enableExtensions() {
    extensions = true;
  }

  /** A maker's own parameters are understood only once that maker's extensions are on. */
  void refuseUnknownExtensions(List<LlrpParameter> parameters) throws Refusal {
    if (!extensions && parameters.stream().anyMatch(p -> p.type() == LlrpGrammar.CUSTOM)) {
      throw Refusal.parameter(
          LlrpGrammar.CUSTOM, LlrpStatus.IN_PARAMETER_UNSUPPORTED, "extensions are not enabled");
    }
  }

  void set(byte[] body) throws Refusal {
    if (body.length < 1 || (body[0] & 0x7F) != 0) {
      throw Refusal.message(LlrpStatus.FIELD_ERROR, "the first byte has reserved bits set");
    }
    List<LlrpParameter> parameters = LlrpParameter.parse(body, 1, LlrpGrammar.SET_READER_CONFIG);
    refuseUnknownExtensions(parameters);
    // Everything is checked before anything is changed.
    ReportSpec report = inventory.defaultReport();
    for (LlrpParameter parameter : parameters) {
      switch (parameter.type()) {
        case LlrpGrammar.KEEPALIVE_SPEC -> checkKeepalive(parameter);
        case LlrpGrammar.EVENT_SPEC -> checkEvents(parameter);
        case LlrpGrammar.ANTENNA_CONFIGURATION -> AiSpec.checkAntenna(parameter, model);
        case LlrpGrammar.RO_REPORT_SPEC -> report = ReportSpec.of(parameter);
        default -> {}
      }
    }
    if (body[0] < 0) {
      reset();
      report =
          parameters.stream().anyMatch(p -> p.type() == LlrpGrammar.RO_REPORT_SPEC)
              ? report
              : ReportSpec.FACTORY;
    }
    inventory.defaultReport(report);
    parameters.forEach(this::apply);
  }

  private static void checkKeepalive(LlrpParameter parameter) throws Refusal {
    int trigger = parameter.u8(0);
    if (trigger > 1 || (trigger == 1 && parameter.u32(1) == 0)) {
      throw Refusal.parameterField(
          LlrpGrammar.KEEPALIVE_SPEC, trigger > 1 ? 0 : 1, LlrpStatus.INVALID, "no such keepalive");
    }
  }

  private static void checkEvents(LlrpParameter parameter) throws Refusal {
    for (LlrpParameter state : parameter.all(LlrpGrammar.EVENT_STATE)) {
      if (state.u16(0) >= ReaderEvents.KINDS) {
        throw Refusal.parameterField(
            LlrpGrammar.EVENT_STATE, 0, LlrpStatus.OUT_OF_RANGE, "no such event");
      }
    }
  }

  /** Factory defaults leave no ROSpec (12.2.1). */
  private void reset() throws Refusal {
    inventory.delete(0);
    keepaliveMillis = 0;
    hold = false;
    for (int kind = 0; kind < ReaderEvents.KINDS; kind++) {
      events.enable(kind, false);
    }
  }

  private void apply(LlrpParameter parameter) {
    switch (parameter.type()) {
      case LlrpGrammar.KEEPALIVE_SPEC ->
          keepaliveMillis = parameter.u8(0) == 1 ? parameter.u32(1) : 0;
      case LlrpGrammar.EVENTS_AND_REPORTS -> hold = parameter.flag(0, 0);
      case LlrpGrammar.EVENT_SPEC ->
          parameter
              .all(LlrpGrammar.EVENT_STATE)
              .forEach(state -> events.enable(state.u16(0), state.flag(2, 0)));
      default -> {} // antennas and ports: accepted, of no effect on a simulated field
    }
  }

  /** What GET_READER_CONFIG tells; nothing where there is no such thing to tell. */
  Optional<LlrpBytes.Content> get(int antenna, int requested) {
    if (requested > 11 || antenna > model.antennas()) {
      return Optional.empty();
    }
    return Optional.of(out -> {
      if (asks(requested, 1)) {
        out.tlv(218, id -> id.u8(0).u16(6).u16(0x0200).u32(model.model()));
      }
      for (int a = 1; a <= model.antennas(); a++) {
        writeProperties(out, asks(requested, 2) && (antenna == 0 || antenna == a), a);
      }
      for (int a = 1; a <= model.antennas(); a++) {
        writeConfiguration(out, asks(requested, 3) && (antenna == 0 || antenna == a), a);
      }
      if (asks(requested, 5)) {
        out.tlv(LlrpGrammar.EVENT_SPEC, this::writeEvents);
      }
      if (asks(requested, 4)) {
        inventory.defaultReport().bytes().accept(out);
      }
      if (asks(requested, 6)) {
        out.tlv(239, access -> access.u8(0));
      }
      if (asks(requested, 7)) {
        out.tlv(217, state -> state.u32(0));
      }
      if (asks(requested, 8)) {
        out.tlv(
            LlrpGrammar.KEEPALIVE_SPEC,
            k -> k.u8(keepaliveMillis > 0 ? 1 : 0).u32((int) keepaliveMillis));
      }
      if (asks(requested, 11)) {
        out.tlv(LlrpGrammar.EVENTS_AND_REPORTS, e -> e.u8(hold ? 0x80 : 0));
      }
    });
  }

  private static boolean asks(int requested, int what) {
    return requested == ALL || requested == what;
  }

  private void writeProperties(LlrpBytes out, boolean wanted, int antenna) {
    if (wanted) {
      int connected = inventory.isConnected(antenna) ? 0x80 : 0;
      out.tlv(221, properties -> properties.u8(connected).u16(antenna).u16(600));
    }
  }

  private static void writeConfiguration(LlrpBytes out, boolean wanted, int antenna) {
    if (wanted) {
      out.tlv(
          LlrpGrammar.ANTENNA_CONFIGURATION,
          configuration ->
              configuration
                  .u16(antenna)
                  .tlv(223, receiver -> receiver.u16(1))
                  .tlv(
                      LlrpGrammar.RF_TRANSMITTER,
                      transmitter ->
                          transmitter
                              .u16(Capabilities.HOP_TABLE)
                              .u16(0)
                              .u16(Capabilities.POWER_LEVELS)));
    }
  }

  private void writeEvents(LlrpBytes out) {
    for (int kind = 0; kind < ReaderEvents.KINDS; kind++) {
      int type = kind;
      int state = events.isEnabled(kind) ? 0x80 : 0;
      out.tlv(LlrpGrammar.EVENT_STATE, e -> e.u16(type).u8(state));
    }
  }
}
