package io.coldshelf.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.scale.ScaleDriver;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.Protocol;
import io.coldshelf.profile.ScaleQuestions;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every scale of the catalogue, read from its counterpart with nothing configured but its place.
 */
@Timeout(60)
class BuiltInScalesTest {

  private static final ScaleModel MODEL =
      new ScaleModel("any", "1", ScaleModel.Unit.KILOGRAM, 3, 15);

  private record Lying(double kilograms, boolean stable) implements Weight {}

  static List<String> scales() {
    return DeviceProfiles.builtIn().byName().values().stream()
        .filter(profile -> dialects(profile).findAny().isPresent() || isSics(profile))
        .map(DeviceProfile::name)
        .toList();
  }

  private static boolean isSics(DeviceProfile profile) {
    return profile.protocol().equals(Protocol.MT_SICS.code());
  }

  /** The counterparts of a profile: asked where it asks, talking where it listens. */
  private static Stream<ScaleDialect> dialects(DeviceProfile profile) {
    Protocol protocol = Protocol.of(profile.protocol()).orElseThrow();
    String usual =
        protocol == Protocol.CAS
            ? ScaleQuestions.NONE
            : ScaleQuestions.of(protocol).stream().findFirst().orElse(ScaleQuestions.NONE);
    String ask = profile.line().options().getOrDefault("ask", usual);
    return Stream.of(ScaleDialect.values())
        .filter(dialect -> DialectRig.protocol(dialect) == protocol)
        .filter(dialect ->
            ask.equals(ScaleQuestions.NONE)
                ? dialect.talks()
                : dialect.knows(ask) || dialect.knows("\u001b" + ask));
  }

  @Test
  void thereAreScalesOfManyMakers() {
    assertTrue(scales().size() >= 30, scales()::toString);
  }

  @ParameterizedTest
  @MethodSource("scales")
  void isReadFromItsCounterpart(String name) throws IOException {
    DeviceProfile profile = DeviceProfiles.builtIn().find(name).orElseThrow();
    if (isSics(profile)) {
      try (MtSicsScale scale = MtSicsScale.tcp(0, MODEL, new Lying(1.234, true), new Random(1))) {
        assertEquals("1.234 good", said(profile, scale.port()));
      }
      return;
    }
    for (ScaleDialect dialect : dialects(profile).toList()) {
      try (DialectScale scale =
          DialectScale.tcp(dialect, MODEL, new Lying(1.234, true), new Random(1))) {
        assertEquals("1.234 good", said(profile, scale.port()), dialect::toString);
      }
    }
  }

  private static String said(DeviceProfile profile, int port) {
    DeviceSetup setup =
        new DeviceSetup(
            "scale",
            profile,
            Connection.parse("tcp://127.0.0.1:" + port),
            Duration.ofSeconds(5),
            InstantSource.system());
    ScaleDriver driver = new ScaleDriver(Protocol.of(profile.protocol()).orElseThrow());
    try (Device.Polled scale = (Device.Polled) driver.open(setup)) {
      return scale.read() instanceof Outcome.Answer answer
              && answer.observations().getFirst() instanceof Reading reading
          ? reading.value() + " " + reading.quality().code()
          : "no answer";
    }
  }
}
