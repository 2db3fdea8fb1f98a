package io.coldshelf.simulator.device;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A UHFReader18 or 288. It hears nothing while it takes inventory. */
final class ChafonFirmware implements ModuleFirmware {

  private static final int OWN_ADDRESS = 0;
  private static final int EVERYBODY = 0xFF;

  /** So many tags go into one answer. */
  private static final int TAGS_IN_ANSWER = 3;

  private final ModuleAir air;
  private final boolean newer;
  private final ModuleInput input = new ModuleInput();
  private int highest = 0x4E;
  private int lowest;
  private int power = 26;

  /** The antenna whose round goes on; 0 for none. */
  private int inventory;

  private long roundEnds;

  ChafonFirmware(ModuleAir air, boolean newer) {
    this.air = air;
    this.newer = newer;
  }

  @Override
  public void hear(byte[] bytes, Consumer<byte[]> out) {
    if (inventory > 0) {
      return;
    }
    input.add(bytes);
    Optional<int[]> command = next();
    while (command.isPresent()) {
      obey(command.get(), out);
      command = next();
    }
  }

  private Optional<int[]> next() {
    while (input.size() > 0) {
      if (input.at(0) < 4) {
        input.skip(1);
        continue;
      }
      Optional<int[]> frame = input.take(input.at(0) + 1);
      if (frame.isEmpty() || isRight(frame.get())) {
        return frame;
      }
    }
    return Optional.empty();
  }

  private static boolean isRight(int[] frame) {
    byte[] covered = new byte[frame.length - 2];
    for (int i = 0; i < covered.length; i++) {
      covered[i] = (byte) frame[i];
    }
    return crc(covered) == frame[frame.length - 2] + 256 * frame[frame.length - 1];
  }

  private void obey(int[] frame, Consumer<byte[]> out) {
    if (frame[1] != OWN_ADDRESS && frame[1] != EVERYBODY) {
      return;
    }
    int[] data = Arrays.copyOfRange(frame, 3, frame.length - 2);
    switch (frame[2]) {
      case 0x01 -> begin(data, out);
      case 0x21 -> out.accept(answer(0x21, 0, information()));
      case 0x22 -> {
        highest = data[0];
        lowest = data[1];
        out.accept(answer(0x22, 0));
      }
      case 0x2F -> {
        boolean possible = data[0] <= 30;
        power = possible ? data[0] : power;
        out.accept(answer(0x2F, possible ? 0 : 0xFF));
      }
      default -> out.accept(answer(0, 0xFE));
    }
  }

  private byte[] information() {
    byte[] information = {
      2, 0x36, (byte) (newer ? 0x10 : 0x09), 3, (byte) highest, (byte) lowest, (byte) power, 10
    };
    return newer ? Arrays.copyOf(information, 12) : information;
  }

  private void begin(int[] data, Consumer<byte[]> out) {
    if (newer && data.length != 9) {
      out.accept(answer(0x01, 0xFD));
      return;
    }
    int antenna = newer ? data[7] - 0x80 + 1 : 1;
    if (antenna < 1 || antenna > 4) {
      out.accept(answer(0x01, 0xFF));
      return;
    }
    inventory = antenna;
    roundEnds = Long.MIN_VALUE;
  }

  @Override
  public void tick(long nowMillis, Consumer<byte[]> out) {
    if (inventory == 0) {
      return;
    }
    if (roundEnds == Long.MIN_VALUE) {
      roundEnds = nowMillis + ROUND_MILLIS;
    }
    if (nowMillis >= roundEnds) {
      int antenna = inventory;
      inventory = 0;
      round(antenna, nowMillis, out);
    }
  }

  private void round(int antenna, long nowMillis, Consumer<byte[]> out) {
    if (newer && !air.has(antenna)) {
      out.accept(answer(0x01, 0xF8));
      return;
    }
    List<Field.Seen> seen = new ArrayList<>(air.round(antenna, nowMillis));
    if (seen.isEmpty()) {
      out.accept(newer ? answer(0x01, 1, mask(antenna), (byte) 0) : answer(0x01, 0xFB));
    }
    while (!seen.isEmpty()) {
      List<Field.Seen> some = seen.subList(0, Math.min(TAGS_IN_ANSWER, seen.size()));
      byte[] data = tags(antenna, some);
      some.clear();
      out.accept(answer(0x01, seen.isEmpty() ? 1 : 3, data));
    }
  }

  private byte[] tags(int antenna, List<Field.Seen> seen) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    if (newer) {
      data.write(mask(antenna));
    }
    data.write(seen.size());
    for (Field.Seen tag : seen) {
      byte[] epc = ModuleAir.epcOf(tag.epc());
      data.write(epc.length);
      data.writeBytes(epc);
      if (newer) {
        data.write(tag.rssiDbm() + 160); // an index of the maker's own
      }
    }
    return data.toByteArray();
  }

  private static byte mask(int antenna) {
    return (byte) (1 << (antenna - 1));
  }

  static byte[] answer(int command, int status, byte... data) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(data.length + 5);
    frame.write(OWN_ADDRESS);
    frame.write(command);
    frame.write(status);
    frame.writeBytes(data);
    int crc = crc(frame.toByteArray());
    frame.write(crc % 256);
    frame.write(crc / 256);
    return frame.toByteArray();
  }

  /** The X.25 register with its bits in reverse, not inverted at the end. */
  private static int crc(byte[] bytes) {
    int register = 0xFFFF;
    for (byte part : bytes) {
      for (int bit = 0; bit < 8; bit++) {
        int feedback = (register ^ (part >> bit)) & 1;
        register = (register >>> 1) ^ (feedback * 0x8408);
      }
    }
    return register;
  }
}
