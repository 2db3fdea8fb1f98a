package io.coldshelf.edge.uplink;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A real broker on a free port, that can be killed, frozen and started again. */
final class Mosquitto implements AutoCloseable {

  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/sbin/mosquitto"),
          Path.of("/usr/bin/mosquitto"),
          Path.of("/usr/local/sbin/mosquitto"),
          Path.of("/opt/homebrew/sbin/mosquitto"));

  private final Path config;
  private final int port;
  private @Nullable Process process;

  Mosquitto(Path folder, String... more) throws IOException, InterruptedException {
    port = freePort();
    config = folder.resolve("mosquitto.conf");
    Files.write(
        config,
        Stream.concat(
                Stream.of(
                    "listener " + port + " 127.0.0.1",
                    "allow_anonymous true",
                    "persistence false",
                    "user " + System.getProperty("user.name")),
                Stream.of(more))
            .toList());
    start();
  }

  private static Path binary() {
    Path found = PLACES.stream().filter(Files::isExecutable).findFirst().orElse(null);
    if (found == null && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("mosquitto is not installed");
    }
    Assumptions.assumeTrue(found != null, "mosquitto is not installed");
    return found == null ? PLACES.getFirst() : found;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  void start() throws IOException, InterruptedException {
    Process started =
        new ProcessBuilder(binary().toString(), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process = started;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!isListening()) {
      if (started.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        throw new IOException("mosquitto does not listen on port " + port);
      }
    }
  }

  private boolean isListening() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }

  String url() {
    return "mqtt://127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      running.waitFor(10, TimeUnit.SECONDS);
      process = null;
    }
  }

  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process running = process;
    if (running != null) {
      new ProcessBuilder("kill", "-" + name, Long.toString(running.pid())).start().waitFor();
    }
  }

  @Override
  public void close() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
    }
  }
}
