package io.coldshelf.simulator.device;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An M100. While it polls it hears the command to stop and no other, as the maker warns; it does
 * not say when it has polled as often as it was told.
 */
final class M100Firmware implements ModuleFirmware {

  private static final int HEAD = 0xBB;
  private static final int TAIL = 0x7E;
  private static final int OVERHEAD = 7;
  private static final int LONGEST_COMMAND = 64;

  private static final int ANSWER = 0x01;
  private static final int NOTICE = 0x02;
  private static final int ERROR = 0xFF;
  private static final int NO_TAG = 0x15;
  private static final int WRONG = 0x17;
  private static final byte[] HARDWARE = "M100 26dBm V1.0".getBytes(StandardCharsets.US_ASCII);

  private final ModuleAir air;
  private final ModuleInput input = new ModuleInput();
  private int region = 1;
  private int power = 2600;
  private int roundsLeft;
  private long nextRound;

  M100Firmware(ModuleAir air) {
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

  /** The next whole command. */
  private Optional<int[]> next() {
    while (input.size() > 0) {
      if (input.at(0) != HEAD) {
        input.skip(1);
      } else if (input.size() < OVERHEAD - 2) {
        return Optional.empty();
      } else {
        int length = input.at(3) * 256 + input.at(4);
        if (length > LONGEST_COMMAND) {
          input.skip(1);
        } else {
          return input.take(OVERHEAD + length).filter(M100Firmware::isRight);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isRight(int[] frame) {
    int sum = Arrays.stream(frame, 1, frame.length - 2).sum();
    return frame[frame.length - 1] == TAIL && frame[frame.length - 2] == sum % 256;
  }

  private void obey(int[] frame, Consumer<byte[]> out) {
    int command = frame[2];
    int[] parameters = Arrays.copyOfRange(frame, 5, frame.length - 2);
    if (roundsLeft > 0 && command != 0x28) {
      return;
    }
    switch (command) {
      case 0x03 -> {
        byte[] info = new byte[HARDWARE.length + 1];
        System.arraycopy(HARDWARE, 0, info, 1, HARDWARE.length);
        out.accept(frame(ANSWER, command, info));
      }
      case 0x07 -> {
        boolean known = parameters.length == 1 && List.of(1, 2, 3, 4, 6).contains(parameters[0]);
        region = known ? parameters[0] : region;
        out.accept(known ? done(command) : error(WRONG));
      }
      case 0x08 -> out.accept(frame(ANSWER, command, (byte) region));
      case 0xB6 -> {
        power = parameters[0] * 256 + parameters[1];
        out.accept(power <= 2600 ? done(command) : error(WRONG));
      }
      case 0x22 -> round(out, 0);
      case 0x27 -> roundsLeft = parameters[1] * 256 + parameters[2];
      case 0x28 -> {
        roundsLeft = 0;
        out.accept(done(command));
      }
      default -> out.accept(error(WRONG));
    }
  }

  @Override
  public void tick(long nowMillis, Consumer<byte[]> out) {
    if (roundsLeft > 0 && nowMillis >= nextRound) {
      nextRound = nowMillis + ROUND_MILLIS;
      roundsLeft--;
      round(out, nowMillis);
    }
  }

  private void round(Consumer<byte[]> out, long nowMillis) {
    List<Field.Seen> seen = air.round(1, nowMillis);
    if (seen.isEmpty()) {
      out.accept(error(NO_TAG));
    }
    for (Field.Seen tag : seen) {
      ByteArrayOutputStream notice = new ByteArrayOutputStream();
      notice.write(tag.rssiDbm());
      notice.writeBytes(ModuleAir.answerOf(tag.epc()));
      out.accept(frame(NOTICE, 0x22, notice.toByteArray()));
    }
  }

  private static byte[] done(int command) {
    return frame(ANSWER, command, (byte) 0);
  }

  private static byte[] error(int code) {
    return frame(ANSWER, ERROR, (byte) code);
  }

  static byte[] frame(int type, int command, byte... parameters) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(type);
    body.write(command);
    body.write(parameters.length / 256);
    body.write(parameters.length % 256);
    body.writeBytes(parameters);
    int sum = 0;
    for (byte part : body.toByteArray()) {
      sum += part & 0xFF;
    }
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(HEAD);
    frame.writeBytes(body.toByteArray());
    frame.write(sum % 256);
    frame.write(TAIL);
    return frame.toByteArray();
  }
}
