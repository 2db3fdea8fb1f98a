package io.coldshelf.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.uplink.Dispatch.Verdict;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispatchTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int ACCEPTED = 0x00;
  private static final int NO_SUBSCRIBERS = 0x10;
  private static final int NOT_AUTHORIZED = 0x87;
  private static final int QUOTA = 0x97;
  private static final int INVALID = 0x99;

  private Dispatch dispatch;

  @BeforeEach
  void connect() {
    dispatch = new Dispatch(1, 1, Patience.remote());
    dispatch.connected(65_535);
  }

  private static BlockKey reading(long seq) {
    return new BlockKey(Lane.READINGS, seq);
  }

  /** Sends what is wanted, up to a number of blocks that the journal is said to hold. */
  private List<Long> sendAll(long last, long now) {
    List<Long> sent = new ArrayList<>();
    OptionalLong wanted = dispatch.wanted(Lane.READINGS, now);
    while (wanted.isPresent() && wanted.getAsLong() <= last) {
      dispatch.sent(reading(wanted.getAsLong()), now);
      sent.add(wanted.getAsLong());
      wanted = dispatch.wanted(Lane.READINGS, now);
    }
    return sent;
  }

  private void acceptAll(List<Long> seqs, long now) {
    for (long seq : seqs) {
      assertEquals(Verdict.ACCEPTED, dispatch.settled(reading(seq), ACCEPTED, now));
    }
  }

  @Test
  void blocksGoInOrder() {
    assertEquals(List.of(1L, 2L, 3L), sendAll(3, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 20, 65_535})
  void theWindowIsOurBoundOrTheBrokersLessOnePlace(int receiveMaximum) {
    dispatch.connected(receiveMaximum);
    int expected = Math.clamp(receiveMaximum - 1, 1, Dispatch.MAX_WINDOW);
    assertEquals(expected, sendAll(1_000, 0).size());
    assertEquals(Verdict.ACCEPTED, dispatch.settled(reading(1), ACCEPTED, 0));
    assertEquals(1, sendAll(1_000, 0).size());
  }

  @Test
  void aPubackDoesNotLetABlockGo() {
    acceptAll(sendAll(3, 0), 0);
    dispatch.connected(100);
    assertEquals(List.of(1L, 2L, 3L), sendAll(3, 0));
  }

  @Test
  void theBridgesWordDoes() {
    acceptAll(sendAll(3, 0), 0);
    dispatch.acknowledged(new Ack("e", 0, 2), 0);
    dispatch.connected(100);
    assertEquals(List.of(3L), sendAll(3, 0));
  }

  @Test
  void aWordOfAnEarlierLifeMovesTheBeginning() {
    dispatch.acknowledged(new Ack("e", 0, 500), 0);
    assertEquals(List.of(501L), sendAll(501, 0));
  }

  @Test
  void whatIsNotStoredInTimeIsSentAgainAFewBlocksFirst() {
    acceptAll(sendAll(50, 0), 0);
    assertEquals(List.of(), dispatch.rewind(30 * SECOND - 1));
    assertEquals(List.of(Lane.READINGS), dispatch.rewind(30 * SECOND));
    List<Long> probe = sendAll(50, 30 * SECOND);
    assertEquals(LaneDispatch.PROBE_AHEAD, probe.size());
    assertEquals(1, probe.getFirst());
    acceptAll(probe, 30 * SECOND);
    dispatch.acknowledged(new Ack("e", 0, 10), 31 * SECOND);
    assertEquals(40, sendAll(50, 31 * SECOND).size());
  }

  @Test
  void progressPutsOffSendingAgain() {
    acceptAll(sendAll(50, 0), 0);
    dispatch.acknowledged(new Ack("e", 0, 10), 20 * SECOND);
    assertEquals(List.of(), dispatch.rewind(40 * SECOND));
    assertEquals(List.of(Lane.READINGS), dispatch.rewind(50 * SECOND));
  }

  @Test
  void theWaitForTheBridgeBeginsWithTheFirstBlockUnderWay() {
    acceptAll(sendAll(1, 100 * SECOND), 100 * SECOND);
    assertEquals(List.of(), dispatch.rewind(129 * SECOND));
    assertEquals(List.of(Lane.READINGS), dispatch.rewind(130 * SECOND));
  }

  @Test
  void nothingIsSentAgainWhenAllIsStored() {
    acceptAll(sendAll(3, 0), 0);
    dispatch.acknowledged(new Ack("e", 0, 3), SECOND);
    assertEquals(List.of(), dispatch.rewind(1_000 * SECOND));
  }

  @Test
  void aBrokerWithoutABridgeGetsABoundedNumberOfBlocks() {
    List<Long> all = new ArrayList<>();
    for (List<Long> sent = sendAll(5_000, 0); !sent.isEmpty(); sent = sendAll(5_000, 0)) {
      sent.forEach(
          seq -> assertEquals(Verdict.ACCEPTED, dispatch.settled(reading(seq), NO_SUBSCRIBERS, 0)));
      all.addAll(sent);
    }
    assertEquals(LaneDispatch.MAX_AHEAD, all.size());
  }

  @Test
  void aMissingAnswerIsNoticed() {
    sendAll(2, 0);
    assertEquals(Optional.empty(), dispatch.overdue(10 * SECOND - 1));
    assertEquals(Optional.of(reading(1)), dispatch.overdue(10 * SECOND));
  }

  @Test
  void anAnswerFromAnEarlierConnectionIsUnknown() {
    sendAll(1, 0);
    dispatch.connected(100);
    assertEquals(Verdict.UNKNOWN, dispatch.settled(reading(1), ACCEPTED, 0));
  }

  @Test
  void aRefusedBlockWaitsAndOthersGoPast() {
    sendAll(3, 0);
    assertEquals(Verdict.LATER, dispatch.settled(reading(2), INVALID, 0));
    assertEquals(List.of(4L, 5L), sendAll(5, 0));
    assertEquals(List.of(2L), sendAll(5, SECOND));
  }

  @Test
  void aBlockRefusedAgainAndAgainWhileOthersPassIsSetAside() {
    long now = 0;
    Verdict verdict = Verdict.LATER;
    int refusals = 0;
    for (long last = 2; verdict == Verdict.LATER && refusals < 100; last++) {
      now += 100 * SECOND;
      dispatch.rewind(now);
      for (long seq : sendAll(last, now)) {
        Verdict answer = dispatch.settled(reading(seq), seq == 1 ? INVALID : ACCEPTED, now);
        verdict = seq == 1 ? answer : verdict;
        refusals += seq == 1 ? 1 : 0;
      }
    }
    assertEquals(Verdict.SET_ASIDE, verdict);
    assertEquals(LaneDispatch.MAX_REFUSALS + 1, refusals);
    dispatch.connected(100);
    assertFalse(sendAll(3, now).contains(1L));
  }

  @ParameterizedTest
  @ValueSource(ints = {NOT_AUTHORIZED, QUOTA})
  void aBrokerThatRefusesEverythingEmptiesNoJournal(int code) {
    long now = 0;
    for (int round = 0; round < 100; round++) {
      now += 100 * SECOND;
      List<Long> sent = sendAll(1_000, now);
      assertTrue(sent.size() <= Dispatch.MAX_WINDOW);
      for (long seq : sent) {
        assertEquals(Verdict.LATER, dispatch.settled(reading(seq), code, now));
      }
    }
    acceptAll(sendAll(1, now + 100 * SECOND), now);
  }

  @Test
  void aFullBrokerIsNeverHeldAgainstABlock() {
    long now = 0;
    for (int round = 0; round < 100; round++) {
      now += 100 * SECOND;
      for (long seq : sendAll(round + 2, now)) {
        assertFalse(
            dispatch.settled(reading(seq), seq == 1 ? QUOTA : ACCEPTED, now) == Verdict.SET_ASIDE);
      }
    }
  }

  @Test
  void whatTheBrokerHasAcceptedIsSaidWithoutHoles() {
    sendAll(3, 0);
    assertEquals(new Ack("e", 0, 0), dispatch.accepted("e"));
    acceptAll(List.of(1L, 3L), 0);
    assertEquals(new Ack("e", 0, 1), dispatch.accepted("e"));
    acceptAll(List.of(2L), 0);
    assertEquals(new Ack("e", 0, 3), dispatch.accepted("e"));
  }

  @Test
  void waitingEndsWithTheNextThingToDo() {
    sendAll(1, 0);
    assertEquals(10 * SECOND, dispatch.waitNanos(0));
    acceptAll(List.of(1L), 0);
    assertEquals(25 * SECOND, dispatch.waitNanos(5 * SECOND));
    assertEquals(0, dispatch.waitNanos(60 * SECOND));
  }

  @Test
  void lanesDoNotHinderEachOther() {
    assertEquals(Dispatch.MAX_WINDOW, sendAll(1_000, 0).size());
    assertEquals(OptionalLong.empty(), dispatch.wanted(Lane.EVENTS, 0));
    acceptAll(List.of(1L), 0);
    assertEquals(OptionalLong.of(1), dispatch.wanted(Lane.EVENTS, 0));
  }

  /** A broker that loses, refuses and drops connections; a bridge that stores what arrives. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void allIsStoredInTheEndWhateverHappens(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long last = 500;
    TreeSet<Long> stored = new TreeSet<>();
    long acknowledged = 0;
    long now = 0;
    for (int step = 0; acknowledged < last && step < 20_000; step++) {
      now += random.nextLong(5 * SECOND);
      if (random.nextInt(20) == 0) {
        dispatch.connected(1 + random.nextInt(50));
      }
      dispatch.rewind(now);
      for (long seq : sendAll(last, now)) {
        assertTrue(seq > acknowledged, "seed " + seed + " sends what is stored: " + seq);
        switch (random.nextInt(4)) {
          case 0 -> assertEquals(Verdict.LATER, dispatch.settled(reading(seq), QUOTA, now));
          case 1 -> dispatch.settled(reading(seq), ACCEPTED, now); // and lost by the broker
          default -> {
            dispatch.settled(reading(seq), ACCEPTED, now);
            stored.add(seq);
          }
        }
      }
      while (stored.contains(acknowledged + 1)) {
        acknowledged++;
      }
      dispatch.acknowledged(new Ack("e", 0, acknowledged), now);
    }
    assertEquals(last, acknowledged, "seed " + seed);
  }
}
