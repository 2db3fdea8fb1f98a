package io.coldshelf.system;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A real broker on a free port, without a disk; it can be killed and started again. */
final class Mosquitto implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(10);

  private final Path binary = binary();
  private final Path configuration;
  private final int port;
  private Process process;

  Mosquitto(Path folder) throws IOException {
    port = freePort();
    configuration =
        Files.write(
            folder.resolve("mosquitto.conf"),
            List.of(
                "listener " + port + " 127.0.0.1",
                "allow_anonymous true",
                "persistence false",
                "max_queued_messages 0",
                "user " + System.getProperty("user.name")));
    process = launch();
  }

  /** Where it is not installed the test is skipped with a word; on the project's CI it fails. */
  private static Path binary() {
    List<Path> found =
        Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/opt/homebrew/sbin")
            .map(folder -> Path.of(folder, "mosquitto"))
            .filter(Files::isExecutable)
            .toList();
    if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
      fail("mosquitto is not installed");
    }
    return found.isEmpty() ? abort("mosquitto is not installed") : found.getFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    Process started =
        new ProcessBuilder(binary.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Await.until(START, "mosquitto listens", this::isListening, started::info);
    return started;
  }

  private boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      return fail(e);
    }
  }

  String url() {
    return "mqtt://127.0.0.1:" + port;
  }

  /** As a power cut would: what it holds in memory is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void startAgain() throws IOException {
    process = launch();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
