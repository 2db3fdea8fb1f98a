package io.coldshelf.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.profile.ModbusRegister.Bits;
import io.coldshelf.profile.ModbusRegister.Order;
import io.coldshelf.profile.ModbusRegister.Table;
import io.coldshelf.testing.JsonSchemas;
import io.coldshelf.testing.Mutations;
import io.coldshelf.yaml.ConfigurationException;
import io.coldshelf.yaml.Mistake;
import io.coldshelf.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a profile may say of a Modbus device, and profiles that extend each other. */
class ModbusProfilesTest {

  private static final String FULL =
      """
      profile: controller
      title: A controller
      protocol: modbus
      source: its manual
      modbus: {most: 15, holes: false, guard: 5ms, timeout: 400ms}
      wiring:
        - A goes to A.
      recognise:
        - {table: holding, address: 2010, type: uint16, value: 4401}
        - {table: input, address: 3, type: int16, scale: 0.1, between: [-50, 50]}
      points:
        temperature:
          title: Temperature
          unit: Cel
          valid: [-40, 60]
          accuracy: 0.3
          register: {table: holding, address: 295, type: int16, scale: 0.1, error: [-32768, 32767]}
        energy:
          title: Energy
          unit: J
          register: {table: input, address: 7, type: uint64, order: CDAB}
        defrost:
          title: Defrost
          register: {table: holding, address: 32886, bit: 5}
        mode:
          title: Mode
          register: {table: holding, address: 20, type: uint16, bits: [4, 7], states: {0: off, 1: cooling}}
        door:
          title: Door
          register: {table: discrete, address: 43}
        weight:
          title: Weight
          unit: kg
          register:
            table: input
            address: 2
            type: uint32
            scale: 0.001
            factors: [{address: 4, bit: 0, values: {0: 1, 1: -1}}]
        setpoint:
          title: Set point
          unit: Cel
          register: {table: holding, address: 99, type: int16, scale: 0.1, writable: {min: -30, max: 10, step: 0.1}}
      """;

  private static final String CHILD =
      """
      profile: smaller
      title: A smaller one
      extends: controller
      modbus: {shift: 1000}
      remove: [weight, energy]
      points:
        temperature:
          valid: [-20, 20]
        light:
          title: Light
          register: {table: coil, address: 3}
      """;

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private DeviceProfile full() throws IOException {
    return DeviceProfiles.read(file("controller.yaml", FULL));
  }

  private static ModbusRegister register(DeviceProfile profile, String point) {
    return profile
        .point(point)
        .flatMap(PointProfile::source)
        .map(ModbusRegister.class::cast)
        .orElseThrow();
  }

  @Test
  void allThatCanBeSaidIsRead() throws IOException {
    DeviceProfile profile = full();
    assertEquals(
        new ModbusManner(15, false, Duration.ofMillis(5), Optional.of(Duration.ofMillis(400))),
        profile.facts().modbus());
    assertEquals(List.of("A goes to A."), profile.facts().wiring());
    assertEquals(
        List.of(
            "holding 2010 (0x7DA) uint16 is 4401.0",
            "input 3 (0x3) int16 x 0.1 is within -50.0 to 50.0"),
        profile.facts().recognise().stream().map(DeviceFacts.Sign::described).toList());
    assertEquals(OptionalDouble.of(0.3), profile.point("temperature").orElseThrow().accuracy());
    assertEquals(List.of(-32_768L, 32_767L), register(profile, "temperature").errors());
    assertEquals(Order.CDAB, register(profile, "energy").format().order());
    assertEquals(
        new ModbusRegister.Format(
            ModbusRegister.Type.UINT16, Order.ABCD, Optional.of(new Bits(5, 5))),
        register(profile, "defrost").format());
    assertEquals(Map.of(0L, "off", 1L, "cooling"), register(profile, "mode").states());
    assertEquals(Table.DISCRETE, register(profile, "door").table());
    assertEquals(5, register(profile, "weight").end());
    assertEquals(
        Optional.of(new ModbusRegister.Writable(-30, 10, 0.1)),
        register(profile, "setpoint").writable());
  }

  @Test
  void theSchemaAllowsAllOfIt() {
    String schema = Schemas.DEVICE_PROFILE.text();
    assertEquals(List.of(), JsonSchemas.objectionsToYaml(schema, FULL));
    assertEquals(List.of(), JsonSchemas.objectionsToYaml(schema, CHILD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "most: 15->most: 0",
        "most: 15->most: 126",
        "most: 15->shift: 10",
        "holes: false->holes: maybe",
        "guard: 5ms->guard: 5",
        "value: 4401}->value: many}",
        ", value: 4401}->}",
        "type: uint64->type: uint65",
        "order: CDAB->order: CADB",
        "bit: 5->bit: 32",
        "bits: [4, 7]->bits: [4]",
        "{0: off, 1: cooling}->{off: 0}",
        "{0: 1, 1: -1}->{0: plus}",
        "step: 0.1->step: 0",
        "min: -30, ->",
        "accuracy: 0.3->accuracy: -0.3",
        "[-32768, 32767]->[low]",
        "  - A goes to A.->  - 7",
        "{table: discrete, address: 43}->{table: holding, address: 43}",
      })
  void loaderAndSchemaRefuseTheSame(String change) {
    ProfileChange.assertLoaderAndSchemaRefuse(
        FULL, change, text -> DeviceProfiles.read(file("wrong.yaml", text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bits: [4, 7]->bits: [7, 4]",
        "bits: [4, 7]->bits: [4, 16]",
        "{table: discrete, address: 43}->{table: discrete, address: 43, bit: 1}",
        "{table: discrete, address: 43}->{table: discrete, address: 43, type: uint16}",
        "{table: discrete, address: 43}->{table: discrete, address: 43, order: CDAB}",
        "type: int16, scale: 0.1, error: [-32768->type: int16, order: CDAB, error: [-32768",
        "{table: holding, address: 99, type: int16->{table: input, address: 99, type: int16",
        "min: -30->min: 30",
        "{address: 4, bit: 0->{address: 400, bit: 0",
        "error: [-32768, 32767]->error: [32768]",
        "address: 7, type: uint64->address: 65533, type: uint64",
      })
  void theLoaderAlsoFindsWhatMakesNoSense(String change) throws IOException {
    String wrong = ProfileChange.changed(FULL, change);
    ConfigurationException refused =
        assertThrows(
            ConfigurationException.class, () -> DeviceProfiles.read(file("wrong.yaml", wrong)));
    assertEquals(1, refused.mistakes().size(), refused::getMessage);
    Mistake mistake = refused.mistakes().getFirst();
    assertTrue(mistake.line() > 4 && !mistake.fix().isEmpty(), mistake::toString);
  }

  @Test
  void aModelTakesWhatItDoesNotSayFromTheOneThatItExtends() throws IOException {
    full();
    file("smaller.yaml", CHILD);
    DeviceProfile child = DeviceProfiles.builtIn().with(folder).find("smaller").orElseThrow();

    assertEquals(
        List.of("temperature", "defrost", "mode", "door", "setpoint", "light"),
        child.points().stream().map(PointProfile::name).toList());
    assertEquals("its manual", child.source());
    assertEquals("modbus", child.protocol());
    assertEquals(new PointProfile.Range(-20, 20), child.point("temperature").orElseThrow().valid());
    assertEquals("Temperature", child.point("temperature").orElseThrow().title());
    assertEquals(1295, register(child, "temperature").address());
    assertEquals(3, register(child, "light").address());
    assertEquals(3010, child.facts().recognise().getFirst().register().address());
    assertEquals(full().facts().modbus(), child.facts().modbus());
  }

  @Test
  void aFileOfTheSameNameMayExtendWhatItTakesThePlaceOf() throws IOException {
    file("xy.yaml", "profile: xy-md02\ntitle: Ours\nextends: xy-md02\nremove: [humidity]\n");
    DeviceProfile ours = DeviceProfiles.builtIn().with(folder).find("xy-md02").orElseThrow();
    assertEquals(1, ours.points().size());
  }

  private List<Mistake> mistakes(String... files) throws IOException {
    for (int i = 0; i < files.length; i++) {
      file(i + ".yaml", files[i]);
    }
    return assertThrows(ConfigurationException.class, () -> DeviceProfiles.builtIn().with(folder))
        .mistakes();
  }

  @Test
  void aCircleIsRefusedWithItsLine() throws IOException {
    String a = "profile: a\ntitle: A\nextends: b\n";
    String b = "profile: b\ntitle: B\nextends: a\n";
    List<Mistake> mistakes = mistakes(a, b);
    assertEquals(2, mistakes.size(), mistakes::toString);
    assertTrue(
        mistakes.stream()
            .anyMatch(
                mistake -> mistake.line() == 3 && mistake.what().contains("a extends b extends a")),
        mistakes::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "extends: xy-md02\\n->extends: xy-md2\\n",
        "remove: [humidity]->remove: [humidty]",
        "title: T\\n->title: T\\nprotocol: llrp\\n",
        "title: T\\n->title: T\\nmodbus: {shift: -2}\\n",
      })
  void aWrongExtensionIsOneMistakeWithALineAndAFix(String change) throws IOException {
    String good = "profile: own\ntitle: T\nextends: xy-md02\nremove: [humidity]\n";
    String[] parts = change.replace("\\n", "\n").split("->", 2);
    List<Mistake> mistakes = mistakes(good.replace(parts[0], parts[1]));
    assertEquals(1, mistakes.size(), mistakes::toString);
    assertTrue(mistakes.getFirst().line() >= 3, mistakes::toString);
    assertFalse(mistakes.getFirst().fix().isEmpty());
  }

  @Test
  void whatExtendsAWrongFileSaysSo() throws IOException {
    List<Mistake> mistakes =
        mistakes("profile: a\ntitle: A\nextends: b\n", "profile: b\ntitle: B\n");
    assertTrue(
        mistakes.stream().anyMatch(mistake -> mistake.what().contains("mistakes of its own")),
        mistakes::toString);
  }

  /** A spoilt file is refused with its mistakes, or happens to be a good one; nothing else. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aSpoiltFileIsRefusedWithMistakesOnly(long seed) {
    RandomGenerator random = new Random(seed);
    DeviceProfileReader.Bases bases = _ -> DeviceProfiles.builtIn().find("eliwell-idplus");
    for (int round = 0; round < 3_000; round++) {
      String spoilt = Mutations.of(round % 2 == 0 ? FULL : CHILD, random);
      try {
        DeviceProfileReader.read(YamlDocument.parse("controller.yaml", spoilt), bases);
      } catch (ConfigurationException e) {
        assertFalse(e.mistakes().isEmpty());
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + ", round " + round + ":\n" + spoilt, e);
      }
    }
  }
}
