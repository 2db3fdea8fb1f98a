package io.coldshelf.bridge.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlocksTest {

  private static final Topics GATEWAY = new Topics("s", "g");

  private final Database database;

  BlocksTest(@TempDir Path folder) {
    this.database = Database.open(folder.resolve("blocks.db"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private boolean add(String epoch, long seq, long first) {
    BlockKey key =
        new BlockKey(epoch, Lane.READINGS, seq, first, 1, Optional.empty(), Optional.empty());
    return database.write(sql -> Blocks.add(sql, Gateways.number(sql, GATEWAY, 1), key, 1));
  }

  private Ack ack(String epoch) {
    return database.write(sql -> Blocks.ack(sql, Gateways.number(sql, GATEWAY, 1), epoch));
  }

  @Test
  void countsABlockOnce() {
    assertTrue(add("a", 1, 1));
    assertFalse(add("a", 1, 1));
    assertEquals(1, database.read(Totals::of).readingBlocks());
    assertEquals(1, database.read(Totals::of).duplicateBlocks());
  }

  @Test
  void acknowledgesOnlyWhatHasNoHoleBelow() {
    assertTrue(add("a", 1, 1));
    assertTrue(add("a", 3, 1));
    assertEquals(new Ack("a", 0, 1), ack("a"));
    assertTrue(add("a", 2, 1));
    assertEquals(new Ack("a", 0, 3), ack("a"));
  }

  @Test
  void beginsWhereAGatewayBeginsThatHasForgottenTheRest() {
    assertTrue(add("a", 5, 5));
    assertEquals(new Ack("a", 0, 5), ack("a"));
    assertEquals(4, database.read(Totals::of).missingBlocks());
  }

  @Test
  void movesPastAGapThatWillNeverBeFilled() {
    assertTrue(add("a", 1, 1));
    assertTrue(add("a", 5, 4));
    assertEquals(3, ack("a").readings());
    assertEquals(2, database.read(Totals::of).missingBlocks());
    assertTrue(add("a", 4, 4));
    assertEquals(5, ack("a").readings());
  }

  @Test
  void keepsWhatComesLateIntoAKnownGap() {
    assertTrue(add("a", 4, 4));
    assertTrue(add("a", 2, 1));
    assertEquals(4, ack("a").readings());
    assertEquals(2, database.read(Totals::of).missingBlocks());
  }

  @Test
  void keepsTheLivesOfAJournalApart() {
    assertTrue(add("a", 1, 1));
    assertTrue(add("b", 1, 1));
    assertTrue(add("b", 2, 1));
    assertTrue(add("a", 2, 1));
    assertEquals(2, ack("a").readings());
    assertEquals(2, ack("b").readings());
    assertEquals(
        Optional.of("b"),
        database.write(sql -> Blocks.currentEpoch(sql, Gateways.number(sql, GATEWAY, 1))));
  }

  @Test
  void endsAtTheSameInWhateverOrderTheyCome() {
    long seed = 42;
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      List<Long> order = new ArrayList<>();
      for (long seq = 1; seq <= 12; seq++) {
        order.add(seq);
        order.add(seq);
      }
      Collections.shuffle(order, random);
      String epoch = "round-" + round;
      for (long seq : order) {
        boolean _ = add(epoch, seq, 1);
      }
      assertEquals(12, ack(epoch).readings(), "seed " + seed + ", order " + order);
    }
  }
}
