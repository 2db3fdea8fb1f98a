package io.coldshelf.driver.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.profile.Connection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialLineTest {

  private static Fault opening(Path path) {
    try (Line line = Lines.real().line(Connection.parse("serial:" + path), 1)) {
      return assertThrows(LineException.class, () -> line.open(Duration.ofSeconds(1))).fault();
    }
  }

  @Test
  void aPortThatIsNotThereIsSaid(@TempDir Path folder) {
    Fault fault = opening(folder.resolve("ttyUSB9"));

    assertEquals(Fault.Kind.UNREACHABLE, fault.kind());
    assertTrue(fault.reason().startsWith("there is no serial port "), fault.reason());
  }

  @Test
  void aFileThatIsNoPortIsSaid(@TempDir Path folder) throws Exception {
    Fault fault = opening(Files.createFile(folder.resolve("file")));

    assertEquals(Fault.Kind.UNREACHABLE, fault.kind());
  }

  @Test
  void aClosedLineIsNotRead(@TempDir Path folder) {
    try (Line line = Lines.real().line(Connection.parse("serial:" + folder.resolve("x")), 1)) {
      assertThrows(LineException.class, () -> line.write(new byte[1]));
    }
  }

  @Test
  void aCharacterHasStartCheckAndStopBits() {
    SerialSettings settings =
        SerialSettings.of(Connection.parse("serial:/x?baud=1000&data=7&parity=odd&stop=2"));

    assertEquals(Duration.ofMillis(11), settings.time(1));
    assertEquals("1000 7O2", settings.toString());
  }
}
