package io.coldshelf.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.simulator.device.LlrpReader;
import io.coldshelf.simulator.device.ModbusSlave;
import io.coldshelf.simulator.device.ReaderModel;
import io.coldshelf.simulator.device.XyMd02;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway pays for no protocol, library or uplink that its configuration does not name. */
@Timeout(120)
class ConfiguredProtocolsTest {

  private static final String MODBUS = "io.coldshelf.driver.modbus.";
  private static final String LLRP = "io.coldshelf.driver.llrp.";

  @TempDir private Path folder;

  /** Runs an agent until it has taken something, and gives the names of all classes it loaded. */
  private List<String> loadedBy(String device, String until)
      throws IOException, InterruptedException {
    Path config =
        Files.writeString(
            folder.resolve("gateway.yaml"),
            """
            gateway: gw1
            site: {id: store-1, name: Store 1, timezone: UTC}
            devices:
              device: %s
            local: {listen: "127.0.0.1:0"}
            """
                .formatted(device));
    Path classes = folder.resolve("classes");
    Process agent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xlog:disable",
                "-Xlog:class+load:file=" + classes + "::filecount=0",
                "-cp",
                System.getProperty("java.class.path"),
                "io.coldshelf.edge.cli.Main",
                "agent",
                "--config",
                config.toString(),
                "--data",
                folder.resolve("data").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      Await.until(
          Duration.ofSeconds(60),
          until + " is loaded",
          () -> names(classes).contains(until),
          () -> names(folder.resolve("log")));
      agent.destroy();
      assertTrue(agent.waitFor(30, TimeUnit.SECONDS), "it goes on");
    } finally {
      agent.destroyForcibly();
    }
    return names(classes);
  }

  private static List<String> names(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .map(line -> line.substring(line.lastIndexOf(']') + 1).strip())
          .map(line -> line.split(" ", -1)[0])
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static List<String> of(List<String> classes, String... packages) {
    return classes.stream().filter(name -> Stream.of(packages).anyMatch(name::startsWith)).toList();
  }

  @Test
  void modbusOverTcpLoadsNoOtherProtocolNoSerialPortAndNoUplink() throws Exception {
    try (ModbusSlave slave =
        ModbusSlave.tcp(
            0,
            Map.of(1, new XyMd02(1, () -> 4, () -> 60)),
            InstantSource.system(),
            new Random(1),
            _ -> {})) {
      List<String> classes =
          loadedBy(
              "{profile: xy-md02, connect: \"modbus-tcp://127.0.0.1:%d?unit=1\", every: 100ms}"
                  .formatted(slave.port()),
              MODBUS + "Counts");
      assertTrue(of(classes, MODBUS).size() > 5, "the control: Modbus itself is loaded");
      assertEquals(
          List.of(),
          of(
              classes,
              LLRP,
              "io.coldshelf.driver.scale.",
              "com.fazecast.",
              "org.eclipse.californium.",
              "org.eclipse.milo.",
              "org.eclipse.paho.",
              "javax.net.ssl.",
              "picocli.CommandLine$Model"));
    }
  }

  @Test
  void aReaderOfTagsLoadsNoModbus() throws Exception {
    try (LlrpReader reader =
        new LlrpReader(
            0, ReaderModel.PLAIN, (_, _) -> List.of(), InstantSource.system(), new Random(1))) {
      List<String> classes =
          loadedBy(
              "{profile: llrp, connect: \"llrp://127.0.0.1:%d\"}".formatted(reader.port()),
              LLRP + "Status");
      assertTrue(of(classes, LLRP).size() > 5, "the control: LLRP itself is loaded");
      assertEquals(
          List.of(),
          of(
              classes,
              MODBUS,
              "com.digitalpetri.",
              "io.coldshelf.driver.scale.",
              "com.fazecast.",
              "org.eclipse.paho."));
    }
  }
}
