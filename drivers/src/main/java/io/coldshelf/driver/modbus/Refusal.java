package io.coldshelf.driver.modbus;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.model.Quality;

/**
 * What an exception code means for us (MODBUS Application Protocol V1.1b3, 7).
 *
 * @param quality of the points that were asked for
 * @param fault of the device, where nothing else could be had from it
 */
record Refusal(Quality quality, Fault fault) {

  static Refusal of(int code) {
    return switch (code) {
      case 1 -> unfit("it does not know this function (exception 1)");
      case 2 -> unfit("it has no such register (exception 2)");
      case 3 -> unfit("it does not accept this request (exception 3)");
      case 4 ->
          new Refusal(
              Quality.BAD_SENSOR_FAILURE,
              new Fault(
                  Fault.Kind.REFUSED,
                  "it reports a failure of its own (exception 4)",
                  "Switch it off and on; look at its own display for an error; replace it."));
      case 5, 6 ->
          new Refusal(
              Quality.BAD_NO_COMMUNICATION,
              new Fault(
                  Fault.Kind.SILENT,
                  "it is busy with something else (exception %d)".formatted(code),
                  "Wait; if it lasts, ask it less often."));
      case 10 ->
          new Refusal(
              Quality.BAD_NO_COMMUNICATION,
              new Fault(
                  Fault.Kind.SILENT,
                  "the Modbus gateway has no path to this unit (exception 10)",
                  "Check the unit in the connection and the gateway's own settings."));
      case 11 ->
          new Refusal(
              Quality.BAD_NO_COMMUNICATION,
              new Fault(
                  Fault.Kind.SILENT,
                  "the Modbus gateway gets no answer from this unit (exception 11)",
                  "Check the unit's power, its address and the wires behind the gateway."));
      default -> unfit("it refuses with the unknown exception " + code);
    };
  }

  /** Whether smaller requests may fare better. */
  static boolean isAboutRange(int code) {
    return code == 2 || code == 3;
  }

  private static Refusal unfit(String reason) {
    return new Refusal(
        Quality.BAD_CONFIGURATION,
        new Fault(Fault.Kind.REFUSED, reason, "Check that the profile is the one for this model."));
  }
}
