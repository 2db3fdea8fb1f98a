package io.coldshelf.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers things from 0 in the order in which they first come. It is asked once for each reading,
 * so it makes no objects, and knows the same object again before it compares contents.
 */
final class Numbering<T> {

  private static final int FREE = -1;

  private @Nullable Object[] things = new @Nullable Object[64];
  private int[] hashes = new int[64];
  private int[] slots = new int[128];
  private int size;

  Numbering() {
    Arrays.fill(slots, FREE);
  }

  void clear() {
    Arrays.fill(slots, FREE);
    Arrays.fill(things, 0, size, null);
    size = 0;
  }

  int size() {
    return size;
  }

  /** Whether a number stands for this very object; that it is equal costs more to find out. */
  @SuppressWarnings("ReferenceEquality")
  boolean is(int number, T thing) {
    return number < size && things[number] == thing;
  }

  /** The thing's number: an old one, or the next. */
  int of(T thing, int hash) {
    int mask = slots.length - 1;
    int slot = spread(hash) & mask;
    while (slots[slot] != FREE) {
      int number = slots[slot];
      if (hashes[number] == hash && thing.equals(things[number])) {
        return number;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = size;
    return add(thing, hash);
  }

  private int add(T thing, int hash) {
    if (size == things.length) {
      things = Arrays.copyOf(things, 2 * size);
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    things[size] = thing;
    hashes[size] = hash;
    size++;
    if (2 * size > slots.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    Arrays.fill(slots, FREE);
    int mask = slots.length - 1;
    for (int number = 0; number < size; number++) {
      int slot = spread(hashes[number]) & mask;
      while (slots[slot] != FREE) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = number;
    }
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 16);
  }
}
