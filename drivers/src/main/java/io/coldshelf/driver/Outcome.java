package io.coldshelf.driver;

import io.coldshelf.model.Observation;
import java.util.List;

/** What came of asking a device. */
public sealed interface Outcome {

  /**
   * It answered.
   *
   * @param observations what it said, each with its quality
   */
  record Answer(List<Observation> observations) implements Outcome {

    /** Copies the list. */
    public Answer {
      observations = List.copyOf(observations);
    }
  }

  /**
   * It did not.
   *
   * @param kind who can do something about it
   * @param reason what happened, one sentence for a person
   * @param suggestion what to do about it, one sentence for a person
   */
  record Fault(Kind kind, String reason, String suggestion) implements Outcome {

    /** Who can do something about it. */
    public enum Kind {
      /** The wire, the port or the host is not there. */
      UNREACHABLE,
      /** The wire is there; the device is silent. */
      SILENT,
      /** It answers what cannot be understood. */
      GARBLED,
      /** It understands and refuses: profile or configuration do not fit it. */
      REFUSED
    }
  }
}
