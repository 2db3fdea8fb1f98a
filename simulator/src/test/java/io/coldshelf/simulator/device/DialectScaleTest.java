package io.coldshelf.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.line.Line;
import io.coldshelf.driver.scale.ScaleDriver;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.simulator.device.Balance.Shown;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a simulated display shows, the driver reads: in any unit, however it is cut. */
@Timeout(60)
class DialectScaleTest {

  private static final int ROUNDS = 2_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** One kilogram in each unit, by its definition; not computed from the simulator's figures. */
  private static double kilograms(ScaleModel.Unit unit) {
    return switch (unit) {
      case CARAT -> 0.0002;
      case GRAM -> 0.001;
      case KILOGRAM -> 1;
      case MILLIGRAM -> 0.000001;
      case NEWTON -> 1 / 9.80665;
      case OUNCE -> 0.028349523125;
      case POUND -> 0.45359237;
      case TONNE -> 1000;
    };
  }

  /** Gives prepared bytes, cut at random, to whoever reads after a question or a first look. */
  private static final class Tape implements Line {
    private final Random random = new Random(20_260_106L);
    private final Deque<byte[]> coming = new ArrayDeque<>();
    private byte[] prepared = new byte[0];

    void prepare(byte[] bytes) {
      prepared = bytes;
      coming.clear();
    }

    @Override
    public void open(Duration timeout) {}

    @Override
    public void write(byte[] bytes) {
      cut();
    }

    private void cut() {
      for (int at = 0; at < prepared.length; ) {
        int next = Math.min(prepared.length, at + 1 + random.nextInt(6));
        coming.add(java.util.Arrays.copyOfRange(prepared, at, next));
        at = next;
      }
      prepared = new byte[0];
    }

    /**
     * A wait of a second or more is for an answer, or for a stream; shorter ones look for quiet.
     */
    @Override
    public int read(byte[] into, Duration timeout) {
      if (timeout.compareTo(Duration.ofSeconds(1)) < 0) {
        return 0;
      }
      cut();
      byte[] next = coming.isEmpty() ? new byte[0] : coming.pop();
      System.arraycopy(next, 0, into, 0, next.length);
      return next.length;
    }

    @Override
    public void discard() {}

    @Override
    public void close() {}
  }

  private static byte[] stream(ScaleDialect dialect, byte[] frame, Random random) {
    if (!dialect.talks()) {
      return frame;
    }
    // Joined late, and with the beginning of a third: not every frame has a check that ends it.
    int from = 1 + random.nextInt(frame.length - 1);
    return IntStream.range(from, frame.length * 3)
        .collect(
            java.io.ByteArrayOutputStream::new,
            (out, i) -> out.write(frame[i % frame.length]),
            (a, b) -> a.writeBytes(b.toByteArray()))
        .toByteArray();
  }

  private static List<ScaleModel.Unit> units(ScaleDialect dialect) {
    List<ScaleModel.Unit> units = new ArrayList<>(List.of(ScaleModel.Unit.values()));
    if (dialect == ScaleDialect.TOLEDO || dialect == ScaleDialect.TOLEDO_UNCHECKED) {
      units.removeAll(
          List.of(ScaleModel.Unit.CARAT, ScaleModel.Unit.MILLIGRAM, ScaleModel.Unit.NEWTON));
    }
    return units;
  }

  @ParameterizedTest
  @EnumSource
  void theDriverReadsWhatTheDisplayShows(ScaleDialect dialect) {
    Random random = new Random(20_260_107L);
    Tape tape = new Tape();
    Device.Polled scale = open(dialect, tape);
    List<ScaleModel.Unit> units = units(dialect);
    for (int round = 0; round < ROUNDS; round++) {
      ScaleModel.Unit unit = units.get(random.nextInt(units.size()));
      ScaleModel model = new ScaleModel("any", "1", unit, random.nextInt(5), 15);
      BigDecimal amount = BigDecimal.valueOf(random.nextInt(199_999) - 99_999, model.decimals());
      // Sartorius writes no unit in motion: the driver has to have seen it at rest before.
      boolean stable = random.nextBoolean() || dialect.name().startsWith("SARTORIUS");
      tape.prepare(stream(dialect, dialect.frame(new Shown.Value(amount, stable), model), random));
      Reading reading = reading(scale.read());
      assertEquals(
          stable ? Quality.GOOD : Quality.UNCERTAIN_UNSTABLE,
          reading.quality(),
          () -> amount + " " + unit);
      double truth = amount.doubleValue() * kilograms(unit);
      assertEquals(truth, reading.value(), Math.abs(truth) * 1e-12, () -> amount + " " + unit);
      assertTrue(Double.doubleToRawLongBits(reading.value()) != Long.MIN_VALUE, "minus nothing");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDriverTellsOverloadAndUnderloadAndNoNumber(ScaleDialect dialect) {
    Random random = new Random(20_260_108L);
    Tape tape = new Tape();
    Device.Polled scale = open(dialect, tape);
    ScaleModel model = new ScaleModel("any", "1", ScaleModel.Unit.KILOGRAM, 2, 15);
    for (Shown shown : List.of(new Shown.Overload(), new Shown.Underload())) {
      tape.prepare(stream(dialect, dialect.frame(shown, model), random));
      assertEquals(Quality.BAD_OVERLOAD, reading(scale.read()).quality(), shown::toString);
    }
  }

  private static Device.Polled open(ScaleDialect dialect, Line line) {
    ScaleDriver driver = new ScaleDriver(DialectRig.protocol(dialect), (connection, port) -> line);
    return (Device.Polled)
        driver.open(
            DialectRig.setup(
                "serial:/dev/ttyS0" + DialectRig.options(dialect),
                DialectRig.protocol(dialect),
                TIMEOUT));
  }

  private static Reading reading(Outcome outcome) {
    return outcome instanceof Outcome.Answer answer
        ? (Reading) answer.observations().getFirst()
        : throwing(outcome);
  }

  private static Reading throwing(Outcome outcome) {
    throw new AssertionError(outcome.toString());
  }

  private static final class Platform implements Weight {
    private volatile double kilograms;
    private volatile boolean stable = true;

    @Override
    public double kilograms() {
      return kilograms;
    }

    @Override
    public boolean stable() {
      return stable;
    }
  }

  /** All the way over a socket: rest, motion, overload, and rest again. */
  @ParameterizedTest
  @EnumSource
  void aShelfThatIsTouchedIsReadAsItIs(ScaleDialect dialect) throws Exception {
    Platform platform = new Platform();
    ScaleModel model = new ScaleModel("any", "1", ScaleModel.Unit.KILOGRAM, 3, 15);
    try (DialectScale simulated = DialectScale.tcp(dialect, model, platform, new Random(1))) {
      String url = "tcp://127.0.0.1:" + simulated.port() + DialectRig.options(dialect);
      ScaleDriver driver = new ScaleDriver(DialectRig.protocol(dialect));
      try (Device.Polled scale =
          (Device.Polled)
              driver.open(DialectRig.setup(url, DialectRig.protocol(dialect), TIMEOUT))) {
        platform.kilograms = 1.25;
        assertEquals("1.25 good", said(scale));
        platform.stable = false;
        assertEquals("1.25 uncertain-unstable", said(scale));
        platform.kilograms = 16;
        assertEquals("NaN bad-overload", said(scale));
        platform.kilograms = -1;
        assertEquals("NaN bad-overload", said(scale));
        platform.stable = true;
        platform.kilograms = 0.75;
        assertEquals("0.75 good", said(scale));
      }
    }
  }

  private static String said(Device.Polled scale) {
    Reading reading = reading(scale.read());
    return reading.value() + " " + reading.quality().code();
  }

  @Test
  void faultsComeAndGo() throws Exception {
    Platform platform = new Platform();
    try (DialectScale simulated =
        DialectScale.tcp(ScaleDialect.AD, ScaleModel.BENCH_15_KG, platform, new Random(1))) {
      ScaleDriver driver = new ScaleDriver(DialectRig.protocol(ScaleDialect.AD));
      String url = "tcp://127.0.0.1:" + simulated.port();
      try (Device.Polled scale =
          (Device.Polled)
              driver.open(
                  DialectRig.setup(
                      url, DialectRig.protocol(ScaleDialect.AD), Duration.ofMillis(300)))) {
        simulated.fault(ScaleFault.BUSY);
        assertEquals("NaN bad", said(scale));
        simulated.fault(ScaleFault.TRANSMISSION_ERROR);
        assertTrue(scale.read().toString().contains("damaged command (EC,E00)"));
        simulated.fault(ScaleFault.TRUNCATED);
        assertTrue(scale.read() instanceof Outcome.Fault);
        simulated.fault(ScaleFault.NONE);
        assertEquals("0.0 good", said(scale));
      }
    }
  }
}
