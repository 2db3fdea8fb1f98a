package io.coldshelf.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes names and units, each against those before: of a name what stands between what it shares
 * with an earlier one at either end; of a unit its number once it has been spelled out.
 */
final class NameChain {

  /** How far back a like name is looked for: a device's points come one after the other. */
  private static final int TRIED = 8;

  private static final int CUTS_BYTES = 4;

  private final Map<String, Integer> units = new HashMap<>();
  private final List<byte[]> names = new ArrayList<>();
  private byte[] name = {};
  private int distance;
  private int front;
  private int replaced;
  private int middle;
  private String unit = "";

  /** Forgets all. */
  void clear() {
    units.clear();
    for (String known : Columns.UNITS) {
      units.put(known, units.size());
    }
    names.clear();
    names.add(new byte[0]);
    distance = 1;
    front = 0;
    replaced = 0;
    middle = 0;
    unit = "";
  }

  /** Writes a name; returns {@link Columns#SAME_CUTS} when it is cut like the one before. */
  int name(String text, ByteSink head) {
    if (cut(text)) {
      head.octets(name, front, front + middle);
      return Columns.SAME_CUTS;
    }
    writeCuts(head);
    return 0;
  }

  /** Writes a name with its cuts, where no flag can leave them out. */
  void fullName(String text, ByteSink head) {
    cut(text);
    writeCuts(head);
  }

  /** Writes a unit; returns {@link Columns#SAME_UNIT} when it is that of the column before. */
  int unit(String symbol, ByteSink head) {
    if (symbol.equals(unit)) {
      return Columns.SAME_UNIT;
    }
    fullUnit(symbol, head);
    return 0;
  }

  /** Writes a unit where no flag can leave it out. */
  void fullUnit(String symbol, ByteSink head) {
    unit = symbol;
    Integer known = units.get(symbol);
    if (known != null) {
      head.number(known + 1L);
      return;
    }
    units.put(symbol, units.size());
    head.number(0);
    text(symbol, head);
  }

  /** Writes a text by itself. */
  static void text(String text, ByteSink head) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    head.number(bytes.length);
    head.octets(bytes, 0, bytes.length);
  }

  private void writeCuts(ByteSink head) {
    head.number(distance - 1);
    head.octet(front);
    head.number(replaced);
    head.number(middle);
    head.octets(name, front, front + middle);
  }

  /** Returns whether the cuts are those of the name before. */
  private boolean cut(String text) {
    name = text.getBytes(StandardCharsets.UTF_8);
    boolean again = cutsFit();
    if (!again || middle > CUTS_BYTES) {
      int most = again ? middle - CUTS_BYTES : Integer.MAX_VALUE;
      again &= !search(most);
    }
    names.add(name);
    return again;
  }

  private boolean cutsFit() {
    if (distance > names.size()) {
      return false;
    }
    byte[] like = names.get(names.size() - distance);
    int back = like.length - front - replaced;
    return back >= 0
        && back <= Columns.MAX_SHARED
        && name.length == front + middle + back
        && Arrays.equals(name, 0, front, like, 0, front)
        && Arrays.equals(
            name, name.length - back, name.length, like, like.length - back, like.length);
  }

  /** Finds the cuts that leave the shortest middle, if it is shorter than this; else none. */
  private boolean search(int most) {
    int least = most;
    for (int far = 1; far <= Math.min(TRIED, names.size()); far++) {
      byte[] like = names.get(names.size() - far);
      int shorter = Math.min(name.length, like.length);
      int newFront = front(like, Math.min(shorter, Columns.MAX_SHARED));
      int newBack = back(like, Math.min(shorter - newFront, Columns.MAX_SHARED));
      if (name.length - newFront - newBack < least) {
        least = name.length - newFront - newBack;
        distance = far;
        front = newFront;
        replaced = like.length - newFront - newBack;
        middle = least;
      }
    }
    return least < most;
  }

  private int front(byte[] like, int most) {
    int same = 0;
    while (same < most && name[same] == like[same]) {
      same++;
    }
    return same;
  }

  private int back(byte[] like, int most) {
    int same = 0;
    while (same < most && name[name.length - 1 - same] == like[like.length - 1 - same]) {
      same++;
    }
    return same;
  }
}
