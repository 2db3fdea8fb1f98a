package io.coldshelf.simulator.bench.footprint;

import java.io.File;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A mosquitto that speaks TLS, with a certificate made by openssl for this run. */
final class TlsBroker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(20);

  /** Where mosquitto is, besides the path: Debian keeps it out of a user's. */
  private static final List<String> PLACES = List.of("/usr/sbin", "/usr/local/sbin");

  private final Path folder;
  private final int port;
  private final Process process;

  /** Starts it. An {@link IOException} says what is not installed. */
  TlsBroker(Path folder) throws IOException, InterruptedException {
    this.folder = folder.toAbsolutePath();
    Path mosquitto = find("mosquitto");
    certify(find("openssl"));
    port = freePort();
    Path config =
        Files.write(
            this.folder.resolve("mosquitto.conf"),
            List.of(
                "listener " + port + " 127.0.0.1",
                "certfile " + authority(),
                "keyfile " + this.folder.resolve("broker.key"),
                "allow_anonymous true",
                "persistence false",
                "user " + System.getProperty("user.name")));
    process = start(List.of(mosquitto.toString(), "-c", config.toString()));
    awaitListening();
  }

  private static Path find(String program) throws IOException {
    return Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)),
            PLACES.stream())
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new IOException(
                "this measurement needs " + program + ": sudo apt-get install mosquitto openssl"));
  }

  /** One certificate that vouches for itself: broker and authority in one. */
  private void certify(Path openssl) throws IOException, InterruptedException {
    Process making =
        start(
            List.of(
                openssl.toString(),
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=127.0.0.1",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                folder.resolve("broker.key").toString(),
                "-out",
                authority().toString()));
    if (!making.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) || making.exitValue() != 0) {
      making.destroyForcibly();
      throw new IOException("openssl has made no certificate: " + said());
    }
  }

  private Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("broker.log").toFile())
        .start();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("broker.log"));
  }

  private void awaitListening() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isListening()) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        process.destroyForcibly();
        throw new IOException("mosquitto does not listen: " + said());
      }
      Thread.sleep(LOOK);
    }
  }

  private boolean isListening() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  /** Whom to trust, in PEM. */
  Path authority() {
    return folder.resolve("broker.pem");
  }

  @Override
  public void close() {
    process.destroy();
  }
}
