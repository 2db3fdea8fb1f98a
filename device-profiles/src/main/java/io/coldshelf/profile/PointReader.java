package io.coldshelf.profile;

import io.coldshelf.profile.PointProfile.Range;
import io.coldshelf.profile.Protocol.Gives;
import io.coldshelf.yaml.Nearest;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads one point of a profile. */
final class PointReader {

  /** The points of a receiver of satellite navigation, and their units. */
  private static final Map<String, String> RECEIVER =
      Map.of(
          "latitude", "lat",
          "longitude", "lon",
          "speed", "m/s",
          "course", "deg",
          "altitude", "m",
          "fix", "",
          "satellites", "count");

  private final Optional<Protocol> protocol;

  PointReader(Optional<Protocol> protocol) {
    this.protocol = protocol;
  }

  /**
   * Reads a point.
   *
   * @param name its key
   * @param point its mapping
   * @param base the point of the same name in the profile that is extended; what is not written is
   *     taken from there
   */
  PointProfile point(YamlValue name, YamlMapping point, Optional<PointProfile> base) {
    YamlValue title = base.isPresent() ? point.optional("title") : point.required("title");
    boolean weighs = gives(Gives.WEIGHT);
    boolean navigates = gives(Gives.POSITION);
    boolean needsUnit = weighs || (navigates && !RECEIVER.getOrDefault(name.text(), "").isEmpty());
    YamlValue unit = needsUnit && base.isEmpty() ? point.required("unit") : point.optional("unit");
    String symbol =
        unit.isWritten()
            ? unit.named("unit", SenmlUnits.BY_SYMBOL).orElse("")
            : base.map(PointProfile::unit).orElse("");
    if (weighs) {
      checkScale(name, unit, symbol);
    }
    if (navigates) {
      checkReceiver(name, unit, symbol);
    }
    YamlValue valid = point.optional("valid");
    YamlValue accuracy = point.optional("accuracy");
    return new PointProfile(
        name.name(),
        title.isWritten() ? title.text() : base.map(PointProfile::title).orElse(""),
        symbol,
        valid.isWritten() ? range(valid) : base.map(PointProfile::valid).orElse(Range.ANY),
        source(point, base),
        accuracy.isWritten()
            ? OptionalDouble.of(accuracy.number(0, Double.MAX_VALUE))
            : base.map(PointProfile::accuracy).orElse(OptionalDouble.empty()));
  }

  private boolean gives(Gives what) {
    return protocol.filter(known -> known.gives() == what).isPresent();
  }

  /** A scale has one value to give, the weight; its driver gives it in kg. */
  private static void checkScale(YamlValue name, YamlValue unit, String symbol) {
    if (!name.text().equals("weight")) {
      name.mistake("a scale has no point but 'weight'", "write 'weight: …'");
    }
    if (!symbol.equals("kg")) {
      unit.mistake("a scale's weight is in kg", "write 'unit: kg'");
    }
  }

  /** A receiver has points of its own, in units of their own; a profile leaves some out at most. */
  private static void checkReceiver(YamlValue name, YamlValue unit, String symbol) {
    String point = name.text();
    String own = RECEIVER.get(point);
    if (own == null) {
      name.mistake(
          "a receiver has no point '" + point + "'", Nearest.hint(point, RECEIVER.keySet()));
    } else if (!own.equals(symbol)) {
      unit.mistake(
          "a receiver's " + point + " is in '" + own + "'",
          own.isEmpty() ? "remove 'unit'" : "write 'unit: " + own + "'");
    }
  }

  static Range range(YamlValue value) {
    List<YamlValue> ends = value.list();
    if (ends.size() == 2) {
      double low = ends.get(0).number(-Double.MAX_VALUE, Double.MAX_VALUE);
      double high = ends.get(1).number(-Double.MAX_VALUE, Double.MAX_VALUE);
      if (low < high) {
        return new Range(low, high);
      }
    }
    value.mistake(value.where() + " is not a range", "write [lowest, highest]");
    return Range.ANY;
  }

  /** The key by which each protocol's points say where they are. */
  private enum Key {
    CHANNEL("channel", Protocol.SYSFS, "only the kernel's sensors have channels"),
    SIGNAL("signal", Protocol.J1939, "only vehicles send signals of J1939"),
    MESSAGE("message", Protocol.MQTT, "only MQTT devices have messages"),
    NODE("node", Protocol.OPC_UA, "only servers of OPC UA have nodes"),
    REGISTER("register", Protocol.MODBUS, "only Modbus devices have registers"),
    SENML("senml", Protocol.COAP, "only CoAP devices send SenML"),
    CONTACT("contact", Protocol.GPIO, "only pins have contacts"),
    SENSOR("sensor", Protocol.W1, "only chips on 1-Wire, I2C and SPI are named as sensors");

    private final String word;
    private final Protocol protocol;
    private final String why;

    Key(String word, Protocol protocol, String why) {
      this.word = word;
      this.protocol = protocol;
      this.why = why;
    }

    boolean isOf(Protocol own) {
      return own == protocol || (this == SENSOR && (own == Protocol.I2C || own == Protocol.SPI));
    }

    Optional<PointSource> read(Protocol protocol, YamlMapping point, YamlMapping source) {
      return switch (this) {
        case CONTACT -> WiredReader.contact(source);
        case CHANNEL -> Optional.of(WiredReader.channel(source));
        case MESSAGE -> Optional.of(MessageReader.field(source));
        case SIGNAL -> Optional.of(SignalReader.signal(source));
        case NODE -> NodeReader.node(source);
        case REGISTER -> Optional.of(ModbusReader.register(source));
        case SENML ->
            source
                .required("name")
                .parsed(SenmlName::new, "write the record's name, behind what names the sensor")
                .map(PointSource.class::cast);
        case SENSOR -> WiredReader.sensor(protocol, point, source);
      };
    }
  }

  private Optional<PointSource> source(YamlMapping point, Optional<PointProfile> base) {
    Optional<PointSource> inherited = base.flatMap(PointProfile::source);
    Optional<PointSource> found = inherited;
    for (Key key : Key.values()) {
      Optional<Protocol> own = protocol.filter(key::isOf);
      if (own.isEmpty()) {
        refuse(point, key);
      } else {
        YamlValue source =
            inherited.isPresent() ? point.optional(key.word) : point.required(key.word);
        found =
            source.isWritten() || inherited.isEmpty()
                ? key.read(own.get(), point, source.mapping())
                : inherited;
      }
    }
    return found;
  }

  /** A source of another protocol; of an unknown one nothing can be said. */
  private void refuse(YamlMapping point, Key key) {
    YamlValue source = point.optional(key.word);
    protocol.ifPresent(
        other -> source.mistake(key.why + ", not " + other.code(), "remove '" + key.word + "'"));
  }
}
