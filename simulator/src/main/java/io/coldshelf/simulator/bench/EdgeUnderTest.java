package io.coldshelf.simulator.bench;

import io.coldshelf.edge.Recorder;
import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.edge.journal.Commit;
import io.coldshelf.edge.local.LiveView;
import io.coldshelf.edge.pipeline.Detectors;
import io.coldshelf.edge.pipeline.Pipeline;
import io.coldshelf.model.Observation;
import io.coldshelf.wire.ClockState;
import java.util.HashMap;
import java.util.Map;

/**
 * The agent's pipeline with all its detectors and its recorder before a journal, committed and cut
 * as the agent does by default. The agent's own loop begins at its drivers; this one begins behind
 * them. One thread uses it.
 */
final class EdgeUnderTest {

  private static final ClockState CLOCK = new ClockState("0123456789abcdef", 0, true);

  private final Pipeline pipeline;
  private final Recorder recorder;
  private final JournalUnderTest journal;
  private final LiveView view = new LiveView();
  private long stateSavedMillis = Long.MIN_VALUE / 2;
  private long commits;

  EdgeUnderTest(GatewayConfiguration configuration, JournalUnderTest journal) {
    this.pipeline = Detectors.pipeline(configuration);
    this.recorder =
        new Recorder(
            StoreGateway.TOPICS.source(),
            configuration.uplink().orElseThrow().readings(),
            Recorder.COMMIT_EVERY,
            view);
    this.journal = journal;
  }

  void take(Observation observation) {
    view.observed(observation);
    pipeline.accept(observation, recorder);
  }

  /** Takes what is observed in virtual time: what has waited long enough is committed before it. */
  void takeInTime(Observation observation) {
    commitIfDue(observation.timeMillis());
    take(observation);
    commitIfDue(observation.timeMillis());
  }

  /** Whether it was due. */
  boolean commitIfDue(long nowMillis) {
    if (!recorder.isDue(nowMillis)) {
      return false;
    }
    commit(nowMillis);
    return true;
  }

  private void commit(long nowMillis) {
    Map<String, byte[]> state = new HashMap<>(pipeline.tellersChanges());
    if (nowMillis - stateSavedMillis >= Recorder.STATE_EVERY.toMillis()) {
      state.putAll(pipeline.changes());
      stateSavedMillis = nowMillis;
    }
    Commit commit = recorder.commit(state, CLOCK, nowMillis);
    journal.commit(commit);
    recorder.committed(commit);
    commits++;
  }

  /** As at an agent's end: what waits is committed, and its block is cut. */
  void finish(long nowMillis) {
    recorder.close();
    commit(nowMillis);
  }

  long commits() {
    return commits;
  }
}
