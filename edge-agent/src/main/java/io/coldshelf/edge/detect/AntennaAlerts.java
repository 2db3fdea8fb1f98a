package io.coldshelf.edge.detect;

import io.coldshelf.model.EventKind;
import java.util.Map;
import java.util.TreeMap;

/** The faults of one reader's antennas, and of the reader itself. */
final class AntennaAlerts {

  /** Stands for the reader; antennas are counted from 1. */
  static final int READER = 0;

  private static final String ID = ".id";

  private final String gateway;
  private final String reader;
  private final Map<Integer, Alert> alerts = new TreeMap<>();

  AntennaAlerts(String gateway, String reader) {
    this.gateway = gateway;
    this.reader = reader;
  }

  /** What its events call it. */
  String subject(int antenna) {
    return antenna == READER ? reader : reader + "/" + antenna;
  }

  Alert of(int antenna) {
    return alerts.computeIfAbsent(
        antenna, _ -> new Alert(gateway, EventKind.SENSOR_FAULT, subject(antenna)));
  }

  /** The time of day was set by so much. */
  void shift(long deltaMillis) {
    alerts.values().forEach(alert -> alert.shift(deltaMillis));
  }

  void save(Snapshot into, String prefix) {
    alerts.forEach((antenna, alert) -> alert.save(into, prefix + antenna + "."));
  }

  void restore(Snapshot from, String prefix) {
    for (String name : from.under(prefix).keySet()) {
      if (name.endsWith(ID)) {
        int antenna = Integer.parseInt(name.substring(0, name.length() - ID.length()));
        of(antenna).restore(from, prefix + antenna + ".");
      }
    }
  }
}
