package io.coldshelf.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fuzzing has found worth keeping, and its neighbours, are decoded or refused. */
@Timeout(60)
class FuzzCorpusTest {

  private static final int NEIGHBOURS = 20;

  @ParameterizedTest
  @EnumSource
  void theCorpusIsDecodedOrRefused(FuzzTarget target) throws IOException {
    List<byte[]> corpus = corpus(target);
    assertFalse(corpus.isEmpty(), "nothing is kept for " + target.code());
    corpus.forEach(target::run);
  }

  /** The same with bytes changed and ends cut, always alike. */
  @ParameterizedTest
  @EnumSource
  void itsNeighboursAreTooAndNothingElseHappens(FuzzTarget target) throws IOException {
    SplittableRandom random = new SplittableRandom(target.name().hashCode());
    for (byte[] each : corpus(target)) {
      for (int i = 0; i < NEIGHBOURS && each.length > 0; i++) {
        byte[] near = Arrays.copyOf(each, 1 + random.nextInt(each.length));
        near[random.nextInt(near.length)] = (byte) random.nextInt();
        target.run(near);
      }
    }
  }

  /** One input a line, in hexadecimal. */
  private static List<byte[]> corpus(FuzzTarget target) throws IOException {
    String name = "/fuzz/" + target.code() + ".hex";
    try (InputStream in = FuzzCorpusTest.class.getResourceAsStream(name)) {
      assertNotNull(in, name);
      return new String(in.readAllBytes(), US_ASCII)
          .lines()
          .map(line -> HexFormat.of().parseHex(line.strip()))
          .toList();
    }
  }
}
