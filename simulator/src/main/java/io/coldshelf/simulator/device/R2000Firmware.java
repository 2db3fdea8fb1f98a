package io.coldshelf.simulator.device;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A reader with an R2000 and eight antennas, at address 1. */
final class R2000Firmware implements ModuleFirmware {

  private static final int HEAD = 0xA0;
  private static final int OWN_ADDRESS = 1;
  private static final int EVERYBODY = 0xFF;
  private static final int DONE = 0x10;
  private static final int NO_ANTENNA = 0x22;
  private static final int WRONG = 0x41;
  private static final int WRONG_ANTENNA = 0x47;
  private static final int WRONG_POWER = 0x48;
  private static final int ANTENNAS = 8;

  private final ModuleAir air;
  private final ModuleInput input = new ModuleInput();
  private int antenna = 1;
  private int[] region = {1, 0x07, 0x3B};

  /** Antennas of the round that goes on; none while none does. */
  private List<Integer> inventory = List.of();

  private boolean switching;
  private long roundEnds;

  R2000Firmware(ModuleAir air) {
    this.air = air;
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
      if (input.at(0) != HEAD || input.at(1) < 3) {
        input.skip(1);
        continue;
      }
      Optional<int[]> frame = input.take(input.at(1) + 2);
      if (frame.isEmpty() || Arrays.stream(frame.get()).sum() % 256 == 0) {
        return frame;
      }
    }
    return Optional.empty();
  }

  private void obey(int[] frame, Consumer<byte[]> out) {
    if (frame[2] != OWN_ADDRESS && frame[2] != EVERYBODY) {
      return;
    }
    int command = frame[3];
    int[] data = Arrays.copyOfRange(frame, 4, frame.length - 1);
    switch (command) {
      case 0x72 -> out.accept(answer(command, 8, 2));
      case 0x74 -> {
        boolean possible = data[0] < ANTENNAS;
        antenna = possible ? data[0] + 1 : antenna;
        out.accept(answer(command, possible ? DONE : WRONG_ANTENNA));
      }
      case 0x66 -> out.accept(answer(command, data[0] >= 20 && data[0] <= 33 ? DONE : WRONG_POWER));
      case 0x78 -> {
        region = data;
        out.accept(answer(command, DONE));
      }
      case 0x79 -> out.accept(answer(command, region));
      case 0x89 -> begin(List.of(antenna), false);
      case 0x8A -> {
        List<Integer> antennas = new ArrayList<>();
        for (int i = 0; i < 8; i += 2) {
          if (data[i] < 4) {
            antennas.add(data[i] + 1);
          }
        }
        begin(antennas, true);
      }
      default -> out.accept(answer(command, WRONG));
    }
  }

  private void begin(List<Integer> antennas, boolean several) {
    inventory = antennas;
    switching = several;
    roundEnds = Long.MIN_VALUE;
  }

  @Override
  public void tick(long nowMillis, Consumer<byte[]> out) {
    if (inventory.isEmpty()) {
      return;
    }
    if (roundEnds == Long.MIN_VALUE) {
      roundEnds = nowMillis + ROUND_MILLIS;
    }
    if (nowMillis >= roundEnds) {
      List<Integer> antennas = inventory;
      inventory = List.of();
      round(antennas, nowMillis, out);
    }
  }

  private void round(List<Integer> antennas, long nowMillis, Consumer<byte[]> out) {
    int command = switching ? 0x8A : 0x89;
    int total = 0;
    for (int each : antennas) {
      if (!air.has(each)) {
        out.accept(switching ? answer(command, each - 1, NO_ANTENNA) : answer(command, NO_ANTENNA));
        if (!switching) {
          return;
        }
      }
      for (Field.Seen tag : air.round(each, nowMillis)) {
        total++;
        out.accept(report(command, each, tag));
      }
    }
    out.accept(
        switching
            ? answer(command, 0, total / 256, total % 256, 0, 0, 0, (int) ROUND_MILLIS)
            : answer(command, antennas.getFirst() - 1, 0, 50, 0, 0, total / 256, total % 256));
  }

  private static byte[] report(int command, int antenna, Field.Seen tag) {
    byte[] told = ModuleAir.answerOf(tag.epc());
    int[] data = new int[told.length]; // frequency and antenna in, CRC out, strength in
    data[0] = (12 << 2) | ((antenna - 1) % 4);
    for (int i = 0; i < told.length - 2; i++) {
      data[1 + i] = told[i] & 0xFF;
    }
    data[data.length - 1] = tag.rssiDbm() + 129 + (antenna > 4 ? 128 : 0);
    return answer(command, data);
  }

  static byte[] answer(int command, int... data) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(HEAD);
    frame.write(data.length + 3);
    frame.write(OWN_ADDRESS);
    frame.write(command);
    int sum = HEAD + data.length + 3 + OWN_ADDRESS + command;
    for (int part : data) {
      frame.write(part);
      sum += part;
    }
    frame.write(256 - sum % 256);
    return frame.toByteArray();
  }
}
