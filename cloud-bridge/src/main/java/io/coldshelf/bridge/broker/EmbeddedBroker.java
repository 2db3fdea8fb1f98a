package io.coldshelf.bridge.broker;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/**
 * HiveMQ CE in this process, with nothing on the disk but its configuration: what it forgets in a
 * restart the gateways send again, since only the bridge's acknowledgement counts.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final String CONFIGURATION =
      """
      <?xml version="1.0"?>
      <hivemq>
        <listeners>
          <tcp-listener><port>PORT</port><bind-address>ADDRESS</bind-address></tcp-listener>
        </listeners>
        <mqtt>
          <queued-messages><max-queue-size>10000</max-queue-size></queued-messages>
          <packets><max-packet-size>16777216</max-packet-size></packets>
        </mqtt>
        <persistence><mode>in-memory</mode></persistence>
        <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
      </hivemq>
      """;

  private final EmbeddedHiveMQ broker;
  private final int port;

  private EmbeddedBroker(EmbeddedHiveMQ broker, int port) {
    this.broker = broker;
    this.port = port;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param settings where, and who may come
   * @param folder for its files; made where it is missing
   * @return the running broker
   * @throws IllegalArgumentException when it would listen to the world and let everybody in
   * @throws IllegalStateException when it cannot start
   */
  public static EmbeddedBroker start(BrokerSettings settings, Path folder) {
    InetAddress address = settings.listen().getAddress();
    if (address == null) {
      throw new IllegalArgumentException(
          "mqtt.embedded.listen: no such host " + settings.listen().getHostString());
    }
    if (settings.users().isEmpty() && !address.isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "mqtt.embedded.listen: "
              + address.getHostAddress()
              + " can be reached from elsewhere; name who may connect in mqtt.embedded.users, or"
              + " listen on 127.0.0.1");
    }
    try {
      int port = settings.listen().getPort();
      int chosen = port == 0 ? freePort(address) : checkFree(address, port);
      return new EmbeddedBroker(run(settings, folder, address, chosen), chosen);
    } catch (IOException e) {
      throw new UncheckedIOException("the broker's folder " + folder, e);
    }
  }

  private static EmbeddedHiveMQ run(
      BrokerSettings settings, Path folder, InetAddress address, int port) throws IOException {
    Path configuration = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        configuration.resolve("config.xml"),
        CONFIGURATION
            .replace("PORT", Integer.toString(port))
            .replace("ADDRESS", address.getHostAddress()));
    EmbeddedHiveMQ broker =
        EmbeddedHiveMQ.builder()
            .withConfigurationFolder(configuration)
            .withDataFolder(Files.createDirectories(folder.resolve("data")))
            .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
            .withoutLoggingBootstrap()
            .withEmbeddedExtension(gate(settings))
            .build();
    try {
      Void _ = broker.start().get();
      return broker;
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the broker cannot listen on " + address.getHostAddress() + ":" + port, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the broker was starting", e);
    }
  }

  private static EmbeddedExtension gate(BrokerSettings settings) {
    return EmbeddedExtension.builder()
        .withId("coldshelf-gate")
        .withName("Coldshelf: who may connect")
        .withVersion("1")
        .withAuthor("Coldshelf")
        .withExtensionMain(new Gate(settings.users()))
        .build();
  }

  /** Another process may take it in between; then the start fails and says so. */
  private static int freePort(InetAddress address) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, 0));
      return socket.getLocalPort();
    }
  }

  /** The broker itself only logs that a port is taken, and runs on without. */
  private static int checkFree(InetAddress address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return port;
    } catch (IOException e) {
      throw new IllegalStateException(
          "mqtt.embedded.listen: "
              + address.getHostAddress()
              + ":"
              + port
              + " is taken; stop what listens there or choose another port",
          e);
    }
  }

  /**
   * Where it listens.
   *
   * @return the TCP port
   */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    try {
      Void _ = broker.stop().get();
      broker.close();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker did not stop as it should", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
