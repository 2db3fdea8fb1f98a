package io.coldshelf.driver.mqtt;

/**
 * As whom the gateway connects.
 *
 * @param clientId the same at every start, else a broker keeps what nobody fetches
 * @param isKept whether the broker shall keep what comes while the gateway is away. Whoever only
 *     looks takes another id and no kept session, so as to take nothing away from the agent
 */
public record Identity(String clientId, boolean isKept) {

  /**
   * A gateway's own.
   *
   * @param gateway its id
   * @return what the agent connects as
   */
  public static Identity of(String gateway) {
    return new Identity("coldshelf-" + gateway, true);
  }

  /**
   * Somebody who looks.
   *
   * @param number tells those who look at the same time apart
   * @return what a command connects as
   */
  public static Identity looking(long number) {
    return new Identity("coldshelf-look-" + number, false);
  }
}
