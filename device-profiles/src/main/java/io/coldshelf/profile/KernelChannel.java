package io.coldshelf.profile;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Where the kernel keeps a value, as the beginning of the names of its files in hwmon
 * (Documentation/hwmon/sysfs-interface) or IIO (Documentation/ABI/testing/sysfs-bus-iio): {@code
 * temp1} for {@code temp1_input}, {@code in_voltage0} for {@code in_voltage0_raw}.
 *
 * <pre>
 *   value = kernel's value * scale + offset
 *   kernel's value = what _input holds, else (_raw + _offset) * _scale; with counts _raw alone
 * </pre>
 *
 * @param channel the beginning of the names
 * @param counts whether the raw counts are meant, whatever the kernel says that they are worth
 * @param scale what one of the kernel's units or one count is worth in the point's unit; not 0
 * @param offset added after scaling, in the point's unit
 * @param least the least raw count; at it or below the sensor is beyond its range
 * @param greatest the greatest raw count; at it or above the sensor is beyond its range
 */
public record KernelChannel(
    String channel,
    boolean counts,
    double scale,
    double offset,
    OptionalLong least,
    OptionalLong greatest)
    implements PointSource {

  /** Digits and letters as the kernel names its files. */
  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

  /** Ranges as said for the components. */
  public KernelChannel {
    if (!NAME.matcher(channel).matches()) {
      throw new IllegalArgumentException("'" + channel + "' is no channel of the kernel's");
    }
    Linear.check(scale, offset);
  }

  @Override
  public String described() {
    return channel + (counts ? " raw" : "") + " x " + scale;
  }
}
