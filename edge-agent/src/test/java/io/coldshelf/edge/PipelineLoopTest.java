package io.coldshelf.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.acquire.Inbox;
import io.coldshelf.edge.config.Uplink.Cut;
import io.coldshelf.edge.detect.Detector;
import io.coldshelf.edge.detect.DeviceWatch;
import io.coldshelf.edge.detect.Findings;
import io.coldshelf.edge.detect.Snapshot;
import io.coldshelf.edge.journal.Capacity;
import io.coldshelf.edge.journal.Commit;
import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.JournalException;
import io.coldshelf.edge.journal.JournalException.Remedy;
import io.coldshelf.edge.journal.JournalReader;
import io.coldshelf.edge.journal.JournalSetup;
import io.coldshelf.edge.journal.JournalStats;
import io.coldshelf.edge.journal.Opened;
import io.coldshelf.edge.journal.Samples;
import io.coldshelf.edge.local.LiveView;
import io.coldshelf.edge.pipeline.Pipeline;
import io.coldshelf.edge.proof.Notary;
import io.coldshelf.edge.time.Boot;
import io.coldshelf.edge.time.Sync;
import io.coldshelf.edge.time.Timeline;
import io.coldshelf.edge.uplink.Uplink;
import io.coldshelf.edge.uplink.UplinkStats;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Head;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineLoopTest {

  private static final PointId POINT = new PointId("probe", "temperature");

  @TempDir private Path folder;

  private final Inbox inbox = new Inbox();
  private final LiveView view = new LiveView();
  private final Recorder recorder =
      new Recorder("/store/gw", new Cut(Duration.ofHours(1), 1000), Duration.ofSeconds(5), view);
  @TempDir private Path data;
  private Notary notary;
  private final DeviceWatch watch = new DeviceWatch("gw", "probe", 3000);
  private final Pipeline pipeline = new Pipeline(List.of(watch), Map.of("probe", List.of(watch)));

  /** It is an hour later, and stays so. */
  private final Timeline timeline =
      new Timeline(
          InstantSource.fixed(Instant.ofEpochMilli(Samples.TIME + 3_600_000)),
          () -> 0,
          () -> Sync.UNKNOWN,
          new Boot("0123456789abcdef"),
          0);

  @BeforeEach
  void appointNotary() {
    notary = new Notary(data, new Topics("store", "gw"), _ -> {});
  }

  /** Runs the loop on this thread until its end, which has been asked for beforehand. */
  private PipelineLoop runToTheEnd(Outbox outbox) {
    PipelineLoop loop =
        new PipelineLoop("gw", timeline, inbox, pipeline, recorder, outbox, view, notary);
    Thread.currentThread().interrupt();
    loop.run();
    assertTrue(Thread.interrupted(), "the interrupt is passed on");
    return loop;
  }

  private static Reading reading(int number) {
    return Reading.good(POINT, Samples.TIME + number, number);
  }

  private void feed(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      inbox.put(reading(i));
    }
  }

  /** Remembers what it is given, after having refused so many times. */
  private static final class Reluctant implements Journal {
    private final Remedy remedy;
    private final List<Commit> commits = new ArrayList<>();
    private int refusals;

    Reluctant(int refusals, Remedy remedy) {
      this.refusals = refusals;
      this.remedy = remedy;
    }

    @Override
    public void commit(Commit commit) {
      if (refusals > 0) {
        refusals--;
        throw new JournalException(remedy, "not now");
      }
      commits.add(commit);
    }

    List<Reading> readings() {
      return commits.stream().flatMap(commit -> commit.readings().stream()).toList();
    }

    List<String> events() {
      return commits.stream()
          .flatMap(commit -> commit.events().stream())
          .map(event -> new String(event.toJson(), StandardCharsets.UTF_8))
          .toList();
    }

    @Override
    public boolean acknowledge(Ack ack) {
      return false;
    }

    @Override
    public void setAside(Lane lane, long seq, String reason) {
      // Nothing is sent from here.
    }

    @Override
    public void maintain() {
      // Nothing to forget.
    }

    @Override
    public String epoch() {
      return "e";
    }

    @Override
    public List<Block> after(Lane lane, long seq, int max) {
      return List.of();
    }

    @Override
    public List<Block> between(long fromMillis, long toMillis, long seq, int max) {
      return List.of();
    }

    @Override
    public long first(Lane lane) {
      return 1;
    }

    @Override
    public long last(Lane lane) {
      return 0;
    }

    @Override
    public Topics owner() {
      return new Topics("store", "gw");
    }

    @Override
    public Optional<Block> held(Lane lane, long seq) {
      return Optional.empty();
    }

    @Override
    public Head.Tip tip(Lane lane) {
      return Head.Tip.NONE;
    }

    @Override
    public Map<String, byte[]> state() {
      return Map.of();
    }

    @Override
    public JournalStats stats() {
      throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private static Outbox outbox(Journal journal) {
    return new Outbox(() -> new Opened(journal, Optional.empty()), Optional.empty());
  }

  /** Fails at every second reading. */
  private static final class Buggy implements Detector {
    private int asked;

    @Override
    public String key() {
      return "buggy";
    }

    @Override
    public void accept(Observation observation, Findings out) {
      if (asked++ % 2 == 1) {
        throw new IllegalStateException("a bug");
      }
    }

    @Override
    public long deadline() {
      return NEVER;
    }

    @Override
    public void wake(long nowMillis, Findings out) {
      // It waits for nothing.
    }

    @Override
    public void shift(long deltaMillis) {
      // It knows no time.
    }

    @Override
    public void save(Snapshot into) {
      // Nothing is remembered.
    }

    @Override
    public void restore(Snapshot from) {
      // Nothing is remembered.
    }
  }

  @Test
  void aBugInADetectorEndsNoRecording() throws InterruptedException {
    Buggy buggy = new Buggy();
    Reluctant journal = new Reluctant(0, Remedy.RETRY);
    feed(10);
    PipelineLoop loop =
        new PipelineLoop(
            "gw",
            timeline,
            inbox,
            new Pipeline(List.of(buggy), Map.of("probe", List.of(buggy))),
            recorder,
            outbox(journal),
            view,
            notary);
    Thread.currentThread().interrupt();
    loop.run();
    assertTrue(Thread.interrupted(), "the interrupt is passed on");
    assertEquals(10, journal.readings().size());
  }

  @Test
  void whatWaitsWhenTheAgentStopsIsJournalledInItsOrder() throws InterruptedException {
    Reluctant journal = new Reluctant(0, Remedy.RETRY);
    feed(3000);
    runToTheEnd(outbox(journal));
    assertEquals(
        Stream.iterate(0, i -> i + 1).limit(3000).map(PipelineLoopTest::reading).toList(),
        journal.readings());
  }

  @Test
  void aSourceIsAnsweredAfterTheCommitOfWhatItPut() throws InterruptedException {
    Reluctant journal = new Reluctant(1, Remedy.MAKE_ROOM);
    List<Integer> committed = new ArrayList<>();
    feed(5);
    inbox.confirm(() -> committed.add(journal.readings().size()));
    PipelineLoop loop =
        new PipelineLoop("gw", timeline, inbox, pipeline, recorder, outbox(journal), view, notary);
    loop.round(0);
    assertEquals(List.of(), committed, "the journal has refused it");
    Thread.currentThread().interrupt();
    loop.run();
    assertTrue(Thread.interrupted(), "the interrupt is passed on");
    assertEquals(List.of(5), committed);
  }

  @Test
  void anAnswerThatNobodyWaitsForCostsNoCommitOfItsOwn() throws InterruptedException {
    Reluctant journal = new Reluctant(0, Remedy.RETRY);
    List<Integer> answered = new ArrayList<>();
    PipelineLoop loop =
        new PipelineLoop("gw", timeline, inbox, pipeline, recorder, outbox(journal), view, notary);
    feed(1);
    loop.round(0);
    feed(1);
    inbox.confirmInPassing(() -> answered.add(journal.readings().size()));
    loop.round(0);
    assertEquals(1, journal.readings().size(), "the commit's age has not come");
    assertEquals(List.of(), answered);
    inbox.confirm(() -> {});
    loop.round(0);
    assertEquals(List.of(2), answered);
  }

  @Test
  void whatBroughtNothingToRecordIsAnsweredWithoutACommit() throws InterruptedException {
    Reluctant journal = new Reluctant(0, Remedy.RETRY);
    List<String> answered = new ArrayList<>();
    PipelineLoop loop =
        new PipelineLoop("gw", timeline, inbox, pipeline, recorder, outbox(journal), view, notary);
    feed(1);
    loop.round(0);
    inbox.confirmInPassing(() -> answered.add("passed over"));
    loop.round(0);
    assertEquals(List.of("passed over"), answered);
  }

  @Test
  void aTimeThatNoClockTellsStopsNothing() throws InterruptedException {
    Reluctant journal = new Reluctant(0, Remedy.RETRY);
    inbox.put(Reading.good(POINT, Long.MAX_VALUE - 5_000_000_000L, 1));
    inbox.put(Reading.good(POINT, Long.MIN_VALUE + 5_000_000_000L, 1));
    feed(2);
    runToTheEnd(outbox(journal));
    assertEquals(2, journal.readings().size());
  }

  @Test
  void anAnswerThatIsOwedDoesNotWaitForTheCommitsAge() throws InterruptedException {
    Reluctant journal = new Reluctant(0, Remedy.RETRY);
    List<String> answered = new ArrayList<>();
    PipelineLoop loop =
        new PipelineLoop("gw", timeline, inbox, pipeline, recorder, outbox(journal), view, notary);
    feed(1);
    loop.round(0);
    feed(1);
    loop.round(0);
    assertEquals(1, journal.readings().size(), "nobody waits for the second one");
    feed(1);
    inbox.confirm(() -> answered.add("taken"));
    loop.round(0);
    assertEquals(3, journal.readings().size());
    assertEquals(List.of("taken"), answered);
  }

  @Test
  void whatTheJournalRefusesIsKeptAndWrittenLater() throws InterruptedException {
    Reluctant journal = new Reluctant(1, Remedy.MAKE_ROOM);
    feed(5);
    PipelineLoop loop = runToTheEnd(outbox(journal));
    assertEquals(5, journal.readings().size());
    assertEquals(List.of(), journal.events());
    assertTrue(loop.isHealthy());
  }

  @Test
  void aJournalThatNeverHealsIsSaidToBeIll() throws InterruptedException {
    feed(1);
    assertFalse(runToTheEnd(outbox(new Reluctant(99, Remedy.PERSON))).isHealthy());
  }

  @Test
  void whatDoesNotFitIsCountedAndSaid() {
    Reluctant journal = new Reluctant(1, Remedy.RETRY);
    for (int i = 0; i < Recorder.MOST_WAITING + 7; i++) {
      recorder.reading(reading(i));
    }
    runToTheEnd(outbox(journal));
    assertEquals(Recorder.MOST_WAITING, journal.readings().size());
    assertEquals(reading(7), journal.readings().getFirst(), "the oldest are given up");
    assertEquals(1, journal.events().size());
    assertTrue(
        journal.events().getFirst().contains("7 readings or events were lost"),
        journal.events().getFirst());
  }

  @Test
  void detectorStateIsWrittenWithWhatItCameFrom() throws InterruptedException {
    Reluctant journal = new Reluctant(2, Remedy.RETRY);
    inbox.put(new DeviceState("probe", Samples.TIME, false, "No answer.", "Check the cable."));
    inbox.put(DeviceState.online("probe", Samples.TIME + 60_000));
    runToTheEnd(outbox(journal));
    assertEquals(2, journal.commits.getFirst().events().size());
    assertTrue(journal.commits.getFirst().state().containsKey("device/probe"));
  }

  /** Counts its lives. */
  private static final class Connected implements Uplink {
    private final String epoch;
    private boolean closed;

    Connected(String epoch) {
      this.epoch = epoch;
    }

    @Override
    public void wake() {
      // Sends nothing.
    }

    @Override
    public void head(byte[] json) {
      // Nobody listens.
    }

    @Override
    public void report(byte[] json) {
      // Sends nothing.
    }

    @Override
    public UplinkStats stats() {
      throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void aJournalThatIsDamagedWhileItRunsIsReplacedAndNothingWaitingIsLost()
      throws IOException, InterruptedException {
    Path file = folder.resolve("journal.db");
    try (Journal journal = Samples.open(file)) {
      for (int i = 0; i < 30; i++) {
        journal.commit(Samples.readingsCommit(300));
      }
    }
    // The disk loses everything behind the first page. What is cached hides that from SQLite for a
    // while, so the journal that says so is one that says it at once.
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 4096, bytes.length, (byte) 0xff);
    Files.write(file, bytes);
    JournalSetup setup = Samples.setup(2, Capacity.DEFAULT.maxBytes());
    Journal finding = new Reluctant(1, Remedy.REOPEN);
    String epoch = finding.epoch();
    List<Connected> uplinks = new ArrayList<>();
    Outbox outbox =
        new Outbox(
            () ->
                uplinks.isEmpty()
                    ? new Opened(finding, Optional.empty())
                    : Journal.open(file, setup),
            Optional.of(journal -> {
              uplinks.add(new Connected(journal.epoch()));
              return uplinks.getLast();
            }));
    outbox.connect();
    inbox.put(new DeviceState("probe", Samples.TIME, false, "No answer.", "Check the cable."));
    feed(40);

    PipelineLoop loop = runToTheEnd(outbox);

    assertTrue(loop.isHealthy());
    assertNotEquals(epoch, outbox.journal().epoch());
    assertEquals(
        List.of(epoch, outbox.journal().epoch()),
        uplinks.stream().map(uplink -> uplink.epoch).toList(),
        "the uplink begins anew with the journal");
    assertTrue(uplinks.getFirst().closed);
    assertFalse(uplinks.getLast().closed);
    outbox.close();
    try (JournalReader reader = Journal.openReadOnly(file)) {
      assertEquals(40, reader.stats().totals().readings());
      Block event = reader.after(Lane.EVENTS, 0, 10).getFirst();
      assertEquals(1, reader.last(Lane.EVENTS));
      assertTrue(new String(event.payload(), StandardCharsets.UTF_8).contains("journal-replaced"));
      assertTrue(reader.state().containsKey("device/probe"), "states are carried over");
    }
    assertTrue(Journal.verify(file).isIntact());
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(files.anyMatch(path -> path.toString().contains(".corrupt-")));
    }
  }
}
