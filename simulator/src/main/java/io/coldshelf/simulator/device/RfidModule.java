package io.coldshelf.simulator.device;

import io.coldshelf.simulator.pty.Pty;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * An RFID module on a serial line, or behind a converter's TCP port on the loopback address. What
 * it was told outlives the connection, as it does in a module behind a converter, until its power
 * goes.
 */
public final class RfidModule extends WiredDevice {

  private static final int MAX_NOISE_BYTES = 40;
  private static final int BUFFER_BYTES = 1024;
  private static final Duration SLICE = Duration.ofMillis(5);

  private final RfidModel model;
  private final ModuleAir air;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Consumer<byte[]> heard;
  private final Object lock = new Object();
  private ModuleFirmware firmware;
  private volatile ModuleFault fault = ModuleFault.NONE;
  private volatile boolean closed;

  private RfidModule(
      RfidModel model,
      Field field,
      InstantSource clock,
      RandomGenerator random,
      Consumer<byte[]> heard) {
    this.model = model;
    this.air = new ModuleAir(field);
    this.clock = clock;
    this.random = random;
    this.heard = heard;
    this.firmware = powerOn();
  }

  /**
   * A module behind a TCP port.
   *
   * @param port 0 for a free one
   * @param model what it is
   * @param field the air before its antennas
   * @param clock times its rounds
   * @param random makes the noise
   * @param heard gets the bytes that come from the program, as they come
   * @return the module, powered
   * @throws IOException when the port is taken
   */
  public static RfidModule tcp(
      int port,
      RfidModel model,
      Field field,
      InstantSource clock,
      RandomGenerator random,
      Consumer<byte[]> heard)
      throws IOException {
    RfidModule module = new RfidModule(model, field, clock, random, heard);
    module.listen("rfid module", port, module::serve);
    return module;
  }

  /**
   * A module on a serial line.
   *
   * @param line the line; stays the caller's to close
   * @param model what it is
   * @param field the air before its antennas
   * @param clock times its rounds
   * @param random makes the noise
   * @param heard gets the bytes that come from the program, as they come
   * @return the module, powered
   */
  public static RfidModule serial(
      Pty line,
      RfidModel model,
      Field field,
      InstantSource clock,
      RandomGenerator random,
      Consumer<byte[]> heard) {
    RfidModule module = new RfidModule(model, field, clock, random, heard);
    module.speak("rfid module", () -> module.converse(Line.of(line)));
    return module;
  }

  private ModuleFirmware powerOn() {
    return switch (model) {
      case M100 -> new M100Firmware(air);
      case UHF_READER_18 -> new ChafonFirmware(air, false);
      case UHF_READER_288 -> new ChafonFirmware(air, true);
      case R2000 -> new R2000Firmware(air);
      case M6E -> new MercuryFirmware(air, 4, List.of(1, 2, 3, 4, 5, 6, 8, 0xB, 0xC, 0xFF));
      case M6E_NANO -> new MercuryFirmware(air, 1, List.of(0x0D, 4, 5, 6, 8, 9, 0x0B, 0x0C, 0xFF));
    };
  }

  private void serve(Socket client) throws IOException, InterruptedException {
    converse(Line.of(client));
  }

  private void converse(Line line) throws IOException, InterruptedException {
    byte[] buffer = new byte[BUFFER_BYTES];
    while (!closed) {
      int count = line.read(buffer, SLICE);
      if (count < 0) {
        return;
      }
      for (byte[] frame : answers(Arrays.copyOf(buffer, count))) {
        speak(line, frame);
      }
    }
  }

  private List<byte[]> answers(byte[] bytes) {
    List<byte[]> frames = new ArrayList<>();
    synchronized (lock) {
      if (bytes.length > 0) {
        heard.accept(bytes);
        firmware.hear(bytes, frames::add);
      }
      firmware.tick(clock.millis(), frames::add);
    }
    return frames;
  }

  private void speak(Line line, byte[] frame) throws IOException {
    switch (fault) {
      case NONE, HOT -> line.write(frame);
      case SILENT -> {}
      case NOISE -> line.write(noise());
      case NOISY_LINE -> {
        line.write(noise());
        line.write(frame);
      }
    }
  }

  private byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(MAX_NOISE_BYTES)];
    random.nextBytes(noise);
    return noise;
  }

  /**
   * Makes the module faulty, or well again with {@link ModuleFault#NONE}.
   *
   * @param fault what is wrong from now on
   */
  public void fault(ModuleFault fault) {
    this.fault = fault;
    air.heat(fault == ModuleFault.HOT);
  }

  /**
   * Takes an antenna's cable off or puts it on again.
   *
   * @param antenna which, from 1
   * @param connected whether it is on
   */
  public void antenna(int antenna, boolean connected) {
    air.connect(antenna, connected);
  }

  /** Switches the module off and on while its line stays up: it forgets what it was told. */
  public void powerCycle() {
    synchronized (lock) {
      firmware = powerOn();
    }
  }

  /** Hangs up everywhere and stops answering; a serial line stays open. May be called twice. */
  @Override
  public void close() throws IOException {
    closed = true;
    super.close();
  }
}
