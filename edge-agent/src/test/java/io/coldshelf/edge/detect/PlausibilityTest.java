package io.coldshelf.edge.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.PointProfile;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlausibilityTest {

  private static final PointId POINT = new PointId("probe", "temperature");

  private static Quality judged(String unit, boolean cold, double value) {
    PointProfile.Range range = new PointProfile.Range(-200, 10_000);
    PointProfile profile =
        new PointProfile("temperature", "Temperature", unit, range, Optional.empty());
    return new Plausibility(profile, cold).judge(Reading.good(POINT, 0, value)).quality();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-127, 3276.7, 6553.5, 999.9, 327.67, 9999})
  void aCodeIsNoTemperature(double code) {
    assertEquals(Quality.BAD_SENSOR_FAILURE, judged("Cel", false, code));
    assertEquals(Quality.GOOD, judged("%RH", false, code), "of another quantity it may be one");
  }

  @Test
  void theValueAtPowerOnIsNoneWhereThingsAreKeptCold() {
    assertEquals(Quality.BAD_SENSOR_FAILURE, judged("Cel", true, 85));
    assertEquals(Quality.GOOD, judged("Cel", false, 85));
    assertEquals(Quality.GOOD, judged("Cel", true, 84.9375));
  }

  @Test
  void whatTheDeviceCannotMeasureIsNoValue() {
    assertEquals(Quality.BAD_OUT_OF_RANGE, judged("Cel", false, -201));
  }

  @Test
  void aReadingThatIsBadAlreadyStaysWhatItIs() {
    PointProfile profile =
        new PointProfile("t", "T", "Cel", PointProfile.Range.ANY, Optional.empty());
    Reading bad = Reading.missing(POINT, 7, Quality.BAD_ENCODING);
    assertEquals(bad, new Plausibility(profile, true).judge(bad));
  }
}
