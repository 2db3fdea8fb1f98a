package io.coldshelf.simulator.world;

/**
 * What a shopper has in mind.
 *
 * @param arriveMillis when they come, milliseconds since 1970
 * @param stayMillis how long they stand there at least
 * @param items how many they take, as far as there are so many
 * @param paceMillis from one reach into the shelf to the next
 * @param putsOneBack whether they put one of them back before they leave
 */
public record Visit(
    long arriveMillis, long stayMillis, int items, long paceMillis, boolean putsOneBack) {

  /** Items that a visitor takes who takes all there are. */
  public static final int ALL = Integer.MAX_VALUE;
}
