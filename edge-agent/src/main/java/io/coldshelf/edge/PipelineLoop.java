package io.coldshelf.edge;

import io.coldshelf.edge.acquire.Inbox;
import io.coldshelf.edge.detect.Recorded;
import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.JournalException;
import io.coldshelf.edge.local.LiveView;
import io.coldshelf.edge.pipeline.Pipeline;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Observation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The one thread through which every observation passes: inbox, pipeline, journal. It is also the
 * journal's only writer, so that detectors' state and events are committed together without a lock.
 */
final class PipelineLoop implements Runnable {

  private static final System.Logger LOG = System.getLogger(PipelineLoop.class.getName());

  /** Observations taken at once; between two such batches the journal gets its turn. */
  private static final int BATCH = 1024;

  /** How long to wait for an observation before time itself is looked at. */
  private static final long PATIENCE_MILLIS = 100;

  /** Observations may be this late before a deadline passes without them. */
  private static final long LATENESS_MILLIS = 200;

  private static final long RETRY_MILLIS = 1000;

  private final InstantSource clock;
  private final Inbox inbox;
  private final Pipeline pipeline;
  private final Recorder recorder;
  private final Journal journal;
  private final LiveView view;
  private final Runnable committed;
  private final Recorded recorded;
  private final String gateway;

  private final List<Observation> batch = new ArrayList<>(BATCH);
  private final Map<String, byte[]> unsavedState = new HashMap<>();
  private long retryAtMillis = Long.MIN_VALUE;
  private volatile boolean healthy = true;

  /**
   * Puts the thread's work together.
   *
   * @param committed called after each commit: the uplink's alarm clock
   */
  PipelineLoop(
      String gateway,
      InstantSource clock,
      Inbox inbox,
      Pipeline pipeline,
      Recorder recorder,
      Journal journal,
      LiveView view,
      Runnable committed) {
    this.gateway = gateway;
    this.clock = clock;
    this.inbox = inbox;
    this.pipeline = pipeline;
    this.recorder = recorder;
    this.journal = journal;
    this.view = view;
    this.committed = committed;
    this.recorded = new Recorded(gateway);
  }

  /** Whether the last commit went through. */
  boolean isHealthy() {
    return healthy;
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        inbox.drain(batch, BATCH, PATIENCE_MILLIS);
        take();
        pipeline.tick(clock.millis() - LATENESS_MILLIS, recorder);
        record();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    finish();
  }

  private void take() {
    for (Observation observation : batch) {
      view.observed(observation);
      pipeline.accept(observation, recorder);
    }
    batch.clear();
  }

  private void record() {
    long now = clock.millis();
    if (now >= retryAtMillis && recorder.isDue(now)) {
      commit(now);
    } else {
      maintain();
    }
  }

  private void maintain() {
    try {
      journal.maintain();
    } catch (JournalException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The journal cannot forget what is acknowledged: " + e.getMessage());
    }
  }

  private void commit(long nowMillis) {
    try {
      unsavedState.putAll(pipeline.changes());
      journal.commit(recorder.commit(unsavedState));
      recorder.committed();
      unsavedState.clear();
      if (!healthy) {
        LOG.log(System.Logger.Level.INFO, "The journal can be written again.");
        sayWhatWasGivenUp(nowMillis);
      }
      healthy = true;
      committed.run();
    } catch (JournalException e) {
      if (healthy) {
        LOG.log(
            System.Logger.Level.ERROR,
            "The journal cannot be written; keeping in memory what fits. " + e.getMessage());
      }
      healthy = false;
      retryAtMillis = nowMillis + RETRY_MILLIS;
      recorder.keepWhatFits();
    }
  }

  private void sayWhatWasGivenUp(long nowMillis) {
    long lost = recorder.takeGivenUp();
    if (lost > 0) {
      recorder.event(
          recorded.fact(
              EventKind.DATA_GAP,
              gateway,
              nowMillis,
              lost + " readings were lost while the journal could not be written.",
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
    if (!recorder.isEmpty()) {
      commit(clock.millis());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
