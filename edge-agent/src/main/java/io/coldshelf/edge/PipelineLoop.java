package io.coldshelf.edge;

import io.coldshelf.edge.acquire.Inbox;
import io.coldshelf.edge.detect.Recorded;
import io.coldshelf.edge.journal.Commit;
import io.coldshelf.edge.journal.JournalException;
import io.coldshelf.edge.local.LiveView;
import io.coldshelf.edge.pipeline.Pipeline;
import io.coldshelf.edge.proof.Notary;
import io.coldshelf.edge.time.Timeline;
import io.coldshelf.edge.time.Turn;
import io.coldshelf.edge.uplink.Uplink;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The one thread through which every observation passes: inbox, pipeline, journal. It is also the
 * journal's only writer, so that detectors' state and events are committed together without a lock.
 */
final class PipelineLoop implements Runnable {

  private static final System.Logger LOG = System.getLogger(PipelineLoop.class.getName());

  /** Observations taken at once; between two such batches the journal gets its turn. */
  private static final int BATCH = 1024;

  /** Looks around this often even if nothing is due and nobody says anything. */
  private static final long LONGEST_WAIT_MILLIS = 2000;

  /** So that whatever is overdue and cannot be done keeps no core busy. */
  private static final long SHORTEST_WAIT_MILLIS = 10;

  /** Observations may be this late before a deadline passes without them. */
  private static final long LATENESS_MILLIS = 200;

  private static final long RETRY_MILLIS = 1000;

  /** Times beyond the year 9000 are no times; milliseconds since 1970, either way. */
  private static final long MAX_TIME_MILLIS = 221_845_392_000_000L;

  /** What was acknowledged is noted with the next commit; without one, this often. */
  private static final long MAINTAIN_MILLIS = 60_000;

  /**
   * At the end: one that may find the journal damaged, one that opens it anew, and one for what has
   * to be said of that. There is nothing to wait for between them.
   */
  private static final int LAST_COMMITS = 3;

  private final Timeline timeline;
  private final Inbox inbox;
  private final Pipeline pipeline;
  private final Recorder recorder;
  private final Outbox outbox;
  private final LiveView view;
  private final Notary notary;
  private final Recorded recorded;
  private final String gateway;

  private final List<Observation> batch = new ArrayList<>(BATCH);

  /** To be given after the next commit. */
  private final List<Inbox.Answer> answers = new ArrayList<>();

  private final Map<String, byte[]> unsavedState = new HashMap<>();
  private long retryAtMillis = Long.MIN_VALUE;
  private String saidBug = "";
  private final Set<String> saidTimes = new HashSet<>();
  private volatile boolean healthy = true;
  private long stateSavedMillis = Long.MIN_VALUE / 2;
  private long maintainedMillis = Long.MIN_VALUE / 2;
  private boolean finishing;

  /** The journal must be opened anew before anything else is asked of it. */
  private boolean reopening;

  /** Puts the thread's work together. */
  PipelineLoop(
      String gateway,
      Timeline timeline,
      Inbox inbox,
      Pipeline pipeline,
      Recorder recorder,
      Outbox outbox,
      LiveView view,
      Notary notary) {
    this.gateway = gateway;
    this.timeline = timeline;
    this.inbox = inbox;
    this.pipeline = pipeline;
    this.recorder = recorder;
    this.outbox = outbox;
    this.view = view;
    this.notary = notary;
    this.recorded = new Recorded(gateway);
  }

  /** Whether the last commit went through. */
  boolean isHealthy() {
    return healthy;
  }

  @Override
  public void run() {
    sayIfReplaced();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        round(waitMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    finish();
  }

  /** Takes what has come, waits so long for the first of it, and does what is due. */
  void round(long patienceMillis) throws InterruptedException {
    inbox.drain(batch, BATCH, patienceMillis);
    take();
    guarded(() -> pipeline.tick(timeline.millis() - LATENESS_MILLIS, recorder));
    record();
    timeline.look().ifPresent(this::turn);
  }

  /** Until something falls due: a gateway on which nothing happens sleeps. */
  private long waitMillis() {
    long untilDetector =
        Math.min(pipeline.earliestDeadline(), timeline.millis() + LONGEST_WAIT_MILLIS)
            - timeline.millis()
            + LATENESS_MILLIS;
    // What is due may be "never", from which nothing can be taken away.
    long now = timeline.counted().millis();
    long journal = healthy ? recorder.dueMillis() : retryAtMillis;
    long untilJournal = Math.min(journal, now + LONGEST_WAIT_MILLIS) - now;
    return Math.clamp(
        Math.min(untilDetector, untilJournal), SHORTEST_WAIT_MILLIS, LONGEST_WAIT_MILLIS);
  }

  private void take() {
    for (Observation stamped : batch) {
      Observation observation = timeline.place(stamped);
      if (Math.abs(observation.timeMillis()) > MAX_TIME_MILLIS) {
        refuse(observation);
        continue;
      }
      view.observed(observation);
      guarded(() -> pipeline.accept(observation, recorder));
    }
    batch.clear();
    answers.addAll(inbox.answersDue());
  }

  /** No encoding can carry such a time, and no detector count with it. */
  private void refuse(Observation observation) {
    if (saidTimes.add(observation.device())) {
      LOG.log(
          System.Logger.Level.ERROR,
          observation.device() + " gives times beyond the year 9000; they are not taken.");
    }
  }

  /** A bug in one detector must not end the recording of everything else; it is said once. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      if (!saidBug.equals(e.toString())) {
        saidBug = e.toString();
        LOG.log(System.Logger.Level.ERROR, "A bug in a detector; please report it. Going on.", e);
      }
    }
  }

  /** What waits is committed by the clock that it was stamped by; until it is, that one holds. */
  private void turn(Turn turn) {
    if (!recorder.isEmpty() && healthy) {
      commit(timeline.counted().millis());
    }
    if (!healthy) {
      return;
    }
    timeline.turn(turn);
    if (turn.stepMillis() != 0) {
      pipeline.shift(turn.stepMillis());
      recorded.shift(turn.stepMillis());
      view.shift(turn.stepMillis());
      // The states and the clock that they are told by are saved together.
      stateSavedMillis = Long.MIN_VALUE / 2;
    }
    turn.event(recorded, gateway, timeline.millis())
        .ifPresent(event -> {
          LOG.log(System.Logger.Level.WARNING, event.finding().reason());
          recorder.event(event);
        });
  }

  private void record() {
    long now = timeline.counted().millis();
    if (now < retryAtMillis) {
      recorder.keepWhatFits();
    } else if (!healthy || isAwaited() || recorder.isDue(now)) {
      commit(now);
    } else {
      if (recorder.isEmpty()) {
        // All of it is durable already.
        answer();
      }
      maintain(now);
    }
  }

  private boolean isAwaited() {
    return answers.stream().anyMatch(Inbox.Answer::isAwaited);
  }

  private void answer() {
    for (Inbox.Answer answer : answers) {
      guarded(answer.give());
    }
    answers.clear();
  }

  private void maintain(long nowMillis) {
    if (nowMillis - maintainedMillis < MAINTAIN_MILLIS) {
      return;
    }
    maintainedMillis = nowMillis;
    try {
      outbox.journal().maintain();
    } catch (JournalException e) {
      refused(e, nowMillis);
    }
  }

  private void commit(long nowMillis) {
    try {
      if (reopening) {
        reopen();
      }
      unsavedState.putAll(pipeline.tellersChanges());
      if (finishing || nowMillis - stateSavedMillis >= Recorder.STATE_EVERY.toMillis()) {
        unsavedState.putAll(pipeline.changes());
        unsavedState.put(Timeline.KEY, timeline.saved());
        outbox
            .uplink()
            .flatMap(Uplink::usage)
            .ifPresent(usage -> unsavedState.put(Uplink.USAGE_KEY, usage));
        stateSavedMillis = nowMillis;
      }
      Commit commit = recorder.commit(unsavedState, timeline.state(), nowMillis);
      outbox.journal().commit(commit);
      if (!commit.readings().isEmpty()) {
        view.readingsDurable(timeline.counted().millis());
      }
      recorder.committed(commit);
      unsavedState.clear();
      if (!healthy) {
        LOG.log(System.Logger.Level.INFO, "The journal can be written again.");
        sayWhatWasGivenUp();
      }
      healthy = true;
      answer();
      outbox.wake();
      notary.committed(outbox.journal(), commit.opensAlert(), timeline.millis());
    } catch (JournalException e) {
      refused(e, nowMillis);
    }
  }

  /** A new journal knows no detector's state: it gets all of it with the first commit. */
  private void reopen() {
    outbox.reopen();
    reopening = false;
    sayIfReplaced();
    unsavedState.putAll(pipeline.states());
  }

  private void sayIfReplaced() {
    outbox
        .replaced()
        .ifPresent(reason ->
            recorder.event(
                recorded.fact(
                    EventKind.JOURNAL_REPLACED,
                    gateway,
                    timeline.millis(),
                    reason,
                    "Keep the file that was set aside; check the gateway's disk and power"
                        + " supply.")));
  }

  /** Nothing was written: says so once, keeps what fits, and comes back to it. */
  private void refused(JournalException failure, long nowMillis) {
    if (healthy) {
      LOG.log(
          System.Logger.Level.ERROR,
          switch (failure.remedy()) {
                case RETRY -> "The journal cannot be written; keeping in memory what fits. ";
                case MAKE_ROOM -> "The journal is full; keeping in memory what fits. ";
                case REOPEN -> "The journal is damaged; beginning a new one. ";
                case PERSON -> "The journal needs a person; keeping in memory what fits. ";
              }
              + failure.getMessage());
    }
    boolean first = failure.remedy() == JournalException.Remedy.REOPEN && !reopening;
    reopening |= first;
    healthy = false;
    // Opening anew is worth trying at once, but not again and again.
    retryAtMillis = first ? nowMillis : nowMillis + RETRY_MILLIS;
    recorder.keepWhatFits();
  }

  private void sayWhatWasGivenUp() {
    long lost = recorder.takeGivenUp();
    if (lost > 0) {
      recorder.event(
          recorded.fact(
              EventKind.DATA_GAP,
              gateway,
              timeline.millis(),
              lost + " readings or events were lost while the journal could not be written.",
              "Make room on the gateway's disk, or replace it."));
    }
  }

  /** What still waits and what is held back goes to the journal before the thread ends. */
  private void finish() {
    // An interrupt must not reach the database: it would tear the last commit.
    boolean interrupted = Thread.interrupted();
    try {
      do {
        take();
        inbox.drain(batch, BATCH, 0);
      } while (!batch.isEmpty());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    pipeline.finish(recorder);
    recorder.close();
    finishing = true;
    for (int attempt = 0; attempt < LAST_COMMITS; attempt++) {
      commit(timeline.counted().millis());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
