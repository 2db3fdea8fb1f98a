package io.coldshelf.driver.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.gnss.Dialect.Heard;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpsdTest {

  private static final String TPV =
      "{\"class\":\"TPV\",\"device\":\"/dev/ttyS0\",\"mode\":3,\"time\":\"2026-01-01T00:00:00.000Z\","
          + "\"lat\":52.5163,\"lon\":13.3777,\"altMSL\":34.5,\"alt\":34.5,\"track\":87.5,\"speed\":20.1}";

  private final Gpsd gpsd = new Gpsd();

  private Map<String, OptionalDouble> values(String line) {
    return assertInstanceOf(Heard.Values.class, gpsd.heard(line), line).values();
  }

  @Test
  void aFixIsReadWhole() {
    assertEquals(
        Map.of(
            Points.FIX, OptionalDouble.of(1),
            Points.LAT, OptionalDouble.of(52.5163),
            Points.LON, OptionalDouble.of(13.3777),
            Points.SPEED, OptionalDouble.of(20.1),
            Points.COURSE, OptionalDouble.of(87.5),
            Points.ALTITUDE, OptionalDouble.of(34.5)),
        values(TPV));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void withoutAFixThereIsNoPositionWhateverElseIsWritten(int mode) {
    Map<String, OptionalDouble> said = values(TPV.replace("\"mode\":3", "\"mode\":" + mode));
    assertEquals(OptionalDouble.empty(), said.get(Points.LAT));
    assertEquals(OptionalDouble.empty(), said.get(Points.SPEED));
    assertEquals(OptionalDouble.of(0), said.get(Points.FIX));
  }

  @Test
  void aFixInTheFlatHasNoAltitude() {
    assertEquals(
        false, values(TPV.replace("\"mode\":3", "\"mode\":2")).containsKey(Points.ALTITUDE));
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "3, 4", "4, 5", "5, 6", "6, 6", "9, 1"})
  void theKindOfFixIsCountedAsInNmea(int status, double quality) {
    assertEquals(
        OptionalDouble.of(quality),
        values(TPV.replace("\"mode\":3", "\"mode\":3,\"status\":" + status)).get(Points.FIX));
  }

  @Test
  void satellitesStandInTheSky() {
    assertEquals(
        Map.of(Points.SATELLITES, OptionalDouble.of(8)),
        values("{\"class\":\"SKY\",\"hdop\":1.1,\"uSat\":8}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"class\":\"DEVICES\",\"devices\":[]}",
        "{\"class\":\"DEVICE\",\"path\":\"/dev/ttyUSB0\",\"activated\":0}"
      })
  void aReceiverThatIsGoneIsSaid(String line) {
    Fault fault = assertInstanceOf(Heard.Lost.class, gpsd.heard(line)).fault();
    assertEquals(Fault.Kind.UNREACHABLE, fault.kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"class\":7}",
        "{\"class\":\"TPV\"}",
        "{\"class\":\"TPV\",\"mode\":\"3\"}",
        "$GPRMC,1*00"
      })
  void whatCannotBeUnderstoodIsNoise(String line) {
    assertInstanceOf(Heard.Noise.class, gpsd.heard(line));
  }

  @Test
  void everyTruncationIsNoise() {
    for (int length = 0; length < TPV.length(); length++) {
      assertInstanceOf(Heard.Noise.class, gpsd.heard(TPV.substring(0, length)), "at " + length);
    }
  }
}
