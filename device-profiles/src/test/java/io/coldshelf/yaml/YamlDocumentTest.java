package io.coldshelf.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlDocumentTest {

  private static YamlDocument document(String text) {
    return YamlDocument.parse("gateway.yaml", text);
  }

  private static List<String> mistakes(YamlDocument document) {
    return document.mistakes().stream().map(Mistake::toString).toList();
  }

  @Test
  void anUnknownKeyIsSaidWithItsLineAndTheNearestKnownOne() {
    YamlDocument document = document("shelves:\n  milk-bay-1:\n    lowAt: 6\n    capasity: 24\n");
    YamlMapping shelf =
        document.root().required("shelves").mapping().required("milk-bay-1").mapping();
    assertEquals(6, shelf.required("lowAt").integer(0, 100));
    assertFalse(shelf.optional("capacity").isUsable());
    assertEquals(
        List.of(
            "gateway.yaml:4: unknown key 'capasity' in shelves.milk-bay-1;"
                + " did you mean 'capacity'?"),
        mistakes(document));
  }

  @Test
  void everyMistakeIsFoundInOneGoInTheOrderOfTheFile() {
    YamlDocument document = document("b: x\na: 7\nd: {e: 1}\n");
    YamlMapping root = document.root();
    root.required("a").text();
    root.required("b").integer(1, 3);
    root.required("c").text();
    root.required("d").list();
    assertEquals(
        List.of(
            "gateway.yaml:1: 'b' must be a whole number from 1 to 3, not x;"
                + " write a whole number from 1 to 3",
            "gateway.yaml:1: 'c' is missing; add 'c: …'",
            "gateway.yaml:2: 'a' must be a text, not 7; put it in quotes",
            "gateway.yaml:3: 'd' must be a list; write [one, two] or one '- value' a line"),
        mistakes(document));
  }

  @Test
  void anEscapeThatIsCutIsSaidWithItsLine() {
    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> document("a: 1\nb: \"C:\\u"));
    String said = refused.mistakes().getFirst().toString();
    assertTrue(said.startsWith("gateway.yaml:2: this is not YAML: an escape"), said);
  }

  @Test
  void aValueComplainsOnce() {
    YamlDocument document = document("a: x\n");
    YamlValue value = document.root().required("a");
    value.mistake("first", "mend");
    value.mistake("second", "mend");
    value.integer(0, 1);
    assertEquals(List.of("gateway.yaml:1: first; mend"), mistakes(document));
  }

  @Test
  void aMissingMappingSaysNothingOfWhatItShouldHold() {
    YamlDocument document = document("a: 1\n");
    document.root().optional("a").integer(0, 1);
    YamlMapping site = document.root().required("site").mapping();
    site.required("id").text();
    assertEquals(List.of("gateway.yaml:1: 'site' is missing; add 'site: …'"), mistakes(document));
  }

  @Test
  void aDuplicateKeyIsAMistakeOfItsSecondLine() {
    YamlDocument document = document("a: 1\na: 2\n");
    assertEquals(1, document.root().required("a").integer(0, 9));
    assertEquals(
        List.of("gateway.yaml:2: 'a' stands twice; remove one of the two"), mistakes(document));
  }

  @Test
  void aKeyWithoutAValueIsAMistake() {
    YamlDocument document = document("site:\n");
    document.root().optional("site").mapping();
    assertEquals(
        List.of("gateway.yaml:1: 'site' has no value; give it one or remove the key"),
        mistakes(document));
  }

  @Test
  void quantitiesAreReadInTheirUnits() {
    YamlDocument document =
        document("every: 500ms\nweight: 250 g\nlimit: 41 °F\non: true\nx: 1e-3");
    YamlMapping root = document.root();
    assertEquals(
        Duration.ofMillis(500), root.required("every").duration(Duration.ZERO, Duration.ofDays(1)));
    assertEquals(0.25, root.required("weight").kilograms());
    assertEquals(5.0, root.required("limit").celsius());
    assertTrue(root.required("on").truth());
    assertEquals(0.001, root.required("x").number(0, 1));
    document.check();
  }

  @Test
  void aTimeOutOfRangeSaysTheRange() {
    YamlDocument document = document("every: 2d\n");
    Duration low = Duration.ofMillis(100);
    assertEquals(low, document.root().required("every").duration(low, Duration.ofHours(1)));
    assertEquals(
        List.of(
            "gateway.yaml:1: 'every' is 2d, not a time from 100ms to 60m;"
                + " write a time from 100ms to 60m"),
        mistakes(document));
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearestOrWithAll() {
    YamlDocument document = document("a: xy-md20\nb: zzz\n");
    Map<String, Integer> known = Map.of("xy-md02", 1);
    assertEquals(Optional.empty(), document.root().required("a").named("profile", known));
    assertEquals(Optional.empty(), document.root().required("b").named("profile", known));
    assertEquals(
        List.of(
            "gateway.yaml:1: there is no profile 'xy-md20' for 'a'; did you mean 'xy-md02'?",
            "gateway.yaml:2: there is no profile 'zzz' for 'b'; known are xy-md02"),
        mistakes(document));
  }

  @Test
  void aSecretIsFoundWhereItIsNamedAndNeverPrinted(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "geheim\n");
    YamlDocument document = document("a: ${file:" + file + "}\nb: ${env:B}\nc: ${env:C}\n");
    Secrets secrets = Secrets.of(Map.of("B", "auch geheim"));
    Secret a = document.root().required("a").secret(secrets).orElseThrow();
    assertEquals("geheim", a.reveal());
    assertEquals("***", a.toString());
    assertEquals(
        "auch geheim",
        document.root().required("b").secret(secrets).map(Secret::reveal).orElseThrow());
    assertEquals(Optional.empty(), document.root().required("c").secret(secrets));
    assertEquals(
        List.of("gateway.yaml:3: 'c': the environment variable C is not set; put the secret there"),
        mistakes(document));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hunter2", "20202020", "[hunter2]", "{hunter2: 1}", "${hunter2}"})
  void aSecretThatIsWrittenOutIsRefusedWithoutRepeatingIt(String value) {
    YamlDocument document = document("password: " + value + "\n");
    document.root().required("password").secret(Secrets.notNeeded());
    assertEquals(
        List.of(
            "gateway.yaml:1: 'password' holds the secret itself;"
                + " put it into a file and write ${file:/path}, or ${env:NAME}"),
        mistakes(document));
  }

  @Test
  void aSecretWhereNoneIsTakenIsAMistake() {
    YamlDocument document = document("name: ${env:HOME}\n");
    document.root().required("name").text();
    assertEquals(
        List.of("gateway.yaml:1: 'name' takes no secret; write the value itself"),
        mistakes(document));
  }

  @Test
  void entriesKeepTheOrderOfTheFile() {
    YamlDocument document = document("b: 1\na: 2\n");
    assertEquals(
        List.of("b", "a"),
        document.root().entries().stream().map(entry -> entry.name().text()).toList());
    document.check();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "- a\n",
        "word",
        "a: [1\n",
        "a: b: c\n",
        "\ta: 1",
        "a: 1\n---\nb: 2\n",
        "a: &x [1]\nb: *x\n",
        "a: &x [*x]\n",
        "? {b: 1}\n: 2\n",
        "a: *nowhere\n",
        "\u0000"
      })
  void whatIsNoTreeOfOurKindIsRefusedWithALine(String text) {
    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> document(text).check());
    assertEquals(1, refused.mistakes().size(), refused::getMessage);
    assertTrue(refused.mistakes().getFirst().line() >= 1, refused::getMessage);
  }

  @Test
  void depthIsBounded() {
    assertThrows(ConfigurationException.class, () -> document("a: " + "[".repeat(100_000)).check());
    assertThrows(
        ConfigurationException.class,
        () ->
            document(
                "a: " + "[".repeat(YamlDocument.MAX_DEPTH) + "]".repeat(YamlDocument.MAX_DEPTH)));
  }

  @Test
  void lengthIsBounded() {
    String text = "a: " + "x".repeat(YamlDocument.MAX_CHARACTERS);
    assertThrows(ConfigurationException.class, () -> document(text));
  }

  @Test
  void theNumberOfMistakesIsBounded() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      text.append('k').append(i).append(": 1\n");
    }
    assertEquals(Mistakes.MAX_MISTAKES, mistakes(document(text.toString())).size());
  }

  @Test
  void aFileThatCannotBeReadIsAMistakeOfItsFirstLine(@TempDir Path folder) throws IOException {
    Path latin =
        Files.write(folder.resolve("latin"), "a: 6 °C".getBytes(StandardCharsets.ISO_8859_1));
    for (Path path : List.of(folder.resolve("absent"), folder, latin)) {
      ConfigurationException refused =
          assertThrows(ConfigurationException.class, () -> YamlDocument.read(path));
      assertEquals(1, refused.mistakes().getFirst().line());
      assertEquals(path.toString(), refused.mistakes().getFirst().file());
    }
  }

  @Test
  void aByteOrderMarkIsPassedOver(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("marked"), "\uFEFFa: 1\n");
    assertEquals(1, YamlDocument.read(file).root().required("a").integer(0, 1));
  }
}
