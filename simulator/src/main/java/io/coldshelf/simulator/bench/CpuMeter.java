package io.coldshelf.simulator.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** CPU time of this process and a broker's, since the start of the measurement. */
final class CpuMeter {

  private static final double NANOS = 1e9;

  private final Mosquitto broker;
  private final double processAtStart;
  private final double brokerAtStart;

  private CpuMeter(Mosquitto broker) throws IOException {
    this.broker = broker;
    this.processAtStart = processSeconds();
    this.brokerAtStart = broker.cpuSeconds();
  }

  static CpuMeter start(Mosquitto broker) throws IOException {
    return new CpuMeter(broker);
  }

  /** Seconds of both. */
  double seconds() throws IOException {
    return processSeconds() - processAtStart + broker.cpuSeconds() - brokerAtStart;
  }

  /** Of this process, since it began. */
  static double processSeconds() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime() / NANOS
        : 0;
  }
}
