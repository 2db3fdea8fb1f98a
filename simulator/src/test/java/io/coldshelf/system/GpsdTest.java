package io.coldshelf.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.gnss.GpsdDriver;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.testing.Vectors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real gpsd, which gpsfake feeds with a recording of a receiver. */
@Timeout(120)
class GpsdTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;

  /** Where it is not installed the test is skipped with a word; on the project's CI it fails. */
  private static Path gpsfake() {
    Path found = Path.of("/usr/bin/gpsfake");
    if (Files.isExecutable(found)) {
      return found;
    }
    return "true".equals(System.getenv("CI"))
        ? fail("gpsfake is not installed")
        : abort("gpsfake is not installed");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process gpsd(int port) throws IOException {
    return new ProcessBuilder(
            gpsfake().toString(),
            "-c",
            "0.05",
            "-P",
            Integer.toString(port),
            Vectors.oracle("nmea/ublox-lea-4s.log").toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  @Test
  @SuppressWarnings("try") // closing is how a listener is told to end
  void whatAReceiverSaysArrivesThroughGpsd() throws Exception {
    int port = freePort();
    Process gpsd = gpsd(port);
    Map<String, Observation> heard = new ConcurrentHashMap<>();
    try (Device.Listening device =
        new GpsdDriver()
            .open(
                new DeviceSetup(
                    "truck",
                    DeviceProfiles.builtIn().find("gpsd").orElseThrow(),
                    Connection.parse("gpsd://127.0.0.1:" + port),
                    Duration.ofSeconds(5),
                    InstantSource.system()))) {
      Thread listener = Thread.ofPlatform().start(() -> listen(device, heard));
      Await.until(
          SOON,
          "position, speed and satellites",
          () -> heard.keySet().containsAll(java.util.Set.of("latitude", "speed", "satellites")),
          () -> heard);
      device.close();
      listener.join();
    } finally {
      gpsd.descendants().forEach(ProcessHandle::destroyForcibly);
      int _ = gpsd.destroyForcibly().waitFor();
    }
    assertEquals(38.4268, value(heard, "latitude"), 1e-4);
    assertEquals(27.1423, value(heard, "longitude"), 1e-4);
    assertEquals(58.1, value(heard, "altitude"), 0.5);
    assertTrue(value(heard, "speed") < 0.2, heard::toString);
    assertEquals(1, value(heard, "fix"));
    assertEquals(7, value(heard, "satellites"));
  }

  private static double value(Map<String, Observation> heard, String point) {
    return heard.get(point) instanceof Reading reading ? reading.value() : Double.NaN;
  }

  private static void listen(Device.Listening device, Map<String, Observation> heard) {
    try {
      while (true) {
        var _ =
            device.listen(observation -> {
              if (observation instanceof Reading reading && reading.quality().isGood()) {
                heard.put(reading.point().point(), reading);
              }
            });
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }
}
