package io.coldshelf.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.profile.PointProfile.Range;
import io.coldshelf.testing.JsonSchemas;
import io.coldshelf.testing.Mutations;
import io.coldshelf.yaml.ConfigurationException;
import io.coldshelf.yaml.Mistake;
import io.coldshelf.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceProfilesTest {

  private static final String GOOD =
      """
      profile: probe
      title: A probe
      protocol: modbus
      source: its manual
      points:
        temperature:
          title: Temperature
          unit: Cel
          valid: [-40, 60]
          register: {table: holding, address: 2575, type: int16, scale: 0.1, offset: -2, error: -32768}
        door:
          title: Door
          register: {table: input, address: 7, type: uint16}
      """;

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aProfileIsReadWithItsDefaults() throws IOException {
    DeviceProfile profile = DeviceProfiles.read(file("probe.yaml", GOOD));
    assertEquals(
        new DeviceProfile(
            "probe",
            "A probe",
            "modbus",
            "its manual",
            List.of(
                new PointProfile(
                    "temperature",
                    "Temperature",
                    "Cel",
                    new Range(-40, 60),
                    Optional.of(
                        new ModbusRegister(
                            ModbusRegister.Table.HOLDING,
                            2575,
                            ModbusRegister.Format.of(ModbusRegister.Type.INT16),
                            new ModbusRegister.Scaling(0.1, -2, List.of()),
                            List.of(-32768L),
                            Map.of(),
                            Optional.empty()))),
                new PointProfile(
                    "door",
                    "Door",
                    "",
                    Range.ANY,
                    Optional.of(
                        new ModbusRegister(
                            ModbusRegister.Table.INPUT, 7, ModbusRegister.Type.UINT16, 1))))),
        profile);
  }

  @Test
  void theBuiltInCatalogueHoldsTheFirstThreeModels() {
    DeviceProfiles profiles = DeviceProfiles.builtIn();
    assertTrue(profiles.byName().keySet().containsAll(Set.of("llrp", "mt-sics", "xy-md02")));
    DeviceProfile probe = profiles.find("xy-md02").orElseThrow();
    assertEquals(
        Optional.of("input 1 (0x1) int16 x 0.1"),
        probe.point("temperature").flatMap(PointProfile::source).map(PointSource::described));
    assertEquals(
        "kg", profiles.find("mt-sics").flatMap(p -> p.point("weight")).orElseThrow().unit());
    assertEquals(Optional.empty(), profiles.find("xy-md20"));
  }

  static Set<String> builtIn() {
    return DeviceProfiles.builtIn().byName().keySet();
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void theBuiltInProfilesAreReadUnderTheirOwnName(String name) {
    assertEquals(name, DeviceProfiles.builtIn().find(name).orElseThrow().name());
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void theBuiltInProfilesKeepToTheSchema(String name) {
    String text = Resources.text("profiles/" + name + ".yaml");
    assertEquals(List.of(), JsonSchemas.objectionsToYaml(Schemas.DEVICE_PROFILE.text(), text));
    assertEquals(name, DeviceProfiles.builtIn().find(name).orElseThrow().name());
  }

  @Test
  void aDirectoryAddsModelsAndReplacesThoseOfTheSameName() throws IOException {
    file("a.yaml", GOOD);
    file("b.yaml", GOOD.replace("profile: probe", "profile: xy-md02"));
    file("notes.txt", "not a profile");
    DeviceProfiles profiles = DeviceProfiles.builtIn().with(folder);
    assertEquals("A probe", profiles.find("probe").orElseThrow().title());
    assertEquals("A probe", profiles.find("xy-md02").orElseThrow().title());
    assertTrue(profiles.find("llrp").isPresent());
  }

  @Test
  void theMistakesOfAllFilesAreSaidInOneGo() throws IOException {
    file("a.yaml", GOOD.replace("title: A probe", "titel: A probe"));
    file("b.yaml", GOOD.replace("Cel", "Celsius"));
    file("c.yaml", GOOD);
    file("d.yaml", GOOD);
    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> DeviceProfiles.builtIn().with(folder));
    assertEquals(4, refused.mistakes().size(), refused::getMessage);
    assertTrue(refused.mistakes().get(3).what().contains("also in"));
  }

  @Test
  void aDirectoryThatIsNotThereIsAMistake() {
    assertThrows(
        ConfigurationException.class,
        () -> DeviceProfiles.builtIn().with(folder.resolve("absent")));
  }

  /** What is wrong in form is found by the loader and by the schema alike. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "profile: probe->",
        "profile: probe->profile: pro/be",
        "protocol: modbus->protocol: modbuss",
        "protocol: modbus->protocol: mt-sics",
        "protocol: modbus->protocol: llrp",
        "title: A probe->title: 7",
        "title: A probe->titel: A probe",
        "[-40, 60]->[-40]",
        "[-40, 60]->low",
        "address: 7->address: 65536",
        "address: 7->adress: 7",
        "address: 7, ->",
        "type: uint16->type: uint17",
        "table: input->table: inputs",
        "scale: 0.1->scale: 0",
        "scale: 0.1->scale: tenth",
        "error: -32768->error: high",
        "  door:->  do or:",
      })
  void loaderAndSchemaRefuseTheSame(String change) {
    ProfileChange.assertLoaderAndSchemaRefuse(
        GOOD, change, text -> DeviceProfiles.read(file("wrong.yaml", text)));
  }

  /** What no schema can say is found by the loader alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "unit: Cel->unit: C°",
        "[-40, 60]->[60, -40]",
        "error: -32768->error: 32768",
        "type: uint16}->type: float32, error: 7}",
        "address: 7, type: uint16->address: 65535, type: uint32"
      })
  void theLoaderAlsoFindsWhatMakesNoSense(String change) throws IOException {
    String wrong = ProfileChange.changed(GOOD, change);
    ConfigurationException refused =
        assertThrows(
            ConfigurationException.class, () -> DeviceProfiles.read(file("wrong.yaml", wrong)));
    assertEquals(1, refused.mistakes().size(), refused::getMessage);
  }

  @Test
  void aScaleHasTheOnePointThatItsDriverReads() throws IOException {
    String scale =
        """
        profile: scale
        title: A scale
        protocol: mt-sics
        source: its manual
        points: {weight: {title: Weight, unit: kg, valid: [-1, 15]}}
        """;
    assertEquals("scale", DeviceProfiles.read(file("scale.yaml", scale)).name());
    Path wrong = file("wrong.yaml", scale.replace("weight:", "mass:"));
    assertThrows(ConfigurationException.class, () -> DeviceProfiles.read(wrong));
  }

  private static final String TALKING_SCALE =
      """
      profile: scale
      title: A scale
      protocol: ad
      source: its manual
      line: {baud: 2400, data: 7, parity: even, stop: 2}
      ask: RW
      wiring: [straight cable]
      points: {weight: {title: Weight, unit: kg}}
      """;

  @Test
  void aProfileSaysHowItsLineIsSetAsDelivered() throws IOException {
    DeviceProfile scale = DeviceProfiles.read(file("scale.yaml", TALKING_SCALE));
    assertEquals("baud=2400&data=7&parity=even&stop=2&ask=RW", scale.line().described());
    assertEquals(List.of("straight cable"), scale.facts().wiring());
    assertEquals(LineDefaults.NONE, DeviceProfiles.read(file("probe.yaml", GOOD)).line());
  }

  @Test
  void whatIsWrittenBehindAConnectionWins() {
    Connection written = Connection.parse("serial:/dev/ttyUSB0?baud=9600");
    Connection whole =
        written.withDefaults(new LineDefaults(Map.of("baud", "2400", "data", "7")).options());
    assertEquals(Map.of("baud", "9600", "data", "7"), whole.options());
    assertEquals(written.url(), whole.url());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baud: 2400->baud: 299",
        "baud: 2400->baud: fast",
        "baud: 2400->bauds: 2400",
        "data: 7->data: 9",
        "parity: even->parity: mark",
        "stop: 2->stop: 3",
        "ask: RW->ask: T",
        "ask: RW->ask: 7",
        "wiring: [straight cable]->wiring: [[7]]",
      })
  void aLineThatCannotBeIsRefusedByLoaderAndSchema(String change) throws IOException {
    String wrong = ProfileChange.changed(TALKING_SCALE, change);
    assertThrows(
        ConfigurationException.class, () -> DeviceProfiles.read(file("wrong.yaml", wrong)));
    assertFalse(
        JsonSchemas.objectionsToYaml(Schemas.DEVICE_PROFILE.text(), wrong).isEmpty(), wrong);
    assertEquals(
        List.of(), JsonSchemas.objectionsToYaml(Schemas.DEVICE_PROFILE.text(), TALKING_SCALE));
  }

  @Test
  void aQuestionOfAnotherDialectIsRefused() throws IOException {
    Path wrong = file("wrong.yaml", TALKING_SCALE.replace("ask: RW", "ask: READ"));
    assertEquals("scale", DeviceProfiles.read(wrong).name());
    Path other = file("other.yaml", TALKING_SCALE.replace("ask: RW", "ask: IP"));
    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> DeviceProfiles.read(other));
    assertEquals("'IP' is no command that reads a weight", refused.mistakes().getFirst().what());
  }

  @ParameterizedTest
  @ValueSource(strings = {"line: {baud: 9600}", "ask: none"})
  void aReaderOfTagsHasNoSerialLine(String key) throws IOException {
    String reader = "profile: r\ntitle: R\nprotocol: llrp\nsource: s\n" + key + "\n";
    assertThrows(ConfigurationException.class, () -> DeviceProfiles.read(file("r.yaml", reader)));
    assertFalse(
        JsonSchemas.objectionsToYaml(Schemas.DEVICE_PROFILE.text(), reader).isEmpty(), reader);
  }

  @ParameterizedTest
  @EnumSource(names = {"LLRP", "MODBUS", "TOLEDO"})
  void whatIsNoScaleOrOnlyTalksHasNoQuestion(Protocol protocol) {
    assertEquals(List.of(), ScaleQuestions.of(protocol));
  }

  @Test
  void aWrongUnitIsAnsweredWithTheNearestOne() throws IOException {
    Path file = file("probe.yaml", GOOD.replace("unit: Cel", "unit: Ce"));
    ConfigurationException refused =
        assertThrows(ConfigurationException.class, () -> DeviceProfiles.read(file));
    Mistake mistake = refused.mistakes().getFirst();
    assertEquals(8, mistake.line());
    assertEquals("there is no unit 'Ce' for 'unit' in points.temperature", mistake.what());
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
        DeviceProfileReader.read(
            YamlDocument.parse("probe.yaml", spoilt), DeviceProfileReader.Bases.NONE);
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
