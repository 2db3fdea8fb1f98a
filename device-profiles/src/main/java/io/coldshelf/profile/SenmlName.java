package io.coldshelf.profile;

import java.util.regex.Pattern;

/**
 * Which record of a SenML pack holds a value, by the end of its name: what stands before it names
 * the sensor, and differs from one to the next ({@code urn:dev:ow:10e2073a01080063:temperature}).
 *
 * @param name the end of the record's name, of the characters that names have (RFC 8428, 4.5.1)
 */
public record SenmlName(String name) implements PointSource {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9:./_-]{1,128}");

  /** Of those characters, at least one. */
  public SenmlName {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name of a SenML record");
    }
  }

  @Override
  public String described() {
    return "record …" + name;
  }
}
