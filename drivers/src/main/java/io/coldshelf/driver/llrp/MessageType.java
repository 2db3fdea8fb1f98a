package io.coldshelf.driver.llrp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The messages of LLRP 1.1 (section 17.1), with their numbers and the {@linkplain Layout layout} of
 * their bodies.
 */
enum MessageType {
  GET_READER_CAPABILITIES(1, "8 +"),
  GET_READER_CONFIG(2, "16 8 16 16 +"),
  SET_READER_CONFIG(3, "8 +"),
  CLOSE_CONNECTION_RESPONSE(4, "+"),
  GET_READER_CAPABILITIES_RESPONSE(11, "+"),
  GET_READER_CONFIG_RESPONSE(12, "+"),
  SET_READER_CONFIG_RESPONSE(13, "+"),
  CLOSE_CONNECTION(14, ""),
  ADD_ROSPEC(20, "+"),
  DELETE_ROSPEC(21, "32"),
  START_ROSPEC(22, "32"),
  STOP_ROSPEC(23, "32"),
  ENABLE_ROSPEC(24, "32"),
  DISABLE_ROSPEC(25, "32"),
  GET_ROSPECS(26, ""),
  ADD_ROSPEC_RESPONSE(30, "+"),
  DELETE_ROSPEC_RESPONSE(31, "+"),
  START_ROSPEC_RESPONSE(32, "+"),
  STOP_ROSPEC_RESPONSE(33, "+"),
  ENABLE_ROSPEC_RESPONSE(34, "+"),
  DISABLE_ROSPEC_RESPONSE(35, "+"),
  GET_ROSPECS_RESPONSE(36, "+"),
  ADD_ACCESSSPEC(40, "+"),
  DELETE_ACCESSSPEC(41, "32"),
  ENABLE_ACCESSSPEC(42, "32"),
  DISABLE_ACCESSSPEC(43, "32"),
  GET_ACCESSSPECS(44, ""),
  GET_SUPPORTED_VERSION(46, ""),
  SET_PROTOCOL_VERSION(47, "8"),
  ADD_ACCESSSPEC_RESPONSE(50, "+"),
  DELETE_ACCESSSPEC_RESPONSE(51, "+"),
  ENABLE_ACCESSSPEC_RESPONSE(52, "+"),
  DISABLE_ACCESSSPEC_RESPONSE(53, "+"),
  GET_ACCESSSPECS_RESPONSE(54, "+"),
  GET_SUPPORTED_VERSION_RESPONSE(56, "8 8 +"),
  SET_PROTOCOL_VERSION_RESPONSE(57, "+"),
  GET_REPORT(60, ""),
  RO_ACCESS_REPORT(61, "+"),
  KEEPALIVE(62, ""),
  READER_EVENT_NOTIFICATION(63, "+"),
  ENABLE_EVENTS_AND_REPORTS(64, ""),
  KEEPALIVE_ACK(72, ""),
  ERROR_MESSAGE(100, "+"),
  CUSTOM_MESSAGE(1023, "32 8 *");

  private static final Map<Integer, MessageType> BY_CODE = new HashMap<>();

  static {
    for (MessageType type : values()) {
      BY_CODE.put(type.code, type);
    }
  }

  private final int code;

  @SuppressWarnings("ImmutableEnumChecker") // A layout never changes; it holds an array of its own.
  private final Layout layout;

  MessageType(int code, String layout) {
    this.code = code;
    this.layout = Layout.parse(layout);
  }

  /** The number on the wire. */
  int code() {
    return code;
  }

  /** How its body is laid out. */
  Layout layout() {
    return layout;
  }

  /** The type of a number on the wire, or nothing for one that the standard does not define. */
  static Optional<MessageType> ofCode(int code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
