package io.coldshelf.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Severity;
import io.coldshelf.profile.ProductClass.Air;
import io.coldshelf.profile.ProductClass.Cumulative;
import io.coldshelf.profile.ProductClass.Limit;
import io.coldshelf.profile.ProductClass.MeanKineticLimit;
import io.coldshelf.profile.ProductClass.Product;
import io.coldshelf.profile.ProductClass.Recording;
import io.coldshelf.profile.ProductClass.Side;
import io.coldshelf.testing.JsonSchemas;
import io.coldshelf.testing.Mutations;
import io.coldshelf.yaml.ConfigurationException;
import io.coldshelf.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductClassesTest {

  private static final String GOOD =
      """
      classes:
        own:
          title: Our own
          tau: 45m
          limits:
            - {above: 8 °C, for: 10m}
            - {atOrAbove: 10 °C, sum: 1h, within: 1d}
            - {below: 0 °C, severity: warning}
          meanKinetic: {limit: 7 °C, window: 24h}
          recording: {normal: 2m}
          source: the house
          version: "1"
      """;

  @TempDir private Path folder;

  private ProductClass builtIn(String name) {
    return ProductClasses.builtIn().find(name).orElseThrow();
  }

  private ProductClasses read(String text) throws IOException {
    return ProductClasses.builtIn().with(Files.writeString(folder.resolve("own.yaml"), text));
  }

  @Test
  void chilledMilkIsAboutTheMilk() {
    ProductClass milk = builtIn("chilled-milk");
    assertEquals(new Product(Duration.ofMinutes(80)), milk.basis());
    assertEquals(
        List.of(
            new Limit(Side.ABOVE, 6, false, Duration.ZERO, Optional.empty(), Severity.CRITICAL),
            new Limit(Side.BELOW, 2, false, Duration.ZERO, Optional.empty(), Severity.WARNING)),
        milk.limits());
    assertEquals(
        new Recording(Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofMinutes(15)),
        milk.recording());
  }

  @Test
  void theVaccineFridgesLowLimitIsWrongItselfAndTheHighOneIsNot() {
    ProductClass fridge = builtIn("who-vaccine-fridge");
    assertEquals(new Air(), fridge.basis());
    Limit high = fridge.limits().get(0);
    Limit low = fridge.limits().get(1);
    assertFalse(high.isBrokenBy(8.0));
    assertTrue(high.isBrokenBy(8.1));
    assertEquals(Duration.ofHours(10), high.grace());
    assertTrue(low.isBrokenBy(-0.5));
    assertFalse(low.isBrokenBy(-0.4));
    assertEquals(Duration.ofMinutes(60), low.grace());
  }

  @Test
  void colderThanColdIsUnderstoodInFahrenheit() {
    assertEquals(5.0, builtIn("us-tcs").limits().getFirst().celsius());
  }

  @Test
  void meanKineticTemperatureIsRead() {
    assertEquals(
        Optional.of(new MeanKineticLimit(8, Duration.ofHours(24), OptionalDouble.of(15))),
        builtIn("usp-cold").meanKinetic());
  }

  @Test
  void timeInSumIsRead() {
    assertEquals(
        Optional.of(new Cumulative(Duration.ofHours(10), Duration.ofDays(30))),
        builtIn("who-vaccine-shipping-1").limits().get(1).within());
  }

  @ParameterizedTest
  @CsvSource({
    "chilled-milk, 6",
    "cn-chilled, 8",
    "cn-frozen, -18",
    "cn-medicine, 8",
    "cn-medicine-transport, 8",
    "cn-medicine-room, 10",
    "eu-quick-frozen, -18",
    "eu-quick-frozen-transport, -15",
    "eu-quick-frozen-display, -12",
    "eu-meat, 7",
    "eu-poultry, 4",
    "eu-offal, 3",
    "eu-minced-meat, 2",
    "eu-fish, 2",
    "atp-ice-cream, -17",
    "atp-frozen, -15",
    "atp-frozen-other, -9",
    "atp-butter, -7",
    "us-tcs, 5",
    "us-tcs-4h, 5",
    "us-tcs-6h, 5",
    "who-vaccine-fridge, 8",
    "us-vaccine-fridge, 8",
    "us-vaccine-freezer, -15",
    "usp-cold, 15",
    "usp-room, 30",
    "eu-red-cells, 6",
    "eu-red-cells-transport, 10"
  })
  void theWholeTableIsThereWithItsFirstHighLimit(String name, double celsius) {
    Limit first = builtIn(name).limits().getFirst();
    assertEquals(Side.ABOVE, first.side());
    assertEquals(celsius, first.celsius());
    assertFalse(builtIn(name).source().isBlank());
  }

  @ParameterizedTest
  @FieldSource("io.coldshelf.profile.ProductClasses#BUILT_IN")
  void aBuiltInClassKeepsToTheSchema(String name) {
    assertEquals(
        List.of(),
        JsonSchemas.objectionsToYaml(
            Schemas.PRODUCT_CLASSES.text(), Resources.text("classes/" + name + ".yaml")));
    assertEquals(name, builtIn(name).name());
  }

  @Test
  void aFileAddsClasses() throws IOException {
    ProductClasses classes = read(GOOD);
    assertEquals("Our own", classes.find("own").orElseThrow().title());
    assertTrue(classes.find("chilled-milk").isPresent());
    assertEquals(
        new Recording(Duration.ofMinutes(2), Duration.ofMinutes(1), Duration.ofMinutes(6)),
        classes.find("own").orElseThrow().recording());
  }

  /** What is wrong in form is found by the loader and by the schema alike. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "    title: Our own\n->",
        "    source: the house\n->",
        "tau: 45m->tau: 45",
        "tau: 45m->tao: 45m",
        "above: 8 °C, for->for",
        "above: 8 °C->above: 8",
        "above: 8 °C->above: 8 °C, below: 9 °C",
        ", within: 1d->",
        "sum: 1h, ->",
        "sum: 1h->for: 5m, sum: 1h",
        "severity: warning->severity: warn",
        "limit: 7 °C, ->",
        "normal: 2m->normal: two minutes",
        "version: \"1\"->version: 1",
        "  own:->  my own:",
      })
  void loaderAndSchemaRefuseTheSame(String change) {
    String wrong = ProfileChange.changed(GOOD, change);
    ConfigurationException refused = assertThrows(ConfigurationException.class, () -> read(wrong));
    assertEquals(1, refused.mistakes().size(), refused::getMessage);
    assertFalse(
        JsonSchemas.objectionsToYaml(Schemas.PRODUCT_CLASSES.text(), wrong).isEmpty(), wrong);
    assertEquals(List.of(), JsonSchemas.objectionsToYaml(Schemas.PRODUCT_CLASSES.text(), GOOD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"below: 0 °C->below: 9 °C", "sum: 1h->sum: 2d"})
  void theLoaderAlsoFindsWhatMakesNoSense(String change) {
    String wrong = ProfileChange.changed(GOOD, change);
    ConfigurationException refused = assertThrows(ConfigurationException.class, () -> read(wrong));
    assertEquals(1, refused.mistakes().size(), refused::getMessage);
  }

  /** A spoilt file is refused with its mistakes, or happens to be a good one; nothing else. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aSpoiltFileIsRefusedWithMistakesOnly(long seed) {
    RandomGenerator random = new Random(seed);
    int refused = 0;
    for (int round = 0; round < 5_000; round++) {
      String spoilt = Mutations.of(GOOD, random);
      try {
        ProductClasses.classes(YamlDocument.parse("own.yaml", spoilt));
      } catch (ConfigurationException e) {
        refused++;
        assertFalse(e.mistakes().isEmpty());
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + ", round " + round + ":\n" + spoilt, e);
      }
    }
    assertTrue(refused > 2_000, "only " + refused + " refused");
  }
}
