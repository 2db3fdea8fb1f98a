package io.coldshelf.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.gnss.GpsdDriver;
import io.coldshelf.driver.gnss.NmeaDriver;
import io.coldshelf.driver.j1939.J1939Driver;
import io.coldshelf.driver.json.Json;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.driver.llrp.LlrpBytes;
import io.coldshelf.driver.magicrf.MagicRfDriver;
import io.coldshelf.driver.mercury.MercuryDriver;
import io.coldshelf.driver.modbus.ModbusDriver;
import io.coldshelf.driver.r2000.R2000Driver;
import io.coldshelf.driver.scale.ScaleDriver;
import io.coldshelf.driver.uhfreader.UhfReaderDriver;
import io.coldshelf.model.Epc;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.Protocol;
import io.coldshelf.senml.SenmlException;
import io.coldshelf.senml.SenmlReader;
import io.coldshelf.tag.DigitalLink;
import io.coldshelf.tag.EpcUri;
import io.coldshelf.tag.TagIdentification;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.wire.Head;
import io.coldshelf.wire.ReadingsPayload;
import io.coldshelf.wire.Status;
import io.coldshelf.wire.WireException;
import io.coldshelf.yaml.ConfigurationException;
import io.coldshelf.yaml.YamlDocument;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Everything that reads bytes from outside, each with the one exception that it may throw. */
enum FuzzTarget {
  SENML_JSON(SenmlException.class) {
    @Override
    void decode(byte[] bytes) {
      var _ = SenmlReader.readJson(bytes, NOW);
    }
  },
  SENML_CBOR(SenmlException.class) {
    @Override
    void decode(byte[] bytes) {
      var _ = SenmlReader.read(bytes, NOW);
    }
  },
  COLUMNS(WireException.class) {
    @Override
    void decode(byte[] bytes) {
      var _ = ReadingsPayload.read("gw", Block.Encoding.COLUMNS, bytes);
    }
  },
  WIRE_JSON(WireException.class) {
    @Override
    void decode(byte[] bytes) {
      each(
          () -> Ack.read(bytes),
          () -> Head.read(bytes),
          () -> Status.read(bytes),
          () -> CloudEvent.read(bytes));
    }
  },
  TAG(IllegalArgumentException.class) {
    @Override
    void decode(byte[] bytes) {
      if (bytes.length > 0 && bytes.length <= Epc.MAX_BITS / 8) {
        var _ = TagIdentification.read(Epc.of(bytes, bytes.length * 8));
      }
    }
  },
  DIGITAL_LINK(IllegalArgumentException.class) {
    @Override
    void decode(byte[] bytes) {
      var _ = DigitalLink.parse(new String(bytes, UTF_8));
    }
  },
  EPC_URI(IllegalArgumentException.class) {
    @Override
    void decode(byte[] bytes) {
      String uri = new String(bytes, UTF_8);
      each(() -> EpcUri.parse(uri), () -> EpcUri.parseIdentity(uri, 0));
    }
  },
  CONNECTION(IllegalArgumentException.class) {
    @Override
    void decode(byte[] bytes) {
      var _ = Connection.parse(new String(bytes, UTF_8));
    }
  },
  YAML(ConfigurationException.class) {
    @Override
    void decode(byte[] bytes) {
      var _ = YamlDocument.parse("fuzz.yaml", new String(bytes, UTF_8));
    }
  },
  JSON {
    @Override
    void decode(byte[] bytes) {
      var _ = Json.parse(bytes);
    }
  },
  LLRP {
    @Override
    void decode(byte[] bytes) {
      LlrpBytes.decode(bytes);
    }
  },
  MODBUS_RTU {
    @Override
    void decode(byte[] bytes) {
      hear(bytes, ModbusDriver::new, "xy-md02", "modbus-rtu:/dev/fuzz?unit=1");
    }
  },
  MODBUS_TCP {
    @Override
    void decode(byte[] bytes) {
      hear(bytes, ModbusDriver::new, "xy-md02", "modbus-tcp://fuzz?unit=1");
    }
  },
  SCALE_AD {
    @Override
    void decode(byte[] bytes) {
      weigh(bytes, Protocol.AD, "ad-ad-4401a");
    }
  },
  SCALE_CAS {
    @Override
    void decode(byte[] bytes) {
      weigh(bytes, Protocol.CAS, "cas-ci-150a");
    }
  },
  SCALE_DINI_ARGEO {
    @Override
    void decode(byte[] bytes) {
      weigh(bytes, Protocol.DINI_ARGEO, "dini-argeo-dfw");
    }
  },
  SCALE_MT_SICS {
    @Override
    void decode(byte[] bytes) {
      weigh(bytes, Protocol.MT_SICS, "mt-sics");
    }
  },
  SCALE_OHAUS {
    @Override
    void decode(byte[] bytes) {
      weigh(bytes, Protocol.OHAUS, "ohaus-ranger-rc");
    }
  },
  SCALE_RADWAG {
    @Override
    void decode(byte[] bytes) {
      weigh(bytes, Protocol.RADWAG, "radwag-pue-c31");
    }
  },
  SCALE_SARTORIUS {
    @Override
    void decode(byte[] bytes) {
      weigh(bytes, Protocol.SARTORIUS, "sartorius-entris-ii");
    }
  },
  SCALE_SMA {
    @Override
    void decode(byte[] bytes) {
      weigh(bytes, Protocol.SMA, "fairbanks-fb2550");
    }
  },
  SCALE_TOLEDO {
    @Override
    void decode(byte[] bytes) {
      weigh(bytes, Protocol.TOLEDO, "mettler-ics425-continuous");
    }
  },
  NMEA {
    @Override
    void decode(byte[] bytes) {
      hear(bytes, NmeaDriver::new, "nmea-0183", "serial:/dev/fuzz");
    }
  },
  GPSD {
    @Override
    void decode(byte[] bytes) {
      hear(bytes, GpsdDriver::new, "gpsd", "gpsd://fuzz");
    }
  },
  MAGICRF {
    @Override
    void decode(byte[] bytes) {
      hear(bytes, MagicRfDriver::new, "magicrf-m100", "serial:/dev/fuzz");
    }
  },
  MERCURY {
    @Override
    void decode(byte[] bytes) {
      hear(bytes, MercuryDriver::new, "thingmagic-m6e", "serial:/dev/fuzz");
    }
  },
  R2000 {
    @Override
    void decode(byte[] bytes) {
      hear(bytes, R2000Driver::new, "rodinbell-m500", "serial:/dev/fuzz");
    }
  },
  UHFREADER {
    @Override
    void decode(byte[] bytes) {
      hear(bytes, UhfReaderDriver::new, "chafon-cf-mu904", "serial:/dev/fuzz");
    }
  },
  SLCAN {
    @Override
    void decode(byte[] bytes) {
      hear(bytes, J1939Driver::new, "fms-truck", "slcan:/dev/fuzz");
    }
  };

  private static final long NOW = 1_700_000_000_000L;
  private static final int READS = 3;

  /** How it says that bytes are none of its own; most give a fault or nothing and throw nothing. */
  private final Optional<Class<? extends RuntimeException>> refusal;

  FuzzTarget() {
    this.refusal = Optional.empty();
  }

  FuzzTarget(Class<? extends RuntimeException> refusal) {
    this.refusal = Optional.of(refusal);
  }

  /** Every name of a file and of a target on the command line. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static FuzzTarget of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  abstract void decode(byte[] bytes);

  /** Decodes; what is refused as it should be is no failure. */
  void run(byte[] bytes) {
    each(() -> decode(bytes));
  }

  /** Each for itself. */
  void each(Runnable... decoders) {
    for (Runnable decoder : decoders) {
      try {
        decoder.run();
      } catch (RuntimeException e) {
        if (!isRefusal(e)) {
          throw e;
        }
      }
    }
  }

  /** A subclass of Java's own, a NumberFormatException for one, is what nobody meant. */
  private boolean isRefusal(RuntimeException e) {
    return e.getMessage() != null
        && refusal.filter(known -> known.isInstance(e)).isPresent()
        && (e.getClass() == refusal.get()
            || e.getClass().getPackageName().startsWith("io.coldshelf."));
  }

  /** Makes a driver on lines. */
  private interface Making {
    Driver on(Lines lines);
  }

  private static void weigh(byte[] bytes, Protocol protocol, String profile) {
    hear(bytes, lines -> new ScaleDriver(protocol, lines), profile, "serial:/dev/fuzz");
  }

  private static void hear(byte[] bytes, Making making, String profile, String url) {
    FedLine line = new FedLine(bytes);
    DeviceProfile model = DeviceProfiles.builtIn().find(profile).orElseThrow();
    Connection connection = Connection.parse(url).withDefaults(model.line().options());
    DeviceSetup setup = new DeviceSetup("fuzz", model, connection, Duration.ofSeconds(1), line);
    try (Device device = making.on((_, _) -> line).open(setup)) {
      switch (device) {
        case Device.Polled polled -> {
          for (int i = 0; i < READS; i++) {
            var _ = polled.read();
          }
        }
        case Device.Listening listening -> {
          var _ = listening.listen(_ -> {});
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
