package io.coldshelf.edge.config;

import static io.coldshelf.edge.config.GatewayConfigurationTest.GOOD;
import static io.coldshelf.edge.config.GatewayConfigurationTest.mistakes;
import static io.coldshelf.edge.config.GatewayConfigurationTest.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Readers of tags on a serial line. */
class SerialReaderTest {

  @Test
  void aSerialReaderOfTagsWatchesAShelfAndHasOptionsOfItsOwn() {
    String reader = "{profile: %s, connect: \"%s\"}";
    String good = "{profile: llrp,    connect: \"llrp://10.0.0.20:5084\"}";
    String url = "serial:/dev/ttyUSB9?region=eu&power=30&antennas=1,2";
    assertEquals(
        "r2000",
        read(GOOD.replace(good, reader.formatted("rodinbell-m500", url)))
            .devices()
            .get(1)
            .profile()
            .protocol());
    assertEquals(
        Duration.ofSeconds(2),
        read(GOOD.replace(good, reader.formatted("magicrf-m100", "tcp://10.0.0.8:4001")))
            .devices()
            .get(1)
            .timeout());
    String misspelt =
        mistakes(
                GOOD.replace(
                    good, reader.formatted("thingmagic-m6e", "serial:/dev/ttyUSB9?regoin=eu")))
            .getFirst();
    assertTrue(misspelt.contains("did you mean 'region'?"), misspelt);
    String unknown =
        mistakes(
                GOOD.replace(
                    good, reader.formatted("thingmagic-m6e", "serial:/dev/ttyUSB9?address=1")))
            .getFirst();
    assertTrue(unknown.contains("no option 'address'"), unknown);
  }
}
