package io.coldshelf.tag;

import io.coldshelf.model.Epc;
import io.coldshelf.testing.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** The examples of annex E.3 of the standard. */
final class PublishedTags {

  private PublishedTags() {}

  /**
   * One example.
   *
   * @param scheme its scheme
   * @param elements the element string, or nothing
   * @param link the Digital Link, or nothing
   * @param identity the pure identity URI, or nothing
   * @param tag the tag URI, or nothing
   * @param epc the bits
   */
  record Example(
      TagScheme scheme, String elements, String link, String identity, String tag, Epc epc) {

    @Override
    public String toString() {
      return scheme + " " + epc;
    }
  }

  static Stream<Example> examples() {
    try (Stream<String> lines = Files.lines(Vectors.oracle("tds/tds23.tsv"))) {
      List<Example> examples =
          lines.filter(line -> !line.startsWith("#")).map(PublishedTags::example).toList();
      return examples.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Example example(String line) {
    List<String> cells = List.of(line.split("\t", -1));
    String label = cells.get(0).replace("OLD-", "");
    return new Example(
        TagScheme.ofLabel(label).orElseThrow(),
        cells.get(1),
        cells.get(2),
        cells.get(3),
        cells.get(4),
        bits(cells.get(5)));
  }

  /** Hexadecimal digits of any number: the standard prints an odd one where it can. */
  static Epc bits(String hex) {
    return new BitWriter().put(new BigInteger(hex, 16), 4 * hex.length()).epc();
  }
}
