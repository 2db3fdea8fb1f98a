package io.coldshelf.driver.llrp;

import java.time.Duration;

/**
 * What we send and await an answer to.
 *
 * @param type what it is
 * @param answer what answers it
 * @param fields the message's fields
 * @param parameters the message's parameters
 */
record Request(MessageType type, MessageType answer, Fields fields, Parameters parameters) {

  private static final int ALL_CAPABILITIES = 0;
  private static final int ANTENNA_CONFIGURATION = 3;

  /** Report buffer fill warning, reader exception, antenna event (LLRP 1.0.1, 13.2.5.1). */
  private static final int[] EVENTS = {3, 4, 8};

  private static final int ON = 0x80;
  private static final int KEEP_SETTINGS = 0;
  private static final int PERIODIC = 1;

  static Request capabilities() {
    return new Request(
        MessageType.GET_READER_CAPABILITIES,
        MessageType.GET_READER_CAPABILITIES_RESPONSE,
        Fields.of().u8(ALL_CAPABILITIES).build(),
        Parameters.NONE);
  }

  static Request supportedVersion() {
    return new Request(
        MessageType.GET_SUPPORTED_VERSION,
        MessageType.GET_SUPPORTED_VERSION_RESPONSE,
        Fields.NONE,
        Parameters.NONE);
  }

  static Request version(int wanted) {
    return new Request(
        MessageType.SET_PROTOCOL_VERSION,
        MessageType.SET_PROTOCOL_VERSION_RESPONSE,
        Fields.of().u8(wanted).build(),
        Parameters.NONE);
  }

  /** How each antenna is set now (LLRP 1.0.1, 12.2.1.1). */
  static Request antennas() {
    return new Request(
        MessageType.GET_READER_CONFIG,
        MessageType.GET_READER_CONFIG_RESPONSE,
        Fields.of().u16(0).u8(ANTENNA_CONFIGURATION).u16(0).u16(0).build(),
        Parameters.NONE);
  }

  /**
   * Asks for events and signs of life.
   *
   * @param keepalive how often a sign of life, in whole milliseconds
   * @param hold whether the reader is to keep reports while we are away, and after that until we
   *     ask
   */
  static Request configuration(Duration keepalive, boolean hold) {
    Parameter[] events = new Parameter[EVENTS.length];
    for (int i = 0; i < events.length; i++) {
      events[i] =
          Parameter.of(ParameterType.EVENT_NOTIFICATION_STATE, Fields.of().u16(EVENTS[i]).u8(ON));
    }
    return new Request(
        MessageType.SET_READER_CONFIG,
        MessageType.SET_READER_CONFIG_RESPONSE,
        Fields.of().u8(KEEP_SETTINGS).build(),
        Parameters.of(
            Parameter.of(ParameterType.READER_EVENT_NOTIFICATION_SPEC, Fields.NONE, events),
            Parameter.of(
                ParameterType.KEEPALIVE_SPEC, Fields.of().u8(PERIODIC).u32(keepalive.toMillis())),
            Parameter.of(ParameterType.EVENTS_AND_REPORTS, Fields.of().u8(hold ? ON : 0))));
  }

  static Request roSpecs() {
    return new Request(
        MessageType.GET_ROSPECS, MessageType.GET_ROSPECS_RESPONSE, Fields.NONE, Parameters.NONE);
  }

  static Request add(Parameter roSpec) {
    return new Request(
        MessageType.ADD_ROSPEC,
        MessageType.ADD_ROSPEC_RESPONSE,
        Fields.NONE,
        Parameters.of(roSpec));
  }

  static Request delete(long roSpecId) {
    return onRoSpec(MessageType.DELETE_ROSPEC, MessageType.DELETE_ROSPEC_RESPONSE, roSpecId);
  }

  static Request enable(long roSpecId) {
    return onRoSpec(MessageType.ENABLE_ROSPEC, MessageType.ENABLE_ROSPEC_RESPONSE, roSpecId);
  }

  static Request start(long roSpecId) {
    return onRoSpec(MessageType.START_ROSPEC, MessageType.START_ROSPEC_RESPONSE, roSpecId);
  }

  private static Request onRoSpec(MessageType type, MessageType answer, long roSpecId) {
    return new Request(type, answer, Fields.of().u32(roSpecId).build(), Parameters.NONE);
  }

  /** The message with a number. */
  Message message(long id) {
    return new Message(Message.VERSION_1_0_1, type.code(), id, fields, parameters);
  }
}
