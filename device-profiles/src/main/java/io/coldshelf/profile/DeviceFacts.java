package io.coldshelf.profile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What else is to be known of a model.
 *
 * @param line how its serial line is set as delivered
 * @param modbus how it wants to be asked; of no meaning for other protocols
 * @param messages what holds for all that it publishes, where it publishes messages
 * @param wiring hints for whoever connects it, a sentence each
 * @param recognise values by which the model may be known, all of them; none where it cannot be
 * @param every how often it is asked or reports, where that is not as its protocol has it
 */
public record DeviceFacts(
    LineDefaults line,
    ModbusManner modbus,
    Optional<Messages> messages,
    List<String> wiring,
    List<Sign> recognise,
    Optional<Duration> every) {

  /** Nothing beyond the protocol. */
  public static final DeviceFacts NONE =
      new DeviceFacts(
          LineDefaults.NONE,
          ModbusManner.PLAIN,
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty());

  /** Copies the lists. */
  public DeviceFacts {
    wiring = List.copyOf(wiring);
    recognise = List.copyOf(recognise);
  }

  /** The same of a model that is asked or reports at another pace. */
  DeviceFacts reportingEvery(Duration pace) {
    return new DeviceFacts(
        line,
        modbus,
        messages.map(known -> known.reportingEvery(pace)),
        wiring,
        recognise,
        Optional.of(pace));
  }

  /**
   * One value by which a model may be known.
   *
   * @param register where it is
   * @param least the least value that this model has there, in counts times scale
   * @param greatest the greatest, in counts times scale
   */
  public record Sign(ModbusRegister register, double least, double greatest) {

    /**
     * Says it for a person, as {@code profiles show} prints it.
     *
     * @return a few words
     */
    public String described() {
      return register.described()
          + (least == greatest ? " is " + least : " is within " + least + " to " + greatest);
    }
  }
}
