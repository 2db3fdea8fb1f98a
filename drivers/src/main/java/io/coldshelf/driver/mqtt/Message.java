package io.coldshelf.driver.mqtt;

/** What a route has for its device. */
sealed interface Message {

  /**
   * A message came.
   *
   * @param topic its topic
   * @param payload as it came
   * @param isRetained whether the broker has kept it, so that nobody knows how old it is
   * @param arrivedMillis when, by the device's clock
   * @param delivery for its answer
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Published(
      String topic, byte[] payload, boolean isRetained, long arrivedMillis, Delivery delivery)
      implements Message {}

  /**
   * A connection ended. What came on it and was not acknowledged will come again.
   *
   * @param link which
   * @param reason one sentence for a person
   */
  record Lost(Link link, String reason) implements Message {}

  /** The device is closed. */
  record Closed() implements Message {}
}
