package io.coldshelf.simulator.rehearsal;

import io.coldshelf.edge.cli.Main;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Runs an agent once for the JDK's start-up cache (JEP 514): it connects by TLS, asks devices of
 * each kind, stores, sends, shows its pages and is told to stop; at its end the JVM writes the
 * cache. It holds for the very Java and class path that it was made with.
 */
public final class Rehearsal {

  /** Publications after which the agent has done all that it does for a reading. */
  private static final int ENOUGH = 6;

  /** Until then the agent has also looked whether the system's clock is set. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(8);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration EVERY = Duration.ofMillis(500);
  private static final String PASSWORD = "rehearsal";
  private static final String ALIAS = "broker";

  private final AgentProgram program;
  private final Path folder;

  private Rehearsal(AgentProgram program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /**
   * Makes a cache. Exit code 0: it is there; 1: it is not, and the error stream says why.
   *
   * @param arguments the file to write
   * @throws IOException when there is no temporary directory
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("coldshelf-rehearsal");
    int code = 0;
    try {
      AgentProgram program =
          AgentProgram.ofThisProcess()
              .orElseThrow(() -> new IOException("not started by the launcher"));
      new Rehearsal(program, folder).makeCache(Path.of(arguments[0]));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      System.err.println("rehearsal: " + e.getMessage());
      code = 1;
    } catch (InterruptedException e) {
      code = 1;
    } finally {
      delete(folder);
    }
    System.exit(code);
  }

  private void makeCache(Path cache)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path made = cache.resolveSibling(cache.getFileName() + ".new");
    Files.deleteIfExists(made);
    int port = freePort();
    try (WillingBroker broker = new WillingBroker(tlsSocket());
        Park park = new Park(2, 2, EVERY, InstantSource.system(), 1)) {
      Path config = Files.writeString(folder.resolve("gateway.yaml"), yaml(broker, park, port));
      // The second start finds a journal with the state of all detectors, as almost every start
      // does.
      perform(List.of(), Duration.ZERO, config, broker, port);
      perform(List.of("-XX:AOTCacheOutput=" + made), LONG_ENOUGH, config, broker, port);
    }
    if (!Files.exists(made)) {
      throw new IOException("the JVM has written no cache: " + log());
    }
    try (FileChannel file = FileChannel.open(made, StandardOpenOption.WRITE)) {
      file.force(true);
    }
    Files.move(made, cache, StandardCopyOption.REPLACE_EXISTING);
  }

  private void perform(
      List<String> options, Duration length, Path config, WillingBroker broker, int port)
      throws IOException, InterruptedException {
    List<String> command = program.java(Optional.empty(), options);
    int enough = broker.published() + ENOUGH;
    command.addAll(
        List.of(
            Main.class.getName(),
            "agent",
            "--config",
            config.toString(),
            "--data",
            folder.resolve("data").toString()));
    Process agent =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      long began = System.nanoTime();
      long end = began + PATIENCE.toNanos();
      while (broker.published() < enough || System.nanoTime() - began < length.toNanos()) {
        if (!agent.isAlive() || System.nanoTime() - end > 0) {
          throw new IOException("the agent did not come to send: " + log());
        }
        Thread.sleep(LOOK);
      }
      for (String page : List.of("/metrics", "/status", "/healthz", "/readyz")) {
        look(port, page);
      }
      agent.destroy();
      if (!agent.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("the agent did not end: " + log());
      }
    } finally {
      agent.destroyForcibly();
    }
  }

  private static void look(int port, String page) throws IOException {
    try (InputStream in = URI.create("http://127.0.0.1:" + port + page).toURL().openStream()) {
      in.readAllBytes();
    }
  }

  private String log() throws IOException {
    Path log = folder.resolve("log");
    return Files.exists(log) ? Files.readString(log) : "it has said nothing";
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private String yaml(WillingBroker broker, Park park, int port) {
    return """
    gateway: rehearsal
    site: {id: rehearsal, timezone: UTC}
    %suplink: {mqtt: "mqtts://127.0.0.1:%d", ca: ca.pem, acknowledge: broker, encoding: columns, readings: {age: 300ms}}
    local: {listen: "127.0.0.1:%d"}
    """
        .formatted(park.yaml(), broker.port(), port);
  }

  /** With a certificate of this hour that {@code ca.pem} vouches for. */
  private ServerSocket tlsSocket()
      throws IOException, GeneralSecurityException, InterruptedException {
    Path file = folder.resolve("broker.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    if (!keytool.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) || keytool.exitValue() != 0) {
      keytool.destroyForcibly();
      throw new IOException("keytool has made no certificate: " + log());
    }
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    Files.writeString(
        folder.resolve("ca.pem"),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(store.getCertificate(ALIAS).getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 8, InetAddress.getLoopbackAddress());
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
