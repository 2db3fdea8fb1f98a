package io.coldshelf.simulator.device;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.Outcome;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Observation;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Calls a device of either kind as its supervisor would, one outcome after the other. */
sealed interface Caller extends AutoCloseable {

  Outcome next() throws InterruptedException;

  @Override
  void close();

  static Caller of(Device device) {
    return switch (device) {
      case Device.Polled polled -> new Asking(polled);
      case Device.Listening listening -> new Hearing(listening);
    };
  }

  /** Reads. */
  record Asking(Device.Polled device) implements Caller {

    @Override
    public Outcome next() {
      return device.read();
    }

    @Override
    public void close() {
      device.close();
    }
  }

  /** Listens, again after each fault; whatever it hears is an answer. */
  final class Hearing implements Caller {

    private static final int TIMEOUT_SECONDS = 20;

    private final Device.Listening device;
    private final BlockingQueue<Outcome> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> again = new LinkedBlockingQueue<>();
    private final Thread thread;
    private boolean ended;

    Hearing(Device.Listening device) {
      this.device = device;
      this.thread = Thread.ofVirtual().start(this::listen);
    }

    private void listen() {
      try {
        while (true) {
          heard.add(device.listen(this::hear));
          Boolean _ = again.take();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // closed
      }
    }

    private void hear(Observation observation) {
      if (!(observation instanceof DeviceState)) {
        heard.add(new Outcome.Answer(List.of(observation)));
      }
    }

    @Override
    public Outcome next() throws InterruptedException {
      if (ended) {
        heard.clear();
        again.add(true);
      }
      Outcome outcome = heard.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (outcome == null) {
        throw new AssertionError("heard nothing for " + TIMEOUT_SECONDS + " s");
      }
      ended = outcome instanceof Outcome.Fault;
      return outcome;
    }

    @Override
    public void close() {
      device.close();
      thread.interrupt();
    }
  }
}
