package io.coldshelf.edge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.config.GatewayTemplate;
import io.coldshelf.profile.Schemas;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    PrintWriter toOut = new PrintWriter(out, true);
    PrintWriter toErr = new PrintWriter(err, true);
    return new CommandLine(new ConfigCommand(toOut, toErr, Map.of("SECRET", "geheim")))
        .addSubcommand(new ProfilesCommand(toOut, toErr))
        .setOut(toOut)
        .setErr(toErr)
        .execute(arguments);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void aNewFileIsGood() {
    String file = folder.resolve("gateway.yaml").toString();
    assertEquals(0, run("init", file));
    assertEquals(0, run("check", file));
    assertTrue(
        out.toString()
            .endsWith(
                ": good. Gateway store-0001-gw1 with devices: 1, shelves: 0, compartments: 1."
                    + System.lineSeparator()),
        out::toString);
    assertEquals("", err.toString());
  }

  @Test
  void anExistingFileIsLeftAlone() throws IOException {
    String file = file("gateway.yaml", "mine");
    assertEquals(2, run("init", file));
    assertEquals("mine", Files.readString(Path.of(file)));
    assertEquals(
        file + ":1: the file is there already; name another, or remove it first",
        err.toString().strip());
  }

  @Test
  void withoutAFileTheTemplateIsPrinted() {
    assertEquals(0, run("init"));
    assertEquals(GatewayTemplate.text(), out.toString());
  }

  @Test
  void aWrongFileIsSaidOneLineAMistake() throws IOException {
    String file =
        file("gateway.yaml", GatewayTemplate.text().replace("xy-md02", "xy-md20") + "more: 1\n");
    assertEquals(2, run("check", file));
    assertEquals(2, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().lines().allMatch(line -> line.startsWith(file + ":")));
    assertEquals("", out.toString());
  }

  @Test
  void scriptsGetOneObjectAMistake() throws IOException {
    String file = file("gateway.yaml", GatewayTemplate.text() + "more: 1\n");
    assertEquals(2, run("check", "--json", file));
    assertTrue(
        out.toString().startsWith("{\"level\":\"error\",\"file\":\"" + file + "\",\"line\":"),
        out::toString);
    assertEquals("", err.toString());
  }

  @Test
  void secretsAreLookedForUnlessToldOtherwise() throws IOException {
    String uplink = "uplink: {mqtt: \"mqtts://b\", username: u, password: \"${env:%s}\"}\n";
    String there = file("a.yaml", GatewayTemplate.text() + uplink.formatted("SECRET"));
    String absent = file("b.yaml", GatewayTemplate.text() + uplink.formatted("ABSENT"));
    assertEquals(0, run("check", there));
    assertEquals(2, run("check", absent));
    assertEquals(0, run("check", "--without-secrets", "--json", absent));
    assertTrue(err.toString().contains("ABSENT is not set"));
  }

  @Test
  void schemasArePrinted() {
    assertEquals(0, run("schema"));
    assertEquals(Schemas.GATEWAY.text(), out.toString());
    assertEquals(2, run("schema", "evnt"));
    assertEquals("there is no schema 'evnt'; did you mean 'event'?", err.toString().strip());
  }

  @Test
  void wrongUsageIsTwo() {
    assertEquals(2, run());
    assertEquals(2, run("check"));
    assertEquals(2, run("chekc"));
  }

  @Test
  void everyVerbHasHelpWithAnExample() {
    for (String verb : new String[] {"check", "init", "schema"}) {
      assertEquals(0, run(verb, "--help"));
    }
    assertEquals(3, out.toString().split("Examples:", -1).length - 1);
  }

  @Test
  void theCatalogueIsListedAndShown() {
    assertEquals(0, run("profiles", "list"));
    assertTrue(out.toString().contains("xy-md02"));
    assertEquals(0, run("profiles", "show", "xy-md02"));
    assertTrue(
        out.toString()
            .contains("temperature [Cel] -40.0 to 85.0, input 1 (0x1) int16 x 0.1: Temperature"),
        out::toString);
    assertEquals(0, run("profiles", "show", "ad-fg-k"));
    assertTrue(
        out.toString().contains("  line: baud=2400&data=7&parity=even&stop=1\n")
            && out.toString().contains("  wiring:\n    RS-232C,"),
        out::toString);
    assertEquals(0, run("profiles", "show", "--json", "ad-ad-4406a"));
    assertTrue(out.toString().contains("\"line\":\"ask=RW\","), out::toString);
    assertEquals(0, run("profiles", "show", "--json", "llrp"));
    assertTrue(out.toString().contains("\"protocol\":\"llrp\""));
    assertEquals(2, run("profiles", "show", "xy-md2"));
    assertEquals("there is no profile 'xy-md2'; did you mean 'xy-md02'?", err.toString().strip());
  }

  @Test
  void classesAreListed() {
    assertEquals(0, run("profiles", "classes", "--json"));
    assertTrue(out.toString().contains("{\"class\":\"chilled-milk\""));
  }

  @Test
  void aProfileIsChecked() throws IOException {
    String good =
        """
        profile: a
        title: A
        protocol: mt-sics
        source: s
        points: {weight: {title: W, unit: kg}}
        """;
    assertEquals(0, run("profiles", "check", file("good.yaml", good)));
    assertTrue(out.toString().contains("good.yaml: good."));
    String wrong = file("wrong.yaml", good.replace("unit: kg", "unit: kgs"));
    assertEquals(2, run("profiles", "check", wrong));
    assertEquals(
        wrong + ":5: there is no unit 'kgs' for 'unit' in points.weight; did you mean 'kg'?",
        err.toString().strip());
  }
}
