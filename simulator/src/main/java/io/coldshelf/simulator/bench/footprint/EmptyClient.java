package io.coldshelf.simulator.bench.footprint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * What an agent is compared with: the least that a Java program with an MQTT connection by TLS can
 * be. Connects, publishes once, tells how long that took from the start of its process, and waits.
 */
public final class EmptyClient {

  private static final String SAYS = "first puback after ";
  private static final int AT_LEAST_ONCE = 1;

  private EmptyClient() {}

  /**
   * Runs until it is told to stop.
   *
   * @param arguments the broker's URL, and the PEM file with whom to trust
   * @throws IOException when the file cannot be read
   * @throws GeneralSecurityException when it holds no certificate
   * @throws MqttException when there is no connection
   * @throws InterruptedException when asked to stop
   */
  public static void main(String[] arguments)
      throws IOException, GeneralSecurityException, MqttException, InterruptedException {
    MqttAsyncClient client = new MqttAsyncClient(arguments[0], "empty", new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setSocketFactory(trusting(Path.of(arguments[1])).getSocketFactory());
    client.connect(options).waitForCompletion();
    client
        .publish("empty", "{}".getBytes(StandardCharsets.UTF_8), AT_LEAST_ONCE, false)
        .waitForCompletion();
    System.out.println(SAYS + Proc.ageMillis(ProcessHandle.current().pid()) + " ms");
    new CountDownLatch(1).await();
  }

  private static SSLContext trusting(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      store.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** The seconds that a client has told in its output, once it has. */
  static OptionalDouble said(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.startsWith(SAYS) && line.endsWith(" ms"))
        .mapToDouble(line ->
            Long.parseLong(line.substring(SAYS.length(), line.length() - " ms".length())) / 1000.0)
        .findFirst();
  }
}
