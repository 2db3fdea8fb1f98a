package io.coldshelf.simulator.truth;

import io.coldshelf.model.Epc;
import java.util.List;

/** Something that happened in a simulated world, whether or not a device has seen it. */
public sealed interface TruthEvent {

  /**
   * When it happened.
   *
   * @return milliseconds since 1970
   */
  long timeMillis();

  /**
   * Where it happened.
   *
   * @return the shelf, compartment or point
   */
  String subject();

  /**
   * A hand took items off a shelf.
   *
   * @param timeMillis milliseconds since 1970
   * @param subject the shelf
   * @param epcs of the items
   * @param stockAfter items left on the shelf
   */
  record ItemsTaken(long timeMillis, String subject, List<Epc> epcs, int stockAfter)
      implements TruthEvent {

    /** Copies the list. */
    public ItemsTaken {
      epcs = List.copyOf(epcs);
    }
  }

  /**
   * A shopper put items back.
   *
   * @param timeMillis milliseconds since 1970
   * @param subject the shelf
   * @param epcs of the items
   * @param stockAfter items then on the shelf
   */
  record ItemsReturned(long timeMillis, String subject, List<Epc> epcs, int stockAfter)
      implements TruthEvent {

    /** Copies the list. */
    public ItemsReturned {
      epcs = List.copyOf(epcs);
    }
  }

  /**
   * New items were put on a shelf.
   *
   * @param timeMillis milliseconds since 1970
   * @param subject the shelf
   * @param epcs of the items
   * @param stockAfter items then on the shelf
   */
  record ItemsRestocked(long timeMillis, String subject, List<Epc> epcs, int stockAfter)
      implements TruthEvent {

    /** Copies the list. */
    public ItemsRestocked {
      epcs = List.copyOf(epcs);
    }
  }

  /**
   * Somebody stepped before a shelf and silences tags there.
   *
   * @param timeMillis milliseconds since 1970
   * @param subject the shelf
   * @param untilMillis when they leave
   * @param fraction of the shelf's places in their shadow, 0 to 1
   */
  record ShadowFell(long timeMillis, String subject, long untilMillis, double fraction)
      implements TruthEvent {}

  /**
   * A condition began.
   *
   * @param timeMillis milliseconds since 1970
   * @param subject where
   * @param condition what
   * @param detail more about it for a person: the rule, the fault; may be empty
   */
  record Began(long timeMillis, String subject, Condition condition, String detail)
      implements TruthEvent {}

  /**
   * A condition ended.
   *
   * @param timeMillis milliseconds since 1970
   * @param subject where
   * @param condition what
   */
  record Ended(long timeMillis, String subject, Condition condition) implements TruthEvent {}
}
