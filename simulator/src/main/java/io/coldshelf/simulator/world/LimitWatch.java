package io.coldshelf.simulator.world;

import io.coldshelf.simulator.truth.Condition;

/** Tells when air without noise has passed a limit, and when for too long. */
final class LimitWatch {

  private final LimitRule rule;
  private final Lasting passed;
  private final Lasting breach;
  private long passedAtMillis;

  LimitWatch(World world, String subject, LimitRule rule) {
    this.rule = rule;
    this.passed = new Lasting(world, subject, Condition.LIMIT_PASSED);
    this.breach = new Lasting(world, subject, Condition.TEMPERATURE_BREACH);
  }

  void observe(long timeMillis, double celsius) {
    boolean passes = rule.isPassedBy(celsius);
    if (passes && !passed.lasts()) {
      passedAtMillis = timeMillis;
    }
    passed.set(passes, rule.text());
    if (passes && timeMillis - passedAtMillis >= rule.grace().toMillis()) {
      breach.set(true, rule.text());
    } else if (rule.isBackInside(celsius)) {
      breach.set(false);
    }
  }
}
