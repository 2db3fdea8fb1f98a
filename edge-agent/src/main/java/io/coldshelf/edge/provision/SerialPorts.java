package io.coldshelf.edge.provision;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The gateway's serial ports, by the name that stays the same when an adapter is moved. */
public final class SerialPorts {

  private static final Pattern PORT = Pattern.compile("tty(USB|ACM|AMA|XRUSB)[0-9]+");

  private SerialPorts() {}

  /**
   * Lists them.
   *
   * @param dev where devices are, {@code /dev}
   * @return links in {@code serial/by-id}, and the ports that have none, sorted
   */
  public static List<Path> in(Path dev) {
    List<Path> ports = new ArrayList<>();
    Set<Path> linked = new TreeSet<>();
    for (Path link : Listing.of(dev.resolve("serial/by-id"))) {
      try {
        linked.add(link.toRealPath());
        ports.add(link);
      } catch (IOException _) {
        // An adapter that was pulled out meanwhile.
      }
    }
    for (Path port : Listing.of(dev)) {
      if (PORT.matcher(port.getFileName().toString()).matches() && !linked.contains(port)) {
        ports.add(port);
      }
    }
    return ports;
  }
}
