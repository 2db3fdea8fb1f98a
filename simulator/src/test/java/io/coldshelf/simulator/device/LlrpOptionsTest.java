package io.coldshelf.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Access;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.llrp.LlrpDriver;
import io.coldshelf.model.Epc;
import io.coldshelf.model.TagReport;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What may be written behind a reader's connection, and what the reader makes of it. */
@Timeout(60)
class LlrpOptionsTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final ReaderModel QUICK = ReaderModel.PLAIN.withRoundEvery(Duration.ofMillis(10));
  private static final Epc TAG = Epc.parse("30143639F84191AD22901607");

  @TempDir private Path folder;

  /** A tag that all four antennas see. */
  private static LlrpReader reader(ReaderModel model) throws IOException {
    return new LlrpReader(
        0,
        model,
        (_, _) -> List.of(new Field.Seen(TAG, -47)),
        InstantSource.system(),
        new Random(1));
  }

  private static Caller listen(String url, Access access) {
    return Caller.of(
        new LlrpDriver()
            .open(
                new DeviceSetup(
                    "reader",
                    new DeviceProfile("llrp", "A reader", "llrp", "LLRP", List.of()),
                    Connection.parse(url),
                    TIMEOUT,
                    InstantSource.system(),
                    access)));
  }

  private static Caller listen(LlrpReader reader, String query) {
    return listen("llrp://127.0.0.1:" + reader.port() + query, Access.OPEN);
  }

  /** The antennas of the next reports. */
  private static Set<Integer> antennas(Caller caller) throws Exception {
    Set<Integer> antennas = new TreeSet<>();
    for (int i = 0; i < 40; i++) {
      Outcome outcome = caller.next();
      Outcome.Answer answer = assertInstanceOf(Outcome.Answer.class, outcome, outcome::toString);
      answer.observations().stream()
          .filter(TagReport.class::isInstance)
          .map(TagReport.class::cast)
          .forEach(report -> antennas.add(report.antenna()));
    }
    return antennas;
  }

  private static Fault fault(Caller caller) throws Exception {
    return assertInstanceOf(Fault.class, caller.next());
  }

  @Test
  void onlyTheAntennasThatAreNamedAreUsed() throws Exception {
    try (LlrpReader reader = reader(QUICK);
        Caller caller = listen(reader, "?antennas=2,4")) {
      assertEquals(Set.of(2, 4), antennas(caller));
    }
    try (LlrpReader reader = reader(QUICK);
        Caller caller = listen(reader, "?antennas=5")) {
      Fault fault = fault(caller);
      assertTrue(fault.reason().contains("has 4 antennas, and no antenna 5"), fault::toString);
    }
  }

  /** The simulated reader refuses indices that are not in its tables, as real ones do. */
  @Test
  void powerIsTakenFromTheReadersOwnTable() throws Exception {
    try (LlrpReader reader = reader(QUICK);
        Caller caller = listen(reader, "?power=27.1&antennas=1")) {
      assertEquals(Set.of(1), antennas(caller));
    }
    try (LlrpReader reader = reader(QUICK);
        Caller caller = listen(reader, "?power=9.9")) {
      Fault fault = fault(caller);
      assertEquals(Fault.Kind.REFUSED, fault.kind());
      assertTrue(fault.reason().contains("its least is 10.0"), fault::toString);
    }
  }

  @Test
  void aNewerVersionIsAgreedUponWhereTheReaderSpeaksIt() throws Exception {
    for (ReaderModel model : List.of(QUICK, QUICK.withVersion11())) {
      try (LlrpReader reader = reader(model);
          Wiretap tap = new Wiretap(reader.port())) {
        try (Caller caller =
            listen("llrp://127.0.0.1:" + tap.port() + "?version=1.1", Access.OPEN)) {
          assertEquals(Set.of(1, 2, 3, 4), antennas(caller));
        }
        String last = tap.said().getLast().hex();
        assertEquals(model.version(), (Integer.parseInt(last.substring(0, 2), 16) >> 2) & 7);
      }
    }
  }

  /** A reader behind TLS, with a certificate that it has signed itself. */
  private final class Encrypted implements AutoCloseable {
    private final SSLServerSocket server;
    private final Path pem;

    Encrypted(int port, String name) throws Exception {
      KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
      X509Certificate certificate =
          new SelfSignedCertificateBuilder(keys)
              .setCommonName(name)
              .setApplicationUri("urn:reader")
              .addDnsName(name)
              .build();
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      char[] password = "reader".toCharArray();
      store.setKeyEntry("reader", keys.getPrivate(), password, new Certificate[] {certificate});
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      server =
          (SSLServerSocket)
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
      pem =
          Files.writeString(
              folder.resolve(name + ".pem"),
              "-----BEGIN CERTIFICATE-----\n"
                  + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                  + "\n-----END CERTIFICATE-----\n");
      Thread _ = Thread.ofVirtual().start(() -> serve(port));
    }

    private void serve(int port) {
      while (!server.isClosed()) {
        try {
          Socket client = server.accept();
          Socket reader = new Socket(InetAddress.getLoopbackAddress(), port);
          Thread _ = Thread.ofVirtual().start(() -> pass(client, reader));
          Thread _ = Thread.ofVirtual().start(() -> pass(reader, client));
        } catch (IOException e) {
          return; // It is closed.
        }
      }
    }

    private static void pass(Socket from, Socket to) {
      try (from;
          to) {
        long _ = from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException e) {
        // Either end has hung up.
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @Test
  void withTlsAReaderIsKnownByItsOwnCertificate() throws Exception {
    try (LlrpReader reader = reader(QUICK);
        Encrypted front = new Encrypted(reader.port(), "reader-7");
        Encrypted other = new Encrypted(reader.port(), "reader-8")) {
      String url = "llrps://127.0.0.1:" + front.server.getLocalPort();
      Access own = new Access(Optional.empty(), Optional.empty(), Optional.of(front.pem));
      try (Caller caller = listen(url, own)) {
        assertEquals(Set.of(1, 2, 3, 4), antennas(caller));
      }
      Access others = new Access(Optional.empty(), Optional.empty(), Optional.of(other.pem));
      try (Caller caller = listen(url, others)) {
        Fault fault = fault(caller);
        assertEquals(Fault.Kind.REFUSED, fault.kind());
        assertTrue(fault.reason().startsWith("TLS with the reader"), fault::toString);
      }
    }
  }
}
