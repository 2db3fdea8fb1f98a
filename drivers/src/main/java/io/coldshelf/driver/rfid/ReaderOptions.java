package io.coldshelf.driver.rfid;

import io.coldshelf.driver.line.Lines;
import io.coldshelf.profile.Connection;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How a module is to be set up, from its connection's options {@code region}, {@code power}, {@code
 * antennas} and {@code address}. What is not written is left as the module has it.
 *
 * @param region the radio rules
 * @param powerCentiDbm how strongly to send, in hundredths of a dBm
 * @param antennas which to use, from 1, in this order; at least one
 * @param address of the module on a line for several
 */
public record ReaderOptions(
    Optional<Region> region,
    OptionalInt powerCentiDbm,
    List<Integer> antennas,
    OptionalInt address) {

  private static final String REGION = "region";
  private static final String POWER = "power";
  private static final String ANTENNAS = "antennas";
  private static final String ADDRESS = "address";
  private static final String BAUD = "baud";
  private static final int GREATEST_ADDRESS = 254;
  private static final int CENTI = 2;

  /** Copies the list. */
  public ReaderOptions {
    antennas = List.copyOf(antennas);
  }

  /**
   * What a family of modules can be set to.
   *
   * @param regions that it has
   * @param leastDbm the least power in dBm
   * @param greatestDbm the greatest power in dBm, of any model of the family
   * @param wholeDbm whether power goes in steps of a whole dBm
   * @param antennas how many the largest model has
   * @param addressed whether several may share a line
   * @param further options that its driver reads besides
   */
  public record Limits(
      Set<Region> regions,
      int leastDbm,
      int greatestDbm,
      boolean wholeDbm,
      int antennas,
      boolean addressed,
      Set<String> further) {

    /** Copies the sets. */
    public Limits {
      regions = Set.copyOf(regions);
      further = Set.copyOf(further);
    }

    private Set<String> options() {
      Set<String> options = new TreeSet<>(further);
      options.addAll(Set.of(REGION, POWER, ANTENNAS));
      if (addressed) {
        options.add(ADDRESS);
      }
      return options;
    }
  }

  /**
   * Reads the options, and refuses those that nobody reads.
   *
   * @param connection as configured
   * @param limits what the modules can be set to
   * @return the options
   * @throws IllegalArgumentException with a message for a person
   */
  public static ReaderOptions of(Connection connection, Limits limits) {
    Lines.checkOptions(connection, limits.options());
    return new ReaderOptions(
        connection.option(REGION).map(word -> region(connection, word, limits)),
        power(connection, limits),
        antennas(connection, limits),
        address(connection));
  }

  /**
   * The same connection at the speed at which a family is delivered, where no speed is written.
   *
   * @param connection as configured
   * @param baud the family's own
   * @return with a speed in any case
   */
  public static Connection atSpeed(Connection connection, int baud) {
    if (connection.option(BAUD).isPresent()) {
      return connection;
    }
    Map<String, String> options = new LinkedHashMap<>(connection.options());
    options.put(BAUD, Integer.toString(baud));
    return new Connection(
        connection.url(),
        connection.scheme(),
        connection.host(),
        connection.port(),
        connection.path(),
        options);
  }

  private static Region region(Connection connection, String word, Limits limits) {
    return Region.of(word)
        .filter(limits.regions()::contains)
        .orElseThrow(() ->
            wrong(
                connection,
                "region="
                    + word
                    + " is none that this reader knows; it knows "
                    + limits.regions().stream()
                        .map(Region::word)
                        .sorted()
                        .collect(Collectors.joining(", "))));
  }

  private static OptionalInt power(Connection connection, Limits limits) {
    Optional<String> written = connection.option(POWER);
    if (written.isEmpty()) {
      return OptionalInt.empty();
    }
    int decimals = limits.wholeDbm() ? 0 : CENTI;
    try {
      // The pattern keeps out 1e9999999, which is a number and takes for ever.
      if (written.get().matches("[0-9]{1,3}(\\.[0-9]{1,2})?")) {
        BigDecimal dbm = new BigDecimal(written.get()).setScale(decimals);
        int centi = dbm.movePointRight(CENTI).intValueExact();
        if (centi >= limits.leastDbm() * 100 && centi <= limits.greatestDbm() * 100) {
          return OptionalInt.of(centi);
        }
      }
    } catch (ArithmeticException e) {
      // Said below, in the same words as a number out of range.
    }
    throw wrong(
        connection,
        "power=%s is not %d to %d dBm%s"
            .formatted(
                written.get(),
                limits.leastDbm(),
                limits.greatestDbm(),
                limits.wholeDbm() ? " in whole dBm" : ""));
  }

  private static List<Integer> antennas(Connection connection, Limits limits) {
    Set<Integer> antennas = new LinkedHashSet<>();
    String written = connection.option(ANTENNAS).orElse("1");
    for (String number : written.split(",", -1)) {
      boolean digits = number.matches("[0-9]{1,2}");
      int antenna = digits ? Integer.parseInt(number) : 0;
      if (antenna < 1 || antenna > limits.antennas() || !antennas.add(antenna)) {
        throw wrong(
            connection,
            "antennas="
                + written
                + (limits.antennas() == 1
                    ? ": this reader has the one antenna 1"
                    : " is no list of different antennas from 1 to " + limits.antennas()));
      }
    }
    return new ArrayList<>(antennas);
  }

  private static OptionalInt address(Connection connection) {
    if (connection.option(ADDRESS).isEmpty()) {
      return OptionalInt.empty();
    }
    int address = connection.intOption(ADDRESS, 0);
    if (address < 0 || address > GREATEST_ADDRESS) {
      throw wrong(connection, "address=" + address + " is not 0 to " + GREATEST_ADDRESS);
    }
    return OptionalInt.of(address);
  }

  private static IllegalArgumentException wrong(Connection connection, String what) {
    return new IllegalArgumentException("'" + connection.url() + "': " + what);
  }
}
