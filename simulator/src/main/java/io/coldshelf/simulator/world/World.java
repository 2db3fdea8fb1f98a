package io.coldshelf.simulator.world;

import io.coldshelf.simulator.truth.TruthEvent;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Time in a simulated world, and the order in which things happen.
 *
 * <p>The truth depends on the seed alone: not on how often or in which steps time is advanced, nor
 * on what devices ask in between, since what they are told is drawn from {@link Noise} apart. Each
 * place draws from a stream of its own, so adding one changes nothing elsewhere.
 *
 * <p>Not safe for use by several threads: whoever has them holds one lock for a world and all its
 * places.
 */
public final class World {

  private static final RandomGeneratorFactory<RandomGenerator> STREAMS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private record Action(long timeMillis, long order, Runnable body) {}

  private final long seed;
  private final Consumer<TruthEvent> truth;
  private final PriorityQueue<Action> agenda =
      new PriorityQueue<>(
          Comparator.comparingLong(Action::timeMillis).thenComparingLong(Action::order));
  private long nowMillis;
  private long scheduled;

  /**
   * A world with nothing in it.
   *
   * @param seed from which everything in it follows
   * @param startMillis its first moment, milliseconds since 1970
   * @param truth told of everything that happens, in the order of time
   */
  public World(long seed, long startMillis, Consumer<TruthEvent> truth) {
    this.seed = seed;
    this.nowMillis = startMillis;
    this.truth = truth;
  }

  /**
   * The present.
   *
   * @return milliseconds since 1970
   */
  public long nowMillis() {
    return nowMillis;
  }

  /**
   * Lets everything happen up to a time, that moment included.
   *
   * @param toMillis milliseconds since 1970; a time in the past changes nothing
   */
  public void advance(long toMillis) {
    Action next = agenda.peek();
    while (next != null && next.timeMillis() <= toMillis) {
      agenda.remove();
      nowMillis = next.timeMillis();
      next.body().run();
      next = agenda.peek();
    }
    nowMillis = Math.max(nowMillis, toMillis);
  }

  /** Plans something; what is planned for the past happens next. */
  void at(long timeMillis, Runnable body) {
    agenda.add(new Action(Math.max(timeMillis, nowMillis), scheduled++, body));
  }

  /** Does something again and again, for the first time after one step. */
  void every(long stepMillis, LongConsumer body) {
    long due = nowMillis + stepMillis;
    at(
        due,
        () -> {
          body.accept(due);
          every(stepMillis, body);
        });
  }

  void tell(TruthEvent event) {
    truth.accept(event);
  }

  /** What happens at a place is drawn from this. */
  RandomGenerator chance(String place) {
    return STREAMS.create(Noise.mix(seed ^ Noise.mix(place.hashCode())));
  }

  /** What a device says beside the truth is drawn from this. */
  Noise noise(String device) {
    return new Noise(Noise.mix(seed + Noise.mix(~(long) device.hashCode())));
  }
}
