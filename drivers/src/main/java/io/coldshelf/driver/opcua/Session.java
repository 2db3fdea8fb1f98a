package io.coldshelf.driver.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.lang.System.Logger.Level;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;

/** A session with a server, shared by the devices behind it, until it is lost or closed. */
final class Session {

  /** What a server may forget the gateway after. */
  private static final int SESSION_MILLIS = 60_000;

  private static final System.Logger LOG = System.getLogger(Session.class.getName());
  private static final long FAREWELL_MILLIS = 1_000;
  private static final int KEEP_ALIVE_MILLIS = 5_000;

  private final OpcUaClient client;
  private final Duration timeout;

  /** Guarded by {@code this}. */
  private final List<Mailbox> members = new ArrayList<>();

  private volatile boolean lost;

  private Session(OpcUaClient client, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  /** Waits for each of its steps no longer than the timeout. */
  static Session open(Endpoint endpoint, Identity identity, Duration timeout)
      throws ServerException, InterruptedException {
    EndpointDescription offered =
        chosen(endpoint, await(DiscoveryClient.getEndpoints(endpoint.url()), endpoint, timeout));
    OpcUaClient client;
    try {
      client =
          OpcUaClient.create(
              config(endpoint, identity, offered, timeout).build(),
              transport -> transport.setConnectTimeout(uint(timeout.toMillis())));
    } catch (UaException e) {
      throw ServerException.of(endpoint, e);
    }
    Session session = new Session(client, timeout);
    client.addSessionActivityListener(
        new SessionActivityListener() {
          @Override
          public void onSessionInactive(UaSession inactive) {
            session.lose("The session with the server at " + endpoint.place() + " has ended.");
          }
        });
    boolean connected = false;
    try {
      var _ = await(client.connectAsync(), endpoint, timeout);
      var _ = await(client.readNamespaceTableAsync(), endpoint, timeout);
      connected = true;
    } finally {
      if (!connected) {
        session.close();
      }
    }
    return session;
  }

  private static OpcUaClientConfigBuilder config(
      Endpoint endpoint, Identity identity, EndpointDescription offered, Duration timeout) {
    if (policy(offered) == SecurityPolicy.Aes256_Sha256_RsaPss) {
      // Its signatures go by a name that the JDK has another one for. Added once only.
      int _ = Security.addProvider(new BouncyCastleProvider());
    }
    OpcUaClientConfigBuilder config =
        OpcUaClientConfig.builder()
            .setApplicationName(LocalizedText.english(Identity.NAME))
            .setApplicationUri(identity.uri())
            .setProductUri(Identity.PRODUCT)
            .setSessionName(() -> Identity.NAME)
            .setEndpoint(offered)
            .setRequestTimeout(uint(timeout.toMillis()))
            .setSessionTimeout(uint(SESSION_MILLIS))
            .setKeepAliveInterval(uint(KEEP_ALIVE_MILLIS))
            .setKeepAliveTimeout(uint(timeout.toMillis()))
            .setKeepAliveFailuresAllowed(uint(1))
            .setCertificateValidator(identity.trust());
    identity
        .credentials()
        .ifPresent(own ->
            config
                .setKeyPair(own.keys())
                .setCertificate(own.certificate())
                .setCertificateChain(own.chain()));
    endpoint
        .access()
        .username()
        .ifPresent(username ->
            config.setIdentityProvider(
                new UsernameProvider(
                    username,
                    endpoint.access().password().map(secret -> secret.reveal()).orElse(""),
                    identity.trust())));
    return config;
  }

  /** Of what is offered the strongest that is asked for; reached as it is configured. */
  private static EndpointDescription chosen(Endpoint endpoint, List<EndpointDescription> offered)
      throws ServerException {
    Optional<EndpointDescription> best =
        offered.stream()
            .filter(each -> isWanted(endpoint, each))
            .max(
                Comparator.<EndpointDescription>comparingInt(
                        each -> Endpoint.strength(policy(each)))
                    .thenComparing(EndpointDescription::getSecurityMode));
    if (best.isEmpty()) {
      throw new ServerException(
          ServerException.refused(
              "The server at %s offers no %s, only %s."
                  .formatted(
                      endpoint.place(),
                      endpoint.security().map(Endpoint::code).orElse("protected connection"),
                      String.join(
                          ", ",
                          offered.stream()
                              .map(each -> Endpoint.code(policy(each)))
                              .distinct()
                              .sorted()
                              .toList())),
              "Switch it on in the server, or write another one with 'security'."));
    }
    // A server tells its own name, which need not be known to the gateway.
    return EndpointUtil.updateUrl(best.get(), endpoint.host(), endpoint.port());
  }

  private static boolean isWanted(Endpoint endpoint, EndpointDescription offered) {
    SecurityPolicy policy = policy(offered);
    boolean isProtected = offered.getSecurityMode() == MessageSecurityMode.SignAndEncrypt;
    return offered.getEndpointUrl() != null
        && offered.getEndpointUrl().startsWith(OpcUaDriver.SCHEME)
        && Endpoint.strength(policy) >= 0
        && (policy == SecurityPolicy.None || isProtected)
        && endpoint.security().map(policy::equals).orElse(policy != SecurityPolicy.None);
  }

  /** One that is not known is withdrawn, like this one. */
  private static SecurityPolicy policy(EndpointDescription offered) {
    return SecurityPolicy.fromUriSafe(String.valueOf(offered.getSecurityPolicyUri()))
        .orElse(SecurityPolicy.Basic128Rsa15);
  }

  private static <T> T await(CompletableFuture<T> answer, Endpoint endpoint, Duration timeout)
      throws ServerException, InterruptedException {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw ServerException.of(endpoint, e);
    }
  }

  /** Waits for an answer no longer than the timeout. */
  <T> T await(CompletableFuture<T> answer, Endpoint endpoint)
      throws ServerException, InterruptedException {
    return await(answer, endpoint, timeout);
  }

  OpcUaClient client() {
    return client;
  }

  boolean isLost() {
    return lost;
  }

  synchronized void add(Mailbox mailbox) {
    members.add(mailbox);
  }

  synchronized boolean has(Mailbox mailbox) {
    return members.contains(mailbox);
  }

  /** Whether it was the last. */
  synchronized boolean remove(Mailbox mailbox) {
    return members.remove(mailbox) && members.isEmpty();
  }

  synchronized void lose(String reason) {
    lost = true;
    members.forEach(member -> member.put(new Notice.Lost(reason)));
  }

  /** Waits a little for the server's farewell: one that hears none keeps the session a minute. */
  void close() {
    boolean isOver = lost;
    lost = true;
    CompletableFuture<?> farewell = client.disconnectAsync();
    if (isOver) {
      return;
    }
    try {
      var _ = farewell.get(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(Level.DEBUG, "no farewell: {0}", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
