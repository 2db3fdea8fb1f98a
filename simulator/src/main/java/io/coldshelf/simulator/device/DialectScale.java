package io.coldshelf.simulator.device;

import io.coldshelf.simulator.pty.Pty;
import java.io.IOException;
import java.net.Socket;
import java.util.random.RandomGenerator;

/**
 * A scale of another make than {@link MtSicsScale}, behind a TCP port or on a serial line. Where it
 * talks by itself it does so twenty times a second, and whoever connects comes in the midst of a
 * frame.
 */
public final class DialectScale extends WiredDevice {

  private static final int MAX_NOISE_BYTES = 40;

  private final ScaleDialect dialect;
  private final ScaleModel model;
  private final Balance balance;
  private final RandomGenerator random;
  private volatile ScaleFault fault = ScaleFault.NONE;

  private DialectScale(
      ScaleDialect dialect, ScaleModel model, Weight weight, RandomGenerator random) {
    this.dialect = dialect;
    this.model = model;
    this.balance = new Balance(model, weight);
    this.random = random;
    balance.switchOn();
  }

  /**
   * A scale behind a free TCP port on the loopback address. Its zero is set, if what lies on it is
   * no more than 2 % of its capacity.
   *
   * @param dialect in which it writes
   * @param model what it is
   * @param weight what lies on it
   * @param random makes the noise
   * @return the scale, answering
   * @throws IOException when there is no free port
   */
  public static DialectScale tcp(
      ScaleDialect dialect, ScaleModel model, Weight weight, RandomGenerator random)
      throws IOException {
    DialectScale scale = new DialectScale(dialect, model, weight, random);
    scale.listen("scale", 0, scale::serve);
    return scale;
  }

  /**
   * A scale on a serial line. Its zero is set, if what lies on it is no more than 2 % of its
   * capacity.
   *
   * @param line the line; stays the caller's to close
   * @param dialect in which it writes
   * @param model what it is
   * @param weight what lies on it
   * @param random makes the noise
   * @return the scale, answering
   */
  public static DialectScale serial(
      Pty line, ScaleDialect dialect, ScaleModel model, Weight weight, RandomGenerator random) {
    DialectScale scale = new DialectScale(dialect, model, weight, random);
    scale.speak("scale", () -> scale.serve(Line.of(line)));
    return scale;
  }

  private void serve(Socket client) throws IOException, InterruptedException {
    serve(Line.of(client));
  }

  private void serve(Line line) throws IOException, InterruptedException {
    new DialectDialogue(this, dialect, line).hold();
  }

  byte[] frame() {
    return dialect.frame(balance.weigh(), model);
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

  byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(MAX_NOISE_BYTES)];
    random.nextBytes(noise);
    return noise;
  }

  /** Where in a frame somebody comes in. */
  int midst(int frame) {
    return random.nextInt(frame);
  }
}
