package io.coldshelf.simulator.device;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An M6e or its kin. It begins in its boot loader, forgets all when its power goes, does not read
 * without a region, and while it reads hears nothing but that it is to stop.
 */
final class MercuryFirmware implements ModuleFirmware {

  private static final int UNKNOWN_COMMAND = 0x0101;
  private static final int WRONG_VALUE = 0x0105;
  private static final int TOO_STRONG = 0x0103;
  private static final int NO_TAGS = 0x0400;
  private static final int HOT = 0x0504;
  private static final int RETURN_LOSS = 0x0505;
  private static final long SIGN_OF_LIFE_MILLIS = 1000;

  private final ModuleAir air;
  private final int antennas;
  private final List<Integer> regions;
  private final ModuleInput input = new ModuleInput();
  private boolean booted;
  private int region;
  private boolean gen2;
  private int[] searched = {1};
  private boolean reading;
  private long nextRound;
  private long lastSign;

  MercuryFirmware(ModuleAir air, int antennas, List<Integer> regions) {
    this.air = air;
    this.antennas = antennas;
    this.regions = regions;
  }

  @Override
  public void hear(byte[] bytes, Consumer<byte[]> out) {
    input.add(bytes);
    Optional<int[]> command = next();
    while (command.isPresent()) {
      obey(command.get(), out);
      command = next();
    }
  }

  private Optional<int[]> next() {
    while (input.size() > 1) {
      if (input.at(0) != 0xFF) {
        input.skip(1);
        continue;
      }
      Optional<int[]> frame = input.take(input.at(1) + 5);
      if (frame.isEmpty() || isRight(frame.get())) {
        return frame;
      }
    }
    return Optional.empty();
  }

  private static boolean isRight(int[] frame) {
    int crc = crc(Arrays.copyOfRange(frame, 1, frame.length - 2));
    return crc == frame[frame.length - 2] * 256 + frame[frame.length - 1];
  }

  private void obey(int[] frame, Consumer<byte[]> out) {
    int opcode = frame[2];
    int[] data = Arrays.copyOfRange(frame, 3, frame.length - 2);
    boolean stops = opcode == 0x2F && data.length == 3 && data[2] == 2;
    if (reading && !stops) {
      return;
    }
    switch (opcode) {
      case 0x03 -> out.accept(answer(opcode, 0, 0x14, 0x12, 8, 0, 0x30, 0, 0, 2));
      case 0x04 -> {
        booted = true;
        out.accept(answer(opcode, 0));
      }
      case 0x0C -> out.accept(answer(opcode, 0, booted ? 0x52 : 0x11));
      default -> {
        if (booted) {
          obeyBooted(opcode, data, stops, out);
        } else {
          out.accept(answer(opcode, UNKNOWN_COMMAND));
        }
      }
    }
  }

  private void obeyBooted(int opcode, int[] data, boolean stops, Consumer<byte[]> out) {
    switch (opcode) {
      case 0x2F -> {
        if (stops) {
          stop(out);
        } else {
          begin(out);
        }
      }
      case 0x67 -> out.accept(answer(opcode, 0, region));
      case 0x71 ->
          out.accept(answer(opcode, 0, regions.stream().mapToInt(Integer::intValue).toArray()));
      case 0x91 -> {
        searched = antennas(data);
        boolean there = Arrays.stream(searched).allMatch(each -> each >= 1 && each <= antennas);
        out.accept(answer(opcode, there ? 0 : 0x0507));
      }
      case 0x92 -> out.accept(answer(opcode, data[0] * 256 + data[1] > 3150 ? TOO_STRONG : 0));
      case 0x93 -> {
        gen2 = data[1] == 5;
        out.accept(answer(opcode, 0));
      }
      case 0x97 -> {
        boolean has = regions.contains(data[0]);
        region = has ? data[0] : region;
        out.accept(answer(opcode, has ? 0 : WRONG_VALUE));
      }
      case 0x9A -> out.accept(answer(opcode, 0));
      default -> out.accept(answer(opcode, UNKNOWN_COMMAND));
    }
  }

  /** The sending port of each pair behind the option's byte. */
  private static int[] antennas(int[] data) {
    List<Integer> ports = new ArrayList<>();
    for (int i = 1; i < data.length; i += 2) {
      ports.add(data[i]);
    }
    return ports.stream().mapToInt(Integer::intValue).toArray();
  }

  private void begin(Consumer<byte[]> out) {
    if (region == 0 || !gen2) {
      out.accept(answer(0x2F, region == 0 ? WRONG_VALUE : 0x0401));
      return;
    }
    reading = true;
    lastSign = Long.MIN_VALUE;
    out.accept(answer(0x2F, 0, 1, 0x22, 0, 0));
  }

  private void stop(Consumer<byte[]> out) {
    if (reading) {
      out.accept(answer(0x22, NO_TAGS));
    }
    reading = false;
    out.accept(answer(0x2F, 0, 2));
  }

  @Override
  public void tick(long nowMillis, Consumer<byte[]> out) {
    if (!reading || nowMillis < nextRound) {
      return;
    }
    nextRound = nowMillis + ROUND_MILLIS;
    lastSign = lastSign == Long.MIN_VALUE ? nowMillis : lastSign;
    boolean signIsDue = nowMillis - lastSign >= SIGN_OF_LIFE_MILLIS;
    if (air.isHot()) {
      out.accept(answer(0x22, HOT));
      return;
    }
    for (int antenna : searched) {
      if (!air.has(antenna)) {
        out.accept(answer(0x22, RETURN_LOSS));
        continue;
      }
      for (Field.Seen tag : air.round(antenna, nowMillis)) {
        out.accept(report(antenna, tag, nowMillis - lastSign));
      }
    }
    if (signIsDue) {
      lastSign = nowMillis;
      out.accept(answer(0x22, NO_TAGS));
    }
  }

  private static byte[] report(int antenna, Field.Seen tag, long sinceSign) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(new byte[] {0x10, 0, 0x1B, 1, (byte) 0xFF, 1, 1, (byte) tag.rssiDbm()});
    data.write(antenna * 0x11);
    data.writeBytes(new byte[] {0x0D, 0x34, (byte) 0xB4, 0, 0});
    data.write((int) (sinceSign / 256));
    data.write((int) sinceSign);
    data.writeBytes(new byte[] {0, 0, 5, 0, 0, 0x0F});
    byte[] told = ModuleAir.answerOf(tag.epc());
    data.write(told.length * 8 / 256);
    data.write(told.length * 8);
    data.writeBytes(told);
    byte[] bytes = data.toByteArray();
    int[] parts = new int[bytes.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = bytes[i] & 0xFF;
    }
    return answer(0x22, 0, parts);
  }

  static byte[] answer(int opcode, int status, int... data) {
    int[] covered = new int[4 + data.length];
    covered[0] = data.length;
    covered[1] = opcode;
    covered[2] = status / 256;
    covered[3] = status % 256;
    System.arraycopy(data, 0, covered, 4, data.length);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0xFF);
    Arrays.stream(covered).forEach(frame::write);
    int crc = crc(covered);
    frame.write(crc / 256);
    frame.write(crc % 256);
    return frame.toByteArray();
  }

  /** A division by x^16 + x^12 + x^5 + 1, bit by bit, with nothing appended. */
  private static int crc(int[] bytes) {
    int rest = 0xFFFF;
    for (int part : bytes) {
      for (int bit = 7; bit >= 0; bit--) {
        rest = (rest << 1) | ((part >> bit) & 1);
        if (rest > 0xFFFF) {
          rest ^= 0x11021;
        }
      }
    }
    return rest;
  }
}
