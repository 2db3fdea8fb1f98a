package io.coldshelf.driver.w1;

import io.coldshelf.profile.Connection;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The number of a chip on 1-Wire, as the kernel writes it.
 *
 * @param family its first byte: 0x28 for a DS18B20
 * @param name {@code 28-00000abcdef0}, in lower case
 */
record W1Id(int family, String name) {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{12}");

  static W1Id of(Connection connection) {
    String written = connection.path().toLowerCase(Locale.ROOT);
    if (!FORM.matcher(written).matches()) {
      throw new IllegalArgumentException(
          "'%s': '%s' is no number of a chip such as 28-00000abcdef0"
              .formatted(connection.url(), connection.path()));
    }
    return new W1Id(Integer.parseInt(written.substring(0, 2), 16), written);
  }
}
