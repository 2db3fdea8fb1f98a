package io.coldshelf.edge.provision;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IPv4 addresses (RFC 4632).
 *
 * @param first its first address as a number
 * @param bits how many leading bits all have in common, 16 to 32
 */
public record Subnet(long first, int bits) {

  private static final Pattern CIDR =
      Pattern.compile(
          "([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})(?:/([0-9]{1,2}))?");

  private static final int WIDTH = 32;
  private static final int WIDEST = 16;

  /** Larger ones are searched only where somebody asks for them. */
  private static final int WIDEST_UNASKED = 22;

  /** Clears what is not common. */
  public Subnet {
    if (bits < WIDEST || bits > WIDTH) {
      throw new IllegalArgumentException("/" + bits + " is not within /16 to /32");
    }
    first = (first >>> (WIDTH - bits)) << (WIDTH - bits);
  }

  /**
   * Reads it.
   *
   * @param text {@code 192.168.1.0/24}, or one address
   * @return the range
   * @throws IllegalArgumentException with a message for a person
   */
  public static Subnet parse(String text) {
    Matcher matcher = CIDR.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no range of addresses; write for example 192.168.1.0/24");
    }
    long address = 0;
    for (int i = 1; i <= 4; i++) {
      int octet = Integer.parseInt(matcher.group(i));
      if (octet > 0xFF) {
        throw new IllegalArgumentException("'" + text + "': " + octet + " is more than 255");
      }
      address = (address << 8) | octet;
    }
    return new Subnet(
        address, matcher.group(5) == null ? WIDTH : Integer.parseInt(matcher.group(5)));
  }

  /**
   * The private networks that the gateway is in itself.
   *
   * @return those of at most 1,024 addresses
   */
  public static List<Subnet> own() {
    List<Subnet> own = new ArrayList<>();
    try {
      for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
        if (!each.isUp() || each.isLoopback() || each.isVirtual()) {
          continue;
        }
        for (InterfaceAddress address : each.getInterfaceAddresses()) {
          int bits = address.getNetworkPrefixLength();
          if (address.getAddress() instanceof Inet4Address here
              && here.isSiteLocalAddress()
              && bits >= WIDEST_UNASKED
              && bits <= WIDTH) {
            own.add(new Subnet(number(here), bits));
          }
        }
      }
    } catch (SocketException e) {
      return List.of();
    }
    return own;
  }

  private static long number(InetAddress address) {
    long number = 0;
    for (byte octet : address.getAddress()) {
      number = (number << 8) | (octet & 0xFF);
    }
    return number;
  }

  /**
   * The addresses that hosts can have.
   *
   * @return without those of the network itself and of all its hosts
   */
  public List<String> hosts() {
    long size = 1L << (WIDTH - bits);
    long from = size > 2 ? first + 1 : first;
    long to = size > 2 ? first + size - 1 : first + size;
    List<String> hosts = new ArrayList<>();
    for (long address = from; address < to; address++) {
      hosts.add(dotted(address));
    }
    return hosts;
  }

  private static String dotted(long address) {
    return ((address >>> 24) & 0xFF)
        + "."
        + ((address >>> 16) & 0xFF)
        + "."
        + ((address >>> 8) & 0xFF)
        + "."
        + (address & 0xFF);
  }

  @Override
  public String toString() {
    return dotted(first) + "/" + bits;
  }
}
