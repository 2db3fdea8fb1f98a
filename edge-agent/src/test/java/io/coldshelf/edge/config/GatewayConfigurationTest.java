package io.coldshelf.edge.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.config.Shelf.Antenna;
import io.coldshelf.edge.config.Uplink.Acknowledge;
import io.coldshelf.edge.config.Uplink.Broker;
import io.coldshelf.edge.config.Uplink.Cut;
import io.coldshelf.edge.config.Uplink.Encoding;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Severity;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.ProductClass.Air;
import io.coldshelf.profile.ProductClass.Limit;
import io.coldshelf.profile.ProductClass.Side;
import io.coldshelf.profile.ProductClasses;
import io.coldshelf.profile.Schemas;
import io.coldshelf.testing.JsonSchemas;
import io.coldshelf.testing.Mutations;
import io.coldshelf.yaml.ConfigurationException;
import io.coldshelf.yaml.Mistake;
import io.coldshelf.yaml.Secret;
import io.coldshelf.yaml.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayConfigurationTest {

  /** The example of the contract. */
  static final String GOOD =
      """
      gateway: store-0042-gw1
      site: {id: store-0042, name: Tianhe 42, gln: "6901234000016", timezone: Asia/Shanghai}
      devices:
        case-probe:   {profile: xy-md02, connect: "modbus-rtu:/dev/ttyUSB0?baud=9600&unit=1", every: 10s}
        shelf-reader: {profile: llrp,    connect: "llrp://10.0.0.20:5084"}
        milk-scale:   {profile: mt-sics, connect: "serial:/dev/ttyUSB1?baud=9600", every: 1s}
      shelves:
        milk-bay-1:
          product: {gtin: "06901234567892", name: Whole milk 1 L, itemWeight: 1.03 kg}
          capacity: 24
          lowAt: 6
          rfid: [shelf-reader/1]          # reader/antenna
          weight: [milk-scale/weight]
      compartments:
        dairy-case:
          class: chilled-milk             # a product class, or limits written out
          probes: [case-probe/temperature]
          door: dairy-door/open
      uplink: {mqtt: "mqtts://bridge.example:8883"}
      """;

  private static final Secrets SECRETS = Secrets.of(Map.of("TOKEN", "geheim"));

  static GatewayConfiguration read(String text) {
    return read(text, SECRETS);
  }

  static GatewayConfiguration read(String text, Secrets secrets) {
    return GatewayConfiguration.parse(
        "gateway.yaml", text, DeviceProfiles.builtIn(), ProductClasses.builtIn(), secrets);
  }

  static String changed(String change) {
    int arrow = change.indexOf("->");
    String from = change.substring(0, arrow);
    assertTrue(GOOD.contains(from), from);
    return GOOD.replace(from, change.substring(arrow + 2));
  }

  static List<String> mistakes(String text) {
    return mistakes(text, SECRETS);
  }

  static List<String> mistakes(String text, Secrets secrets) {
    return assertThrows(ConfigurationException.class, () -> read(text, secrets)).mistakes().stream()
        .map(Mistake::toString)
        .toList();
  }

  @Test
  void theContractsExampleIsRead() {
    GatewayConfiguration read = read(GOOD);
    assertEquals("store-0042-gw1", read.gateway());
    assertEquals(
        new Site(
            "store-0042", "Tianhe 42", Optional.of("6901234000016"), ZoneId.of("Asia/Shanghai")),
        read.site());
    assertEquals(
        List.of("case-probe", "shelf-reader", "milk-scale"),
        read.devices().stream().map(DeviceEntry::name).toList());
    assertEquals("xy-md02", read.devices().getFirst().profile().name());
    assertEquals(
        List.of(
            new Shelf(
                "milk-bay-1",
                new ShelfProduct("06901234567892", "Whole milk 1 L", OptionalDouble.of(1.03)),
                24,
                6,
                List.of(new Antenna("shelf-reader", 1)),
                List.of(new PointId("milk-scale", "weight")))),
        read.shelves());
    Compartment compartment = read.compartments().getFirst();
    assertEquals("chilled-milk", compartment.productClass().name());
    assertEquals(List.of(new PointId("case-probe", "temperature")), compartment.probes());
    assertEquals(Optional.of(new PointId("dairy-door", "open")), compartment.door());
  }

  @Test
  void whatIsNotWrittenHasADefault() {
    GatewayConfiguration read = read(changed(", every: 1s}->}").replace("}, every: 10s", "}"));
    assertEquals(Duration.ofSeconds(10), read.devices().get(0).every());
    assertEquals(Duration.ofSeconds(1), read.devices().get(0).timeout());
    assertEquals(Duration.ofSeconds(5), read.devices().get(1).timeout());
    assertEquals(Duration.ofSeconds(1), read.devices().get(2).every());
    Uplink uplink = read.uplink().orElseThrow();
    assertEquals(new Broker("bridge.example", 8883, true), uplink.broker());
    assertEquals("ssl://bridge.example:8883", uplink.broker().uri());
    assertEquals(Acknowledge.BRIDGE, uplink.acknowledge());
    assertEquals(Encoding.COLUMNS, uplink.encoding());
    assertEquals(new Cut(Duration.ofMinutes(5), 1000), uplink.readings());
    assertEquals(Uplink.Limit.NONE, uplink.limit());
    assertEquals(
        new JournalSettings(1_000_000_000L, Duration.ofDays(30), Duration.ofSeconds(5)),
        read.journal());
    assertTrue(read.local().listen().getAddress().isLoopbackAddress());
    assertEquals(8081, read.local().listen().getPort());
    assertEquals(Path.of("/var/lib/coldshelf"), read.local().data());
  }

  @Test
  void aDoorWithoutADeviceIsAWarning() {
    assertEquals(
        List.of(
            "gateway.yaml:18: there is no device 'dairy-door' for 'door' in"
                + " compartments.dairy-case; add it to 'devices', or remove 'door': openings are"
                + " then told by the temperature alone"),
        read(GOOD).warnings().stream().map(Mistake::toString).toList());
    assertEquals(List.of(), read(changed("    door: dairy-door/open\n->")).warnings());
  }

  @Test
  void limitsCanBeWrittenOut() {
    Compartment compartment =
        read(changed("class: chilled-milk->class: {limits: [{above: 6 °C, for: 10s}]}"))
            .compartments()
            .getFirst();
    assertEquals(new Air(), compartment.productClass().basis());
    assertEquals(
        List.of(
            new Limit(
                Side.ABOVE, 6, false, Duration.ofSeconds(10), Optional.empty(), Severity.CRITICAL)),
        compartment.productClass().limits());
  }

  @Test
  void aShortGtinIsFilledUpToFourteenDigits() {
    assertEquals(
        "06901234567892",
        read(changed("\"06901234567892\"->\"6901234567892\""))
            .shelves()
            .getFirst()
            .product()
            .gtin());
  }

  @Test
  void secretsAreFoundAndNotShown() {
    GatewayConfiguration read =
        read(GOOD + "local: {listen: \"0.0.0.0:8081\", token: \"${env:TOKEN}\"}\n");
    assertEquals(Optional.of("geheim"), read.local().token().map(Secret::reveal));
    assertFalse(read.toString().contains("geheim"));
  }

  @Test
  void allMistakesAreSaidInOneGo() {
    String wrong =
        changed("capacity: 24->capasity: 24")
            .replace("profile: xy-md02", "profile: xy-md20")
            .replace("class: chilled-milk", "class: chiled-milk")
            .replace("Asia/Shanghai", "Asia/Shangai");
    assertEquals(
        List.of(
            "gateway.yaml:2: there is no time zone 'Asia/Shangai'; did you mean 'Asia/Shanghai'?",
            "gateway.yaml:4: there is no profile 'xy-md20' for 'profile' in devices.case-probe;"
                + " did you mean 'xy-md02'?",
            "gateway.yaml:8: 'capacity' is missing in shelves.milk-bay-1; add 'capacity: …'",
            "gateway.yaml:10: unknown key 'capasity' in shelves.milk-bay-1;"
                + " did you mean 'capacity'?",
            "gateway.yaml:16: there is no product class 'chiled-milk' for 'class' in"
                + " compartments.dairy-case; did you mean 'chilled-milk'?"),
        mistakes(wrong));
  }

  /** What makes no sense is said on its line, with a way to mend it, and only once. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      quoteCharacter = '`',
      value = {
        "\"06901234567892\"->\"06901234567893\" | 9 | check digit of 06901234567893 should be 2",
        "6901234000016->6901234000017 | 2 | check digit of 6901234000017 should be 6",
        "lowAt: 6->lowAt: 25 | 11 | more than its capacity of 24",
        "shelf-reader/1->shelf-raeder/1 | 12 | did you mean 'shelf-reader'?",
        "shelf-reader/1->milk-scale/1 | 12 | is no reader of tags",
        "shelf-reader/1->shelf-reader/0 | 12 | no antenna of a reader",
        "[shelf-reader/1]->[shelf-reader/1, shelf-reader/1] | 12 | already watches 'milk-bay-1'",
        "milk-scale/weight->milk-scale/wieght | 13 | did you mean 'weight'?",
        "milk-scale/weight->case-probe/temperature | 13 | is in 'Cel'",
        ", itemWeight: 1.03 kg-> | 13 | weight of an item",
        "case-probe/temperature->case-probe/temprature | 17 | did you mean 'temperature'?",
        "case-probe/temperature->case-probe/humidity | 17 | is in '%RH', not in 'Cel'",
        "case-probe/temperature->temperature | 17 | not of the form device/point",
        "dairy-door/open->case-probe/open | 18 | has no point 'open'",
        "milk-bay-1:->case-probe: | 8 | has the name of a device",
        "dairy-case:->milk-bay-1: | 15 | has the name of a shelf",
        "modbus-rtu:/dev->serial:/dev | 4 | use modbus-tcp or modbus-rtu",
        "modbus-rtu:/dev/ttyUSB0?baud=9600&unit=1->modbus-tcp://?unit=1 | 4 | names no host",
        "serial:/dev->serial://dev | 6 | names no serial port",
        "&unit=1->&unti=1 | 4 | did you mean 'unit'?",
        "&unit=1->&unit=one | 4 | is no number",
        "&unit=1->&unit=300 | 4 | unit 300",
        "llrp://10.0.0.20:5084->llrp://10.0.0.20:99999 | 5 | is no port",
        "llrp://10.0.0.20:5084\"->llrp://10.0.0.20\", every: 1s | 5 | speaks by itself",
        "ttyUSB1->ttyUSB0 | 6 | differently",
        "mqtts://->http:// | 19 | neither mqtt nor mqtts",
        "mqtts://->mqtts://user:word@ | 19 | more than a host",
      })
  void whatMakesNoSenseIsSaidOnItsLine(String change, int line, String part) {
    List<String> mistakes = mistakes(changed(change));
    assertEquals(1, mistakes.size(), mistakes::toString);
    assertTrue(mistakes.getFirst().startsWith("gateway.yaml:" + line + ": "), mistakes::toString);
    assertTrue(mistakes.getFirst().contains(part), mistakes::toString);
  }

  @Test
  void twoDevicesOnOneAddressAreAMistake() {
    String line =
        "  second: {profile: xy-md02, connect: \"modbus-rtu:/dev/ttyUSB0?baud=9600&unit=%s\"}\n";
    assertEquals(
        List.of(
            "gateway.yaml:7: 'second' and 'case-probe' have the same address,"
                + " unit 1 on /dev/ttyUSB0; give each its own, on the device and here"),
        mistakes(GOOD.replace("shelves:\n", line.formatted("1") + "shelves:\n")));
    assertEquals(
        4, read(GOOD.replace("shelves:\n", line.formatted("2") + "shelves:\n")).devices().size());
  }

  /** A converter on the network puts RTU frames onto its own serial port. */
  @Test
  void modbusRtuIsAlsoSpokenThroughAConverter() {
    GatewayConfiguration read =
        read(
            changed(
                "modbus-rtu:/dev/ttyUSB0?baud=9600&unit=1->modbus-rtu://10.0.0.9:4001?unit=247"));
    assertEquals("10.0.0.9", read.devices().getFirst().connection().host());
  }

  @Test
  void settingsThatAreLeftOutAreEqualToTheirDefaults() {
    String line = "  second: {profile: xy-md02, connect: \"modbus-rtu:/dev/ttyUSB0?unit=2%s\"}\n";
    read(GOOD.replace("shelves:\n", line.formatted("&parity=none") + "shelves:\n"));
    String other = GOOD.replace("shelves:\n", line.formatted("&parity=even") + "shelves:\n");
    assertEquals(
        List.of(
            "gateway.yaml:7: 'second' and 'case-probe' set /dev/ttyUSB0 differently; one port has"
                + " one protocol, baud rate and parity: write the same for both"),
        mistakes(other));
  }

  @Test
  void twoShelvesOnOneScaleAreAMistake() {
    String second =
        """
          milk-bay-2:
            product: {gtin: "96385074", itemWeight: 500 g}
            capacity: 8
            rfid: [shelf-reader/1]
            weight: [milk-scale/weight]
        compartments:
        """;
    assertEquals(
        List.of(
            "gateway.yaml:18: 'milk-scale/weight' already watches 'milk-bay-1';"
                + " remove it from one of the two"),
        mistakes(GOOD.replace("compartments:\n", second)));
  }

  @Test
  void anOpenPageWithoutATokenIsAMistake() {
    List<String> mistakes = mistakes(GOOD + "local: {listen: \"0.0.0.0:8081\"}\n");
    assertEquals(1, mistakes.size());
    assertTrue(mistakes.getFirst().contains("without a token"), mistakes::toString);
    read(GOOD + "local: {listen: \"[::1]:0\"}\n");
    read(GOOD + "local: {listen: \"localhost:80\"}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local: {listen: \"8081\"}",
        "local: {listen: \"example.com:80\"}",
        "local: {listen: \"127.0.0.1:65536\"}",
        "local: {listen: \":80\"}"
      })
  void aPageCannotListenJustAnywhere(String local) {
    assertEquals(1, mistakes(GOOD + local + "\n").size());
  }

  @Test
  void withoutTlsTheOtherPortIsTaken() {
    assertEquals(
        Optional.of(new Broker("b", 1883, false)),
        read(changed("mqtts://bridge.example:8883->mqtt://b")).uplink().map(Uplink::broker));
  }

  @Test
  void aPasswordInTheClearIsAWarning() {
    String wrong =
        changed(
            "uplink: {mqtt: \"mqtts://bridge.example:8883\"->"
                + "uplink: {mqtt: \"mqtt://b\", username: u, password: \"${env:TOKEN}\"");
    assertEquals(2, read(wrong).warnings().size());
  }

  /** What is wrong in form is found by the loader and by the schema alike. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gateway: store-0042-gw1\n->",
        "gateway: store-0042-gw1->gateway: store/gw1",
        "gateway: store-0042-gw1->gateway: store+gw1",
        "gateway: store-0042-gw1->gateway: 42",
        "gateway: store->gatway: store",
        "site: {id: store-0042, ->site: {",
        "gln: \"6901234000016\"->gln: 6901234000016",
        "devices:\n->deviices:\n",
        "  case-probe: ->  case/probe: ",
        "{profile: xy-md02, ->{",
        "profile: xy-md02,->profile: 7,",
        "every: 10s->every: 10",
        "every: 10s->evry: 10s",
        "connect: \"llrp://10.0.0.20:5084\"->connect: 5084",
        "    product: {gtin: \"06901234567892\", name: Whole milk 1 L, itemWeight: 1.03 kg}\n->",
        "gtin: \"06901234567892\"->gtin: \"0690\"",
        "itemWeight: 1.03 kg->itemWeight: 1.03",
        "capacity: 24->capacity: many",
        "capacity: 24->capacity: 0",
        "lowAt: 6->lowAt: -1",
        "rfid: [shelf-reader/1]->rfid: shelf-reader/1",
        "probes: [case-probe/temperature]->probes: []",
        "class: chilled-milk->class: 7",
        "class: chilled-milk->class: {limits: [{above: 6}]}",
        "class: chilled-milk->class: {limit: [{above: 6 °C}]}",
        "uplink: {mqtt: ->uplink: {mqt: ",
        "8883\"}->8883\", acknowledge: nobody}",
        "8883\"}->8883\", username: u, password: hunter2}",
        "8883\"}->8883\", password: \"${env:TOKEN}\"}",
        "8883\"}->8883\", cert: c.pem}",
        "8883\"}->8883\", readings: {age: 10}}",
      })
  void loaderAndSchemaRefuseTheSame(String change) {
    String wrong = changed(change);
    assertThrows(ConfigurationException.class, () -> read(wrong), change);
    assertFalse(JsonSchemas.objectionsToYaml(Schemas.GATEWAY.text(), wrong).isEmpty(), change);
  }

  @Test
  void theContractsExampleKeepsToTheSchema() {
    assertEquals(List.of(), JsonSchemas.objectionsToYaml(Schemas.GATEWAY.text(), GOOD));
  }

  @Test
  void theTemplateLoadsAndKeepsToTheSchema() {
    assertEquals("store-0001-gw1", read(GatewayTemplate.text()).gateway());
    assertEquals(
        List.of(), JsonSchemas.objectionsToYaml(Schemas.GATEWAY.text(), GatewayTemplate.text()));
  }

  @Test
  void theTemplatesCommentedLinesLoadToo() {
    String all =
        GatewayTemplate.text()
            .replaceAll("(?m)^# (\\w+:|  )", "$1")
            .replaceAll("(?m)^(  )# ((shelf-reader|milk-scale): )", "$1$2")
            .replace("${file:/etc/coldshelf/secrets/mqtt}", "${env:TOKEN}");
    GatewayConfiguration read = read(all);
    assertEquals(3, read.devices().size());
    assertEquals(1, read.shelves().size());
    assertTrue(read.uplink().isPresent());
  }

  @Test
  void aFileCanBringItsOwnProfilesAndClasses(@TempDir Path folder) throws IOException {
    Path profiles = Files.createDirectory(folder.resolve("own-profiles"));
    Files.writeString(
        profiles.resolve("own.yaml"),
        """
        profile: own
        title: Own
        protocol: modbus
        source: own
        points:
          air: {title: Air, unit: Cel, register: {table: input, address: 1, type: int16}}
        """);
    Files.writeString(
        folder.resolve("classes.yaml"),
        """
        classes:
          own-class: {title: Own, limits: [{above: 9 °C}], source: own, version: "1"}
        """);
    Path file =
        Files.writeString(
            folder.resolve("gateway.yaml"),
            """
            gateway: g
            site: {id: s}
            profiles: own-profiles
            classes: classes.yaml
            devices:
              a: {profile: own, connect: "modbus-tcp://127.0.0.1"}
            compartments:
              c: {class: own-class, probes: [a/air]}
            """);
    GatewayConfiguration read =
        GatewayConfiguration.read(
            file, DeviceProfiles.builtIn(), ProductClasses.builtIn(), Secrets.of(Map.of()));
    assertEquals("own", read.devices().getFirst().profile().name());
    assertEquals("own-class", read.compartments().getFirst().productClass().name());
  }

  /** A spoilt file is refused with its mistakes, or happens to be a good one; nothing else. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aSpoiltFileIsRefusedWithMistakesOnly(long seed) {
    RandomGenerator random = new Random(seed);
    DeviceProfiles profiles = DeviceProfiles.builtIn();
    ProductClasses classes = ProductClasses.builtIn();
    Secrets secrets = Secrets.of(Map.of("TOKEN", "geheim"));
    String good =
        changed("class: chilled-milk->class: {limits: [{above: 6 °C, for: 10s}, {below: 0 °C}]}")
            + "local: {listen: \"0.0.0.0:8081\", token: \"${env:TOKEN}\"}\ndata: data\n";
    int refused = 0;
    for (int round = 0; round < 3_000; round++) {
      String spoilt = Mutations.of(good, random);
      try {
        GatewayConfiguration.parse("gateway.yaml", spoilt, profiles, classes, secrets);
      } catch (ConfigurationException e) {
        refused++;
        assertFalse(e.mistakes().isEmpty());
        assertFalse(String.valueOf(e.getMessage()).contains("geheim"));
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + ", round " + round + ":\n" + spoilt, e);
      }
    }
    assertTrue(refused > 1_000, "only " + refused + " refused");
  }
}
