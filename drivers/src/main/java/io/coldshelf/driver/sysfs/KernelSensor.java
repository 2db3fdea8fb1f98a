package io.coldshelf.driver.sysfs;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.kernel.KernelFiles;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.KernelChannel;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.Wiring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One chip that the kernel reads. */
final class KernelSensor implements Device.Polled {

  private final DeviceSetup setup;
  private final Wiring.Kernel wiring;
  private final Whereabouts whereabouts;
  private final KernelFiles files;

  KernelSensor(
      DeviceSetup setup, Wiring.Kernel wiring, Whereabouts whereabouts, KernelFiles files) {
    this.setup = setup;
    this.wiring = wiring;
    this.whereabouts = whereabouts;
    this.files = files;
  }

  @Override
  public Outcome read() {
    try {
      return new Outcome.Answer(files.call(this::measure, setup.timeout()));
    } catch (LineException lost) {
      return lost.fault();
    }
  }

  /** All points; a point that fails costs the others nothing. */
  private List<Observation> measure() throws IOException {
    Path home = whereabouts.find();
    List<Observation> readings = new ArrayList<>();
    List<IOException> failures = new ArrayList<>();
    for (PointProfile point : setup.profile().points()) {
      try {
        readings.add(reading(home, point));
      } catch (IOException e) {
        failures.add(e);
        readings.add(missing(point, Quality.BAD_NO_COMMUNICATION));
      }
    }
    if (failures.size() == readings.size()) {
      throw failures.getFirst();
    }
    return readings;
  }

  private Reading reading(Path home, PointProfile point) throws IOException {
    KernelChannel channel = channel(point);
    return switch (new ChannelFiles(home, channel.channel()).read(channel)) {
      case KernelValue.Bad(Quality quality) -> missing(point, quality);
      case KernelValue.Measured(double value) -> reading(point, channel, value);
    };
  }

  private Reading reading(PointProfile point, KernelChannel channel, double number) {
    return point.reading(id(point), setup.clock().millis(), value(point, channel, number));
  }

  private double value(PointProfile point, KernelChannel channel, double number) {
    boolean calibrated = channel.counts() && point.unit().equals("kg");
    return calibrated && wiring.countsPerKg().isPresent()
        ? (number - wiring.zero().orElse(0)) / wiring.countsPerKg().getAsDouble()
        : ChannelFiles.scaled(number, channel.scale(), channel.offset());
  }

  private static KernelChannel channel(PointProfile point) {
    return (KernelChannel) point.source().orElseThrow();
  }

  private Reading missing(PointProfile point, Quality quality) {
    return Reading.missing(id(point), setup.clock().millis(), quality);
  }

  private PointId id(PointProfile point) {
    return new PointId(setup.name(), point.name());
  }

  @Override
  public void close() {
    files.close();
  }
}
