package io.coldshelf.edge.uplink;

/** What a broker's answer to a block means, and what to do about it (MQTT 5, 3.4.2.1). */
final class Refusal {

  /** A success: the broker has taken the block, and has nobody to give it to. */
  static final int NO_MATCHING_SUBSCRIBERS = 0x10;

  private static final int FIRST = 0x80;
  private static final int UNSPECIFIED = 0x80;
  private static final int IMPLEMENTATION_SPECIFIC = 0x83;
  private static final int NOT_AUTHORIZED = 0x87;
  private static final int TOPIC_NAME_INVALID = 0x90;
  private static final int PACKET_IDENTIFIER_IN_USE = 0x91;
  private static final int QUOTA_EXCEEDED = 0x97;
  private static final int PAYLOAD_FORMAT_INVALID = 0x99;

  private Refusal() {}

  /** Whether the broker has not taken the block. */
  static boolean isOne(int reasonCode) {
    return reasonCode >= FIRST;
  }

  /** Whether the block itself may be at fault; the others say "later". */
  static boolean mayBeOfTheBlock(int reasonCode) {
    return reasonCode != QUOTA_EXCEEDED && reasonCode != PACKET_IDENTIFIER_IN_USE;
  }

  /** One sentence: what is refused, why, and what to do. */
  static String words(String topic, int reasonCode) {
    return "the broker refuses "
        + topic
        + ": "
        + switch (reasonCode) {
          case NOT_AUTHORIZED ->
              "this gateway may not publish there; allow it in the broker's access list, or check"
                  + " uplink.username";
          case QUOTA_EXCEEDED ->
              "a quota of the broker is used up; raise it there, or send less often with"
                  + " uplink.readings.age";
          case PAYLOAD_FORMAT_INVALID ->
              "it checks payloads and does not know this form; switch the check off, or set"
                  + " uplink.encoding to one that it knows";
          case TOPIC_NAME_INVALID ->
              "it does not take topics of this form; allow coldshelf/v1/# in the broker";
          case PACKET_IDENTIFIER_IN_USE ->
              "it takes the message for one that is still under way; it is sent again by itself";
          case IMPLEMENTATION_SPECIFIC -> "for a reason of its own; the broker's log says which";
          case UNSPECIFIED -> "without a reason; the broker's log may say more";
          default -> "for a reason that MQTT 5 does not name; the broker's log may say more";
        }
        + code(reasonCode);
  }

  /** Said once where the broker's word lets a block go. */
  static String nobodyListens(String topic) {
    return "the broker takes "
        + topic
        + ", but nobody subscribes to it, and with 'acknowledge: broker' what is sent now is lost;"
        + " start the consumer, or check the topics that it subscribes to"
        + code(NO_MATCHING_SUBSCRIBERS);
  }

  private static String code(int reasonCode) {
    return " (reason code 0x%02x)".formatted(reasonCode);
  }
}
