package io.coldshelf.model;

import java.util.Optional;

/**
 * What an event is about. The codes are part of the contract: they are the events' types on the
 * wire.
 */
public enum EventKind {
  /** A shelf is empty. */
  STOCKOUT("stockout"),
  /** A shelf has come down to its low mark. */
  LOW_STOCK("low-stock"),
  /** A shelf will be empty soon. */
  STOCKOUT_PREDICTED("stockout-predicted"),
  /** More lies on a shelf than it holds. */
  OVERSTOCK("overstock"),
  /** Items of another shelf lie here. */
  MISPLACED_ITEMS("misplaced-items"),
  /** Items past their date lie here. */
  EXPIRED_ITEMS("expired-items"),
  /** Items were taken, returned, have arrived or have left. */
  ITEMS("items"),
  /** A compartment has broken its product class's temperature rule. */
  TEMPERATURE_BREACH("temperature-breach"),
  /** A compartment is about to break it. */
  TEMPERATURE_PREDICTED("temperature-predicted"),
  /** A door stands open too long. */
  DOOR_OPEN("door-open"),
  /** A compartment defrosts. */
  DEFROST("defrost"),
  /** The mains failed. */
  POWER_LOSS("power-loss"),
  /** A point gives no value or one that cannot be. */
  SENSOR_FAULT("sensor-fault"),
  /** A device cannot be reached. */
  DEVICE_OFFLINE("device-offline"),
  /** The gateway's clock was corrected. */
  CLOCK_JUMP("clock-jump"),
  /** Something measured is known to be lost, or nothing was measured. */
  DATA_GAP("data-gap"),
  /** A damaged journal was set aside. */
  JOURNAL_REPLACED("journal-replaced"),
  /** A new configuration is in force. */
  CONFIG_APPLIED("config-applied"),
  /** A new configuration was refused. */
  CONFIG_REJECTED("config-rejected"),
  /** A gateway has lost its connection to the bridge; raised by the bridge. */
  GATEWAY_OFFLINE("gateway-offline"),
  /** A truck's journey. */
  TRIP("trip");

  private final String code;

  EventKind(String code) {
    this.code = code;
  }

  /**
   * The word on the wire.
   *
   * @return lower case, words joined by hyphens
   */
  public String code() {
    return code;
  }

  /**
   * Reads the word on the wire.
   *
   * @param code as {@link #code()} gives it
   * @return the kind, or nothing for an unknown word
   */
  public static Optional<EventKind> ofCode(String code) {
    for (EventKind kind : values()) {
      if (kind.code.equals(code)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
