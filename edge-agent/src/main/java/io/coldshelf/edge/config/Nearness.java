package io.coldshelf.edge.config;

import java.net.InetAddress;
import java.util.Locale;

/**
 * Whether a host is on this machine or in the same building: bytes to it cost nothing, and it is
 * worth trying again soon.
 */
public final class Nearness {

  private static final int IPV6_BYTES = 16;

  private Nearness() {}

  /**
   * By an address.
   *
   * @param address resolved
   * @return true for loopback, link-local and private addresses (RFC 1918, RFC 4193)
   */
  public static boolean of(InetAddress address) {
    byte[] bytes = address.getAddress();
    // The JDK knows of private addresses only those that IPv6 had before.
    boolean uniqueLocal = bytes.length == IPV6_BYTES && (bytes[0] & 0xFE) == 0xFC;
    return uniqueLocal
        || address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress();
  }

  /**
   * By what is written, without asking a name server: there may be no network yet.
   *
   * @param host a name or an address
   * @return true also for {@code localhost} and names that end in {@code .local} (RFC 6762); false
   *     for all other names
   */
  public static boolean ofHost(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals("localhost") || name.endsWith(".local")) {
      return true;
    }
    try {
      return of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
