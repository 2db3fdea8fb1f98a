package io.coldshelf.simulator.world;

import io.coldshelf.simulator.truth.Condition;
import io.coldshelf.simulator.truth.TruthEvent;

/** A condition of one subject, told when it begins and when it ends. */
final class Lasting {

  private final World world;
  private final String subject;
  private final Condition condition;
  private boolean lasts;

  Lasting(World world, String subject, Condition condition) {
    this.world = world;
    this.subject = subject;
    this.condition = condition;
  }

  boolean lasts() {
    return lasts;
  }

  void set(boolean now, String detail) {
    if (now == lasts) {
      return;
    }
    lasts = now;
    long timeMillis = world.nowMillis();
    world.tell(
        now
            ? new TruthEvent.Began(timeMillis, subject, condition, detail)
            : new TruthEvent.Ended(timeMillis, subject, condition));
  }

  void set(boolean now) {
    set(now, "");
  }
}
