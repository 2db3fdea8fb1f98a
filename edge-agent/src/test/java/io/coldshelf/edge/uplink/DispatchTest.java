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

  private static BlockKey event(long seq) {
    return new BlockKey(Lane.EVENTS, seq);
  }

  /** Sends what is wanted, up to a number of blocks that the journal is said to hold. */
  private List<Long> sendAll(long last, long now) {
    List<Long> sent = new ArrayList<>();
    OptionalLong wanted = dispatch.wanted(Lane.EVENTS, now);
    while (wanted.isPresent() && wanted.getAsLong() <= last) {
      dispatch.sent(event(wanted.getAsLong()), 0, now);
      sent.add(wanted.getAsLong());
      wanted = dispatch.wanted(Lane.EVENTS, now);
    }
    return sent;
  }

  private void acceptAll(List<Long> seqs, long now) {
    settleAll(seqs, ACCEPTED, now);
  }

  private void settleAll(List<Long> seqs, int code, long now) {
    for (long seq : seqs) {
      assertEquals(Verdict.ACCEPTED, dispatch.settled(event(seq), code, now));
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
    assertEquals(Verdict.ACCEPTED, dispatch.settled(event(1), ACCEPTED, 0));
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
    dispatch.acknowledged(new Ack("e", 2, 0), 0);
    dispatch.connected(100);
    assertEquals(List.of(3L), sendAll(3, 0));
  }

  @Test
  void aWordOfAnEarlierLifeMovesTheBeginning() {
    dispatch.acknowledged(new Ack("e", 500, 0), 0);
    assertEquals(List.of(501L), sendAll(501, 0));
  }

  @Test
  void whatIsNotStoredInTimeIsSentAgainAFewBlocksFirst() {
    acceptAll(sendAll(50, 0), 0);
    assertEquals(List.of(), dispatch.rewind(30 * SECOND - 1));
    assertEquals(List.of(Lane.EVENTS), dispatch.rewind(30 * SECOND));
    List<Long> probe = sendAll(50, 30 * SECOND);
    assertEquals(LaneDispatch.PROBE_AHEAD, probe.size());
    assertEquals(1, probe.getFirst());
    acceptAll(probe, 30 * SECOND);
    dispatch.acknowledged(new Ack("e", 10, 0), 31 * SECOND);
    assertEquals(40, sendAll(50, 31 * SECOND).size());
  }

  /** A broker that has come back before the bridge says that nobody is there. */
  @Test
  void whatWentToNobodyIsSentAgainSoonAndThenLessOften() {
    settleAll(sendAll(3, 0), NO_SUBSCRIBERS, 0);
    assertEquals(List.of(), dispatch.rewind(SECOND - 1));
    assertEquals(List.of(Lane.EVENTS), dispatch.rewind(SECOND));
    settleAll(sendAll(3, SECOND), NO_SUBSCRIBERS, SECOND);
    assertEquals(List.of(), dispatch.rewind(3 * SECOND - 1));
    assertEquals(List.of(Lane.EVENTS), dispatch.rewind(3 * SECOND));
    acceptAll(sendAll(3, 3 * SECOND), 3 * SECOND);
    assertEquals(List.of(), dispatch.rewind(60 * SECOND));
  }

  @Test
  void theBridgesWordAboutEarlierBlocksDoesNotHideThatALaterOneWentToNobody() {
    settleAll(sendAll(3, 0), NO_SUBSCRIBERS, 0);
    dispatch.acknowledged(new Ack("e", 1, 0), SECOND / 2);
    assertEquals(List.of(Lane.EVENTS), dispatch.rewind(SECOND / 2 + SECOND));
    assertEquals(List.of(2L, 3L), sendAll(3, 2 * SECOND));
  }

  @Test
  void progressPutsOffSendingAgain() {
    acceptAll(sendAll(50, 0), 0);
    dispatch.acknowledged(new Ack("e", 10, 0), 20 * SECOND);
    assertEquals(List.of(), dispatch.rewind(40 * SECOND));
    assertEquals(List.of(Lane.EVENTS), dispatch.rewind(50 * SECOND));
  }

  @Test
  void theWaitForTheBridgeBeginsWithTheFirstBlockUnderWay() {
    acceptAll(sendAll(1, 100 * SECOND), 100 * SECOND);
    assertEquals(List.of(), dispatch.rewind(129 * SECOND));
    assertEquals(List.of(Lane.EVENTS), dispatch.rewind(130 * SECOND));
  }

  @Test
  void nothingIsSentAgainWhenAllIsStored() {
    acceptAll(sendAll(3, 0), 0);
    dispatch.acknowledged(new Ack("e", 3, 0), SECOND);
    assertEquals(List.of(), dispatch.rewind(1_000 * SECOND));
  }

  @Test
  void aBrokerWithoutABridgeGetsABoundedNumberOfBlocks() {
    List<Long> all = new ArrayList<>();
    for (List<Long> sent = sendAll(5_000, 0); !sent.isEmpty(); sent = sendAll(5_000, 0)) {
      sent.forEach(
          seq -> assertEquals(Verdict.ACCEPTED, dispatch.settled(event(seq), NO_SUBSCRIBERS, 0)));
      all.addAll(sent);
    }
    assertEquals(LaneDispatch.MAX_AHEAD, all.size());
  }

  @Test
  void aMissingAnswerIsNoticed() {
    sendAll(2, 0);
    assertEquals(Optional.empty(), dispatch.overdue(10 * SECOND - 1));
    assertEquals(Optional.of(event(1)), dispatch.overdue(10 * SECOND));
  }

  @Test
  void anAnswerFromAnEarlierConnectionIsUnknown() {
    sendAll(1, 0);
    dispatch.connected(100);
    assertEquals(Verdict.UNKNOWN, dispatch.settled(event(1), ACCEPTED, 0));
  }

  @Test
  void aRefusedBlockWaitsAndOthersGoPast() {
    sendAll(3, 0);
    assertEquals(Verdict.LATER, dispatch.settled(event(2), INVALID, 0));
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
        Verdict answer = dispatch.settled(event(seq), seq == 1 ? INVALID : ACCEPTED, now);
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
        assertEquals(Verdict.LATER, dispatch.settled(event(seq), code, now));
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
            dispatch.settled(event(seq), seq == 1 ? QUOTA : ACCEPTED, now) == Verdict.SET_ASIDE);
      }
    }
  }

  @Test
  void whatTheBrokerHasAcceptedIsSaidWithoutHoles() {
    sendAll(3, 0);
    assertEquals(new Ack("e", 0, 0), dispatch.accepted("e"));
    acceptAll(List.of(1L, 3L), 0);
    assertEquals(new Ack("e", 1, 0), dispatch.accepted("e"));
    acceptAll(List.of(2L), 0);
    assertEquals(new Ack("e", 3, 0), dispatch.accepted("e"));
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
  void readingsLeaveRoomForEvents() {
    long seq = 0;
    for (int round = 0; round < 1_000; round++) {
      while (dispatch.wanted(Lane.READINGS, round).isPresent()) {
        seq++;
        dispatch.sent(new BlockKey(Lane.READINGS, seq), 0, round);
      }
      assertTrue(dispatch.inFlight() < Dispatch.MAX_WINDOW, dispatch.inFlight() + " in flight");
      assertEquals(OptionalLong.of(1), dispatch.wanted(Lane.EVENTS, round));
      BlockKey oldest = new BlockKey(Lane.READINGS, seq - dispatch.inFlight() + 1);
      dispatch.settled(oldest, ACCEPTED, round);
      dispatch.acknowledged(new Ack("e", 0, oldest.seq()), round);
    }
  }

  @Test
  void fewReadingsAreUnderWayUntilTheLineIsKnown() {
    List<Long> sent = new ArrayList<>();
    for (long seq = 1; dispatch.wanted(Lane.READINGS, 0).isPresent(); seq++) {
      dispatch.sent(new BlockKey(Lane.READINGS, seq), 10_000, 0);
      sent.add(seq);
    }
    assertEquals(List.of(1L, 2L), sent);
  }

  @Test
  void aWindowOfOneServesBothLanes() {
    dispatch.connected(1);
    assertTrue(dispatch.wanted(Lane.READINGS, 0).isPresent());
    dispatch.sent(new BlockKey(Lane.READINGS, 1), 0, 0);
    assertTrue(dispatch.wanted(Lane.EVENTS, 0).isEmpty());
  }

  @Test
  void aSlowLineIsAliveAsLongAsAnswersCome() {
    sendAll(3, 0);
    acceptAll(List.of(1L), 9 * SECOND);
    assertEquals(Optional.empty(), dispatch.overdue(19 * SECOND - 1));
    assertEquals(Optional.of(event(2)), dispatch.overdue(19 * SECOND));
  }

  @Test
  void aLargeBlockMayTakeItsTime() {
    dispatch.sent(event(1), 200_000, 0);
    assertEquals(Optional.empty(), dispatch.overdue(100 * SECOND));
    assertEquals(Optional.of(event(1)), dispatch.overdue(110 * SECOND));
  }

  @ParameterizedTest
  @ValueSource(ints = {ACCEPTED, NO_SUBSCRIBERS})
  void aBridgeThatIsAwayForLongIsAskedLessAndLessOften(int code) {
    settleAll(sendAll(50, 0), code, 0);
    int resent = 0;
    for (long minute = 1; minute <= 24 * 60; minute++) {
      long now = minute * 60 * SECOND;
      dispatch.rewind(now);
      List<Long> again = sendAll(50, now);
      settleAll(again, code, now);
      resent += again.size();
    }
    assertTrue(resent >= 100 && resent < 200, resent + " blocks in a day");
  }

  @Test
  void aBridgeThatIsBackIsAskedSoon() {
    acceptAll(sendAll(50, 0), 0);
    for (long hour = 1; hour <= 5; hour++) {
      dispatch.rewind(hour * 3_600 * SECOND);
      acceptAll(sendAll(50, hour * 3_600 * SECOND), hour * 3_600 * SECOND);
    }
    long back = 5 * 3_600 * SECOND;
    assertEquals(List.of(), dispatch.rewind(back + 31 * SECOND));
    dispatch.heard();
    assertEquals(List.of(Lane.EVENTS), dispatch.rewind(back + 31 * SECOND));
  }

  @Test
  void aNewEventGoesPastThoseThatWaitForTheBridge() {
    acceptAll(sendAll(50, 0), 0);
    dispatch.connected(65_535);
    assertEquals(10, sendAll(50, SECOND).size());
    assertEquals(List.of(51L), sendAll(51, SECOND));
    dispatch.acknowledged(new Ack("e", 10, 0), SECOND);
    assertEquals(11, sendAll(50, SECOND).getFirst());
  }

  @Test
  void aNewConnectionBeginsWithAFewOfThoseThatWaitForTheBridge() {
    acceptAll(sendAll(50, 0), 0);
    dispatch.connected(65_535);
    assertEquals(LaneDispatch.PROBE_AHEAD, sendAll(50, SECOND).size());
    dispatch.acknowledged(new Ack("e", 1, 0), SECOND);
    assertEquals(40, sendAll(50, SECOND).size());
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
          case 0 -> assertEquals(Verdict.LATER, dispatch.settled(event(seq), QUOTA, now));
          case 1 -> dispatch.settled(event(seq), ACCEPTED, now); // and lost by the broker
          default -> {
            dispatch.settled(event(seq), ACCEPTED, now);
            stored.add(seq);
          }
        }
      }
      while (stored.contains(acknowledged + 1)) {
        acknowledged++;
      }
      dispatch.acknowledged(new Ack("e", acknowledged, 0), now);
    }
    assertEquals(last, acknowledged, "seed " + seed);
  }
}
