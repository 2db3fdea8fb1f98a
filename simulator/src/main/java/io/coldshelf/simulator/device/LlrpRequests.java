package io.coldshelf.simulator.device;

import io.coldshelf.simulator.device.LlrpStatus.Refusal;
import java.nio.ByteBuffer;
import java.util.List;

/** A reader's answers to what a client asks (LLRP 1.0.1, 8 to 14). */
final class LlrpRequests {

  static final int CLOSE_CONNECTION = 14;
  static final int ENABLE_EVENTS_AND_REPORTS = 64;
  static final int GET_REPORT = 60;
  static final int KEEPALIVE_ACK = 72;
  static final int SET_READER_CONFIG = 3;
  static final int ERROR_MESSAGE = 100;
  static final int SET_PROTOCOL_VERSION = 47;

  private static final int GET_SUPPORTED_VERSION = 46;

  private static final int CUSTOM_MESSAGE = 1023;
  private static final int IMPINJ = 25882;
  private static final int IMPINJ_ENABLE_EXTENSIONS = 21;
  private static final int IMPINJ_ENABLE_EXTENSIONS_RESPONSE = 22;

  private final ReaderModel model;
  private final ReaderState state;

  LlrpRequests(ReaderModel model, ReaderState state) {
    this.model = model;
    this.state = state;
  }

  /** What a request does, and what it answers after the status where all is well. */
  private interface Work {
    LlrpBytes.Content done() throws Refusal;
  }

  int newestVersion() {
    return model.version();
  }

  /** What is asked before a version is agreed upon, in version 2 (LLRP 1.1, 9.1). */
  static boolean isOfVersions(int type) {
    return type == GET_SUPPORTED_VERSION || type == SET_PROTOCOL_VERSION;
  }

  private byte[] versions(int id) {
    return LlrpBytes.message(
        56,
        id,
        out -> {
          out.u8(LlrpBytes.VERSION).u8(model.version());
          LlrpStatus.writeSuccess(out);
        });
  }

  private LlrpBytes.Content version(byte[] body) throws Refusal {
    if (body.length != 1 || body[0] < 1 || body[0] > model.version()) {
      throw Refusal.field(0, LlrpStatus.UNSUPPORTED_VERSION, "no such version");
    }
    return LlrpRequests::nothing;
  }

  private static void nothing(LlrpBytes out) {}

  /** The answer to a request, with the request's id. */
  byte[] answer(int type, int id, byte[] body) {
    return switch (type) {
      case 1 -> response(11, id, () -> capabilities(body));
      case 2 -> response(12, id, () -> configuration(body));
      case SET_READER_CONFIG -> response(13, id, () -> configure(body));
      case CLOSE_CONNECTION -> response(4, id, () -> empty(body));
      case 20 -> response(30, id, () -> add(body));
      case 21 -> response(31, id, () -> change(body, state.inventory()::delete));
      case 22 -> response(32, id, () -> change(body, state.inventory()::start));
      case 23 -> response(33, id, () -> change(body, state.inventory()::stop));
      case 24 -> response(34, id, () -> change(body, state.inventory()::enable));
      case 25 -> response(35, id, () -> change(body, state.inventory()::disable));
      case 26 -> response(36, id, () -> specs(body));
      case 40 -> response(50, id, LlrpRequests::noAccess);
      case 41 -> response(51, id, () -> change(body, LlrpRequests::onlyAll));
      case 42 -> response(52, id, () -> change(body, LlrpRequests::onlyAll));
      case 43 -> response(53, id, () -> change(body, LlrpRequests::onlyAll));
      case 44 -> response(54, id, () -> empty(body));
      case GET_SUPPORTED_VERSION -> versions(id);
      case SET_PROTOCOL_VERSION -> response(57, id, () -> version(body));
      case CUSTOM_MESSAGE -> custom(id, body);
      default -> error(id, Refusal.message(LlrpStatus.UNSUPPORTED_MESSAGE, "no message " + type));
    };
  }

  static byte[] error(int id, Refusal refusal) {
    return LlrpBytes.message(ERROR_MESSAGE, id, refusal::write);
  }

  private static byte[] response(int type, int id, Work work) {
    try {
      LlrpBytes.Content more = work.done();
      return LlrpBytes.message(
          type,
          id,
          out -> {
            LlrpStatus.writeSuccess(out);
            more.accept(out);
          });
    } catch (Refusal refusal) {
      return LlrpBytes.message(type, id, refusal::write);
    }
  }

  private LlrpBytes.Content capabilities(byte[] body) throws Refusal {
    if (body.length < 1 || !Capabilities.isKnown(body[0])) {
      throw Refusal.field(0, LlrpStatus.OUT_OF_RANGE, "no such capabilities");
    }
    state.refuseUnknownExtensions(LlrpParameter.parse(body, 1, LlrpGrammar.ONLY_CUSTOM));
    return out -> Capabilities.write(out, model, body[0]);
  }

  private LlrpBytes.Content configuration(byte[] body) throws Refusal {
    if (body.length < 7) {
      throw Refusal.message(LlrpStatus.FIELD_ERROR, "fields are missing");
    }
    state.refuseUnknownExtensions(LlrpParameter.parse(body, 7, LlrpGrammar.ONLY_CUSTOM));
    ByteBuffer fields = ByteBuffer.wrap(body);
    return state
        .get(fields.getShort(0) & 0xFFFF, fields.get(2) & 0xFF)
        .orElseThrow(() -> Refusal.field(1, LlrpStatus.OUT_OF_RANGE, "nothing of that kind"));
  }

  private LlrpBytes.Content configure(byte[] body) throws Refusal {
    state.set(body);
    return LlrpRequests::nothing;
  }

  private LlrpBytes.Content add(byte[] body) throws Refusal {
    List<LlrpParameter> parameters = LlrpParameter.parse(body, 0, LlrpGrammar.ADD_ROSPEC);
    state.inventory().add(parameters.getFirst());
    return LlrpRequests::nothing;
  }

  private LlrpBytes.Content specs(byte[] body) throws Refusal {
    LlrpBytes.Content _ = empty(body);
    List<RoSpec> specs = List.copyOf(state.inventory().specs());
    return out -> specs.forEach(spec -> spec.write(out));
  }

  private interface Change {
    void of(long id) throws Refusal;
  }

  private static LlrpBytes.Content change(byte[] body, Change change) throws Refusal {
    if (body.length != 4) {
      throw Refusal.message(LlrpStatus.FIELD_ERROR, "an id of 4 bytes is wanted");
    }
    change.of(ByteBuffer.wrap(body).getInt() & 0xFFFFFFFFL);
    return LlrpRequests::nothing;
  }

  private static LlrpBytes.Content empty(byte[] body) throws Refusal {
    if (body.length != 0) {
      throw Refusal.message(LlrpStatus.PARAMETER_ERROR, "the message has no content");
    }
    return LlrpRequests::nothing;
  }

  private static LlrpBytes.Content noAccess() throws Refusal {
    throw Refusal.message(LlrpStatus.OVERFLOW_PARAMETER, "no room for an AccessSpec");
  }

  private static void onlyAll(long id) throws Refusal {
    if (id != 0) {
      throw Refusal.field(0, LlrpStatus.INVALID, "there is no AccessSpec " + id);
    }
  }

  private byte[] custom(int id, byte[] body) {
    boolean enables =
        body.length == 9
            && model.vendor() == IMPINJ
            && ByteBuffer.wrap(body).getInt() == IMPINJ
            && body[4] == IMPINJ_ENABLE_EXTENSIONS;
    if (!enables) {
      return error(id, Refusal.message(LlrpStatus.UNSUPPORTED_MESSAGE, "unknown extension"));
    }
    state.enableExtensions();
    return LlrpBytes.message(
        CUSTOM_MESSAGE,
        id,
        out -> {
          out.u32(IMPINJ).u8(IMPINJ_ENABLE_EXTENSIONS_RESPONSE);
          LlrpStatus.writeSuccess(out);
        });
  }
}
