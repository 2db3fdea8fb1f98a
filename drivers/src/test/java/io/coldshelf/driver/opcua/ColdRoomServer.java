package io.coldshelf.driver.opcua;

import static org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS;
import static org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig.USER_TOKEN_POLICY_USERNAME;

import io.coldshelf.model.Epc;
import java.io.IOException;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/**
 * An OPC UA server of a cold room: a controller with an air temperature and a door, and a reader of
 * tags by AutoID. Takes anybody without protection, and with it the user {@code edge}.
 */
final class ColdRoomServer implements AutoCloseable {

  /** The user's password. */
  public static final String PASSWORD = "cold-enough";

  private static final String USER = "edge";
  private static final String URI = "urn:coldshelf:simulator:cold-room";
  private static final int KEY_BITS = 2048;
  private static final long PATIENCE_SECONDS = 20;

  private final int port;
  private final KeyPair keys;
  private final X509Certificate certificate;

  /** Of the last start. All guarded by {@code this}. */
  private Running running;

  private double air = 4;
  private boolean doorOpen;

  /**
   * Opens it.
   *
   * @param port where to listen on the loopback
   * @throws IOException when it cannot
   */
  public ColdRoomServer(int port) throws IOException {
    this.port = port;
    try {
      keys = SelfSignedCertificateGenerator.generateRsaKeyPair(KEY_BITS);
      certificate =
          new SelfSignedCertificateBuilder(keys)
              .setCommonName("Cold room")
              .setApplicationUri(URI)
              .addDnsName("localhost")
              .addIpAddress("127.0.0.1")
              .build();
    } catch (Exception e) {
      // The builder declares whatever its libraries throw.
      throw new IOException("no certificate could be made", e);
    }
    running = run();
  }

  /** What one start makes. */
  private record Running(OpcUaServer server, ColdRoomNodes nodes, AutoIdNodes tags) {}

  private Running run() throws IOException {
    OpcUaServer server = new OpcUaServer(config(), _ -> transport());
    ColdRoomNodes nodes = new ColdRoomNodes(server);
    AutoIdNodes tags = new AutoIdNodes(server);
    nodes.startup();
    tags.startup();
    await(server.startup());
    nodes.air(air, StatusCode.GOOD);
    nodes.door(doorOpen);
    return new Running(server, nodes, tags);
  }

  private static OpcTcpServerTransport transport() {
    return new OpcTcpServerTransport(OpcTcpServerTransportConfig.newBuilder().build());
  }

  private OpcUaServerConfig config() throws IOException {
    MemoryCertificateQuarantine quarantine = new MemoryCertificateQuarantine();
    DefaultApplicationGroup group =
        new DefaultApplicationGroup(
            new MemoryTrustListManager(),
            new MemoryCertificateStore(),
            new Own(),
            new CertificateValidator.InsecureCertificateValidator());
    try {
      group.initialize();
    } catch (Exception e) {
      // It declares whatever its stores throw.
      throw new IOException("the server's certificate cannot be kept", e);
    }
    return OpcUaServerConfig.builder()
        .setApplicationUri(URI)
        .setApplicationName(LocalizedText.english("Cold room"))
        .setProductUri(URI)
        .setEndpoints(endpoints())
        .setCertificateManager(new DefaultCertificateManager(quarantine, group))
        .setIdentityValidator(
            new CompositeValidator(
                AnonymousIdentityValidator.INSTANCE,
                new UsernameIdentityValidator(asked ->
                    USER.equals(asked.getUsername()) && PASSWORD.equals(asked.getPassword()))))
        .build();
  }

  private Set<EndpointConfig> endpoints() {
    EndpointConfig.Builder any =
        EndpointConfig.newBuilder()
            .setBindAddress("127.0.0.1")
            .setBindPort(port)
            // A name that nobody else can resolve, as servers tell it.
            .setHostname("plc-in-the-cellar")
            .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
            .setCertificate(certificate)
            .addTokenPolicies(USER_TOKEN_POLICY_ANONYMOUS, USER_TOKEN_POLICY_USERNAME);
    Set<EndpointConfig> endpoints = new LinkedHashSet<>();
    endpoints.add(
        any.copy()
            .setSecurityPolicy(SecurityPolicy.None)
            .setSecurityMode(MessageSecurityMode.None)
            .build());
    for (SecurityPolicy policy :
        Set.of(SecurityPolicy.Basic256Sha256, SecurityPolicy.Aes256_Sha256_RsaPss)) {
      endpoints.add(
          any.copy()
              .setSecurityPolicy(policy)
              .setSecurityMode(MessageSecurityMode.SignAndEncrypt)
              .build());
    }
    return endpoints;
  }

  /** Gives the one key and certificate that there are. */
  private final class Own extends RsaSha256CertificateFactory {
    @Override
    protected KeyPair createRsaSha256KeyPair() {
      return keys;
    }

    @Override
    protected X509Certificate[] createRsaSha256CertificateChain(KeyPair pair) {
      return new X509Certificate[] {certificate};
    }
  }

  private static void await(java.util.concurrent.Future<?> done) throws IOException {
    try {
      var _ = done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the server does not do it", e);
    }
  }

  /**
   * The server's own certificate.
   *
   * @return in PEM
   */
  public String certificate() {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was just made", e);
    }
  }

  /**
   * Sets the temperature of the air.
   *
   * @param celsius in °C
   * @param status how good it is
   */
  public synchronized void air(double celsius, StatusCode status) {
    air = celsius;
    running.nodes().air(celsius, status);
  }

  /**
   * Opens or closes the door.
   *
   * @param open whether it is open
   */
  public synchronized void door(boolean open) {
    doorOpen = open;
    running.nodes().door(open);
  }

  /**
   * The reader scans a tag.
   *
   * @param epc its code
   * @param antenna where, from 1
   * @param dbm how strong
   */
  public synchronized void scan(Epc epc, int antenna, int dbm) {
    running.tags().scan(epc, antenna, dbm);
  }

  /**
   * Ends the server, sessions and all.
   *
   * @throws IOException when it does not end
   */
  public synchronized void stop() throws IOException {
    await(running.server().shutdown());
  }

  /**
   * Begins anew, with no memory of sessions or subscriptions.
   *
   * @throws IOException when it cannot
   */
  public synchronized void start() throws IOException {
    running = run();
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
