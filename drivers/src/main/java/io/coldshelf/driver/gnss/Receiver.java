package io.coldshelf.driver.gnss;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.Sink;
import io.coldshelf.driver.gnss.Dialect.Heard;
import io.coldshelf.driver.line.Line;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.driver.line.TextLines;
import io.coldshelf.model.DeviceState;
import java.time.Duration;
import java.util.Optional;

/** One receiver at a line: one session after the other, until it is closed. */
final class Receiver implements Device.Listening {

  private static final int CHUNK_BYTES = 1024;
  private static final Duration LOOK = Duration.ofMillis(100);

  private final DeviceSetup setup;
  private final Line line;
  private final Dialect dialect;
  private final Points points;
  private volatile boolean closed;

  Receiver(DeviceSetup setup, Line line, Dialect dialect) {
    this.setup = setup;
    this.line = line;
    this.dialect = dialect;
    this.points = new Points(setup);
  }

  @Override
  public Fault listen(Sink sink) throws InterruptedException {
    try {
      goOn();
      line.open(setup.timeout());
      line.discard(); // what was written before anybody listened is of no known time
      if (dialect.greeting().length > 0) {
        line.write(dialect.greeting());
      }
      return new Session(sink).run();
    } catch (LineException lost) {
      goOn();
      return lost.fault();
    } finally {
      line.close();
    }
  }

  private void goOn() throws InterruptedException {
    if (closed || Thread.currentThread().isInterrupted()) {
      throw new InterruptedException(setup.name() + " is closed");
    }
  }

  /** For the life of one connection. */
  private final class Session {
    private final Sink sink;
    private final TextLines lines = new TextLines(dialect.longestLine());
    private boolean online;
    private boolean cameAnything;
    private long understoodMillis = setup.clock().millis();

    Session(Sink sink) {
      this.sink = sink;
    }

    Fault run() throws LineException, InterruptedException {
      byte[] chunk = new byte[CHUNK_BYTES];
      while (true) {
        goOn();
        int count = line.read(chunk, LOOK);
        cameAnything |= count > 0;
        for (String text : lines.take(chunk, count)) {
          Optional<Fault> fault = take(dialect.heard(text));
          if (fault.isPresent()) {
            return fault.get();
          }
        }
        if (setup.clock().millis() - understoodMillis >= setup.timeout().toMillis()) {
          return nothing();
        }
      }
    }

    private Optional<Fault> take(Heard heard) {
      return switch (heard) {
        case Heard.Noise _ -> Optional.empty();
        case Heard.Other _ -> {
          understood();
          yield Optional.empty();
        }
        case Heard.Values values -> {
          understood();
          if (!online) {
            online = true;
            sink.accept(DeviceState.online(setup.name(), understoodMillis));
          }
          points.readings(values.values()).forEach(sink);
          yield Optional.empty();
        }
        case Heard.Lost lost -> Optional.of(lost.fault());
      };
    }

    private void understood() {
      understoodMillis = setup.clock().millis();
      cameAnything = false;
    }

    private Fault nothing() {
      return cameAnything
          ? new Fault(
              Fault.Kind.GARBLED,
              setup.name() + " writes what cannot be understood.",
              "Check baud rate and parity, and that the profile fits the receiver.")
          : new Fault(
              Fault.Kind.SILENT,
              setup.name() + " writes nothing.",
              "Check the receiver's power and cable, and the port in 'connect'.");
    }
  }

  @Override
  public void close() {
    closed = true;
    line.close();
  }
}
