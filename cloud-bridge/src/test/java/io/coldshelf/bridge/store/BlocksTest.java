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
  private static final String NO_HASH = "0".repeat(64);

  /** The first gateway has the streams 1 and 2, in the order of the lanes. */
  private static final long STREAM = 2;

  private final Database database;

  BlocksTest(@TempDir Path folder) {
    this.database = Database.open(folder.resolve("blocks.db"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private boolean add(String epoch, long seq, long first) {
    BlockKey key = new BlockKey(epoch, Lane.READINGS, seq, first, 1, BlockKey.Proof.NONE);
    return database.write(sql -> Blocks.add(sql, Gateways.number(sql, GATEWAY, 1), key, 1)).isNew();
  }

  private Ack ack(String epoch) {
    return database.write(sql -> Blocks.ack(sql, Gateways.number(sql, GATEWAY, 1), epoch));
  }

  private Blocks.Added chained(long seq, String prev, String hash) {
    BlockKey key =
        new BlockKey(
            "a",
            Lane.READINGS,
            seq,
            1,
            1,
            new BlockKey.Proof(Optional.of(hash), Optional.of(prev), Optional.empty()));
    return database.write(sql -> Blocks.add(sql, Gateways.number(sql, GATEWAY, 1), key, 1));
  }

  private long chainBreaks() {
    return database.read(Totals::of).chainBreaks();
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
  void movesPastABlockThatWasSetAsideOnceTheNextOneComesAgain() {
    assertTrue(add("a", 1, 1));
    assertTrue(add("a", 2, 1));
    assertTrue(add("a", 4, 1)); // 3 was set aside, and 1 was still held when 4 left
    assertEquals(2, ack("a").readings());
    assertFalse(add("a", 4, 4)); // sent again in the silence, when 1 and 2 are forgotten
    assertEquals(4, ack("a").readings());
    assertEquals(1, database.read(Totals::of).missingBlocks());
  }

  @Test
  void waitsForAnEarlierBlockThatIsStillHeldBeforeItPassesOneThatWasSetAside() {
    assertTrue(add("a", 1, 1));
    assertTrue(add("a", 5, 2)); // 2 is due again later, 3 and 4 were set aside
    assertEquals(1, ack("a").readings());
    assertTrue(add("a", 2, 2));
    assertEquals(2, ack("a").readings());
    assertFalse(add("a", 5, 5));
    assertEquals(5, ack("a").readings());
    assertEquals(2, database.read(Totals::of).missingBlocks());
  }

  @Test
  void followsAChainInWhateverOrderItComes() {
    assertEquals(new Blocks.Added(STREAM, true, 0), chained(3, "b", "c"));
    assertEquals(new Blocks.Added(STREAM, true, 0), chained(1, NO_HASH, "a"));
    assertEquals(new Blocks.Added(STREAM, true, 0), chained(2, "a", "b"));
    assertEquals(new Blocks.Added(STREAM, false, 0), chained(2, "a", "b"));
    assertEquals(0, chainBreaks());
  }

  @Test
  void keepsABlockThatDoesNotContinueTheOneBefore() {
    assertEquals(new Blocks.Added(STREAM, true, 0), chained(1, NO_HASH, "a"));
    assertEquals(new Blocks.Added(STREAM, true, 1), chained(2, "altered", "b"));
    assertEquals(new Blocks.Added(STREAM, true, 0), chained(3, "b", "c"));
    assertEquals(1, chainBreaks());
    assertEquals(3, ack("a").readings());
  }

  @Test
  void findsABreakWhenTheEarlierBlockComesLater() {
    assertEquals(new Blocks.Added(STREAM, true, 0), chained(2, "altered", "b"));
    assertEquals(new Blocks.Added(STREAM, true, 1), chained(1, NO_HASH, "a"));
    assertEquals(1, chainBreaks());
    assertEquals(2, ack("a").readings());
  }

  @Test
  void findsAChainThatDoesNotBeginWithNothing() {
    assertEquals(new Blocks.Added(STREAM, true, 1), chained(1, "something", "a"));
    assertEquals(1, chainBreaks());
  }

  @Test
  void keepsAnotherBlockUnderANumberThatWasGivenTwice() {
    assertEquals(new Blocks.Added(STREAM, true, 0), chained(1, NO_HASH, "a"));
    assertEquals(new Blocks.Added(STREAM, true, 1), chained(1, NO_HASH, "other"));
    assertEquals(1, chainBreaks());
    assertEquals(1, ack("a").readings());
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
