package io.coldshelf.driver.sysfs;

import io.coldshelf.driver.kernel.KernelFiles;
import io.coldshelf.model.Quality;
import io.coldshelf.profile.KernelChannel;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files of one channel (Linux Documentation/hwmon/sysfs-interface.rst,
 * Documentation/ABI/testing/sysfs-bus-iio).
 *
 * <pre>
 *   temp1_input            a value in the kernel's unit: 0.001 °C, 0.001 %, mV
 *   temp1_fault            1: the sensor is broken
 *   in_temp_raw            a count: value = (_raw + _offset) * _scale
 *   in_voltage0_scale      of the channel alone
 *   in_voltage_scale       of all channels of the kind
 * </pre>
 */
record ChannelFiles(Path home, String channel) {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,12})?");
  private static final Pattern INDEX = Pattern.compile("[0-9]+$");

  KernelValue read(KernelChannel wanted) throws IOException {
    if (isBroken()) {
      return new KernelValue.Bad(Quality.BAD_SENSOR_FAILURE);
    }
    Path input = file(channel, "input");
    if (!wanted.counts() && Files.exists(input)) {
      return number(input)
          .<KernelValue>map(value -> new KernelValue.Measured(value.doubleValue()))
          .orElse(new KernelValue.Bad(Quality.BAD_ENCODING));
    }
    Optional<BigDecimal> raw = number(file(channel, "raw"));
    if (raw.isEmpty()) {
      return new KernelValue.Bad(Quality.BAD_ENCODING);
    }
    if (isBeyond(wanted, raw.get())) {
      return new KernelValue.Bad(
          wanted.counts() ? Quality.BAD_OVERLOAD : Quality.BAD_SENSOR_FAILURE);
    }
    return wanted.counts()
        ? new KernelValue.Measured(raw.get().doubleValue())
        : new KernelValue.Measured(converted(raw.get()));
  }

  private boolean isBroken() throws IOException {
    Path fault = file(channel, "fault");
    return Files.exists(fault) && KernelFiles.read(fault).strip().equals("1");
  }

  private static boolean isBeyond(KernelChannel wanted, BigDecimal raw) {
    boolean low =
        wanted.least().isPresent()
            && raw.compareTo(BigDecimal.valueOf(wanted.least().getAsLong())) <= 0;
    boolean high =
        wanted.greatest().isPresent()
            && raw.compareTo(BigDecimal.valueOf(wanted.greatest().getAsLong())) >= 0;
    return low || high;
  }

  private double converted(BigDecimal raw) throws IOException {
    BigDecimal offset = shared("offset").orElse(BigDecimal.ZERO);
    BigDecimal scale = shared("scale").orElse(BigDecimal.ONE);
    return raw.add(offset).multiply(scale).doubleValue();
  }

  /** Of the channel alone, else of all channels of the kind. */
  private Optional<BigDecimal> shared(String what) throws IOException {
    Path own = file(channel, what);
    Path all = file(INDEX.matcher(channel).replaceFirst(""), what);
    if (Files.exists(own)) {
      return number(own);
    }
    return Files.exists(all) ? number(all) : Optional.empty();
  }

  private Path file(String beginning, String what) {
    return home.resolve(beginning + "_" + what);
  }

  private static Optional<BigDecimal> number(Path file) throws IOException {
    String text = KernelFiles.read(file).strip();
    return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  /** In decimals, as people write scales: 4 and not 4.000000000000001. */
  static double scaled(double number, double scale, double offset) {
    return BigDecimal.valueOf(number)
        .multiply(BigDecimal.valueOf(scale))
        .add(BigDecimal.valueOf(offset))
        .doubleValue();
  }
}
