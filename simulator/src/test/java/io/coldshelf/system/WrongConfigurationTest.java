package io.coldshelf.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A wrong file stops the start, with a line and a way to mend it for each mistake. */
@Timeout(120)
class WrongConfigurationTest {

  private static final String HEAD =
      """
      gateway: gw1
      site: {id: store-1, name: Store 1, timezone: Europe/Berlin}
      """;

  @TempDir private Path folder;

  enum Mistake {
    UNKNOWN_KEY(
        "devices:\n  a: {profile: xy-md02, connect: \"modbus-tcp://127.0.0.1?unit=1\", evry: 1s}\n",
        4,
        "evry"),
    MISSING_PROFILE("devices:\n  a: {connect: \"modbus-tcp://127.0.0.1?unit=1\"}\n", 4, "profile"),
    ONE_ADDRESS_TWICE(
        """
        devices:
          a: {profile: xy-md02, connect: "modbus-rtu:/dev/ttyUSB0?baud=9600&unit=1"}
          b: {profile: xy-md02, connect: "modbus-rtu:/dev/ttyUSB0?baud=9600&unit=1"}
        """,
        5,
        "a"),
    SHELF_WITHOUT_PRODUCT(
        """
        devices:
          a: {profile: llrp, connect: "llrp://127.0.0.1:5084"}
        shelves:
          milk: {capacity: 12, rfid: [a/1]}
        """,
        6,
        "product");

    private final String text;
    private final int line;
    private final String word;

    Mistake(String text, int line, String word) {
      this.text = text;
      this.line = line;
      this.word = word;
    }

    String file() {
      return name() + ".yaml";
    }
  }

  private void write(Mistake mistake) throws Exception {
    Files.writeString(folder.resolve(mistake.file()), HEAD + mistake.text);
  }

  private static void assertRefused(Mistake mistake, Program ended) {
    assertEquals(2, ended.code(), ended::toString);
    assertEquals(1, ended.err().size(), ended::toString);
    String line = ended.err().getFirst();
    assertTrue(line.startsWith(mistake.file() + ":" + mistake.line + ": "), line);
    assertTrue(line.contains(mistake.word) && line.contains("; "), line);
    assertEquals(List.of(), ended.out());
  }

  @ParameterizedTest
  @EnumSource
  void theAgentDoesNotStart(Mistake mistake) throws Exception {
    write(mistake);

    assertRefused(mistake, Program.run(folder, "agent", "--config", mistake.file()));
    assertTrue(Files.notExists(folder.resolve("data")), "no journal for a wrong file");
  }

  @ParameterizedTest
  @EnumSource
  void theCheckSaysTheSame(Mistake mistake) throws Exception {
    write(mistake);

    assertRefused(mistake, Program.run(folder, "config", "check", mistake.file()));
  }

  @Test
  void everyMistakeIsSaidAtOnce() throws Exception {
    String all =
        HEAD
            + """
            devices:
              a: {profile: xy-md02, connect: "modbus-rtu:/dev/ttyUSB0?baud=9600&unit=1", evry: 1s}
              b: {profile: xy-md02, connect: "modbus-rtu:/dev/ttyUSB0?baud=9600&unit=1"}
              c: {connect: "modbus-tcp://127.0.0.1?unit=1"}
              d: {profile: llrp, connect: "llrp://127.0.0.1:5084"}
            shelves:
              milk: {capacity: 12, rfid: [d/1]}
            """;
    Files.writeString(folder.resolve("all.yaml"), all);

    Program ended = Program.run(folder, "agent", "--config", "all.yaml");

    assertEquals(2, ended.code(), ended::toString);
    assertEquals(
        List.of("4", "5", "6", "9"),
        ended.err().stream().map(line -> line.split(":", -1)[1]).sorted().toList(),
        () -> String.join("\n", ended.err()));
    assertEquals(Mistake.values().length, ended.err().size(), Arrays.toString(Mistake.values()));
  }
}
