package io.coldshelf.simulator.device;

import io.coldshelf.simulator.pty.Pty;
import java.io.IOException;
import java.net.Socket;
import java.util.random.RandomGenerator;

/**
 * A scale that speaks MT-SICS, levels 0 and 1, behind a TCP port or on a serial line: S, SI, SIR,
 * SR, Z, ZI, T, TI, TA, TAC, I0 to I4 and @. Says its serial number unasked when it is switched on.
 */
public final class MtSicsScale extends WiredDevice {

  private static final int MAX_NOISE_BYTES = 40;

  private final ScaleModel model;
  private final Balance balance;
  private final RandomGenerator random;
  private volatile ScaleFault fault = ScaleFault.NONE;
  private volatile int powerCycles;

  private MtSicsScale(ScaleModel model, Weight weight, RandomGenerator random) {
    this.model = model;
    this.balance = new Balance(model, weight);
    this.random = random;
    balance.switchOn();
  }

  /**
   * A scale behind a TCP port on the loopback address. Its zero is set, if what lies on it is no
   * more than 2 % of its capacity.
   *
   * @param port 0 for a free one
   * @param model what it is
   * @param weight what lies on it
   * @param random makes the noise
   * @return the scale, answering
   * @throws IOException when the port is taken
   */
  public static MtSicsScale tcp(int port, ScaleModel model, Weight weight, RandomGenerator random)
      throws IOException {
    MtSicsScale scale = new MtSicsScale(model, weight, random);
    scale.listen("scale", port, scale::serve);
    return scale;
  }

  /**
   * A scale on a serial line. Its zero is set, if what lies on it is no more than 2 % of its
   * capacity.
   *
   * @param line the line; stays the caller's to close
   * @param model what it is
   * @param weight what lies on it
   * @param random makes the noise
   * @return the scale, answering
   */
  public static MtSicsScale serial(
      Pty line, ScaleModel model, Weight weight, RandomGenerator random) {
    MtSicsScale scale = new MtSicsScale(model, weight, random);
    scale.speak("scale", () -> scale.serve(line));
    return scale;
  }

  private void serve(Socket client) throws IOException, InterruptedException {
    new MtSicsDialogue(this, balance, model, Line.of(client)).hold();
  }

  private void serve(Pty line) throws IOException, InterruptedException {
    MtSicsDialogue dialogue = new MtSicsDialogue(this, balance, model, Line.of(line));
    dialogue.wakeUp();
    dialogue.hold();
  }

  /**
   * Makes the scale faulty, or well again with {@link ScaleFault#NONE}.
   *
   * @param fault what is wrong from now on
   */
  public void fault(ScaleFault fault) {
    this.fault = fault;
  }

  ScaleFault fault() {
    return fault;
  }

  /**
   * Switches the scale off and on while its line, or the converter before it, stays up: the tare is
   * gone, the zero is set anew, whatever was going on is forgotten, and the scale says its serial
   * number unasked.
   */
  public synchronized void powerCycle() {
    balance.switchOn();
    powerCycles++;
  }

  int powerCycles() {
    return powerCycles;
  }

  byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(MAX_NOISE_BYTES)];
    random.nextBytes(noise);
    return noise;
  }
}
