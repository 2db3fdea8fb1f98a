package io.coldshelf.driver.opcua;

import io.coldshelf.driver.Access;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.profile.Connection;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;

/**
 * A server, and how to go there.
 *
 * @param host a name or an address
 * @param port its port
 * @param path behind it; may be empty
 * @param security the policy that is asked for; nothing where the best that the server offers is
 *     taken, {@code None} excepted
 * @param access who the gateway is there, and whom it trusts
 * @param keys where the gateway keeps its own certificate
 */
record Endpoint(
    String host,
    int port,
    String path,
    Optional<SecurityPolicy> security,
    Access access,
    Optional<Path> keys) {

  /** Those that are not withdrawn (OPC 10000-7, 6.6.161 and on), the strongest last. */
  private static final SecurityPolicy[] POLICIES = {
    SecurityPolicy.None,
    SecurityPolicy.Basic256Sha256,
    SecurityPolicy.Aes128_Sha256_RsaOaep,
    SecurityPolicy.Aes256_Sha256_RsaPss
  };

  private static final Set<String> OPTIONS = Set.of(OpcUaDriver.OBJECT, OpcUaDriver.SECURITY);

  static Endpoint of(DeviceSetup setup, Optional<Path> keys) {
    Connection connection = setup.connection();
    String _ = url(connection);
    Access access = setup.access();
    Optional<SecurityPolicy> security = security(connection, access);
    boolean inTheClear = security.equals(Optional.of(SecurityPolicy.None));
    if (inTheClear && access.password().isPresent()) {
      throw new IllegalArgumentException(
          "'"
              + connection.url()
              + "' would send the password in the clear; name the server's"
              + " certificate with 'ca'");
    }
    if (inTheClear && access.authority().isPresent()) {
      throw new IllegalArgumentException(
          "'" + connection.url() + "' has security=none, for which 'ca' has no use");
    }
    return new Endpoint(
        connection.host(),
        connection.portOr(OpcUaDriver.PORT),
        connection.path(),
        security,
        access,
        keys);
  }

  /** Without a certificate to trust nobody can be known, so there nothing is protected. */
  private static Optional<SecurityPolicy> security(Connection connection, Access access) {
    Optional<String> written = connection.option(OpcUaDriver.SECURITY);
    if (written.isEmpty()) {
      return access.authority().isPresent() ? Optional.empty() : Optional.of(SecurityPolicy.None);
    }
    SecurityPolicy policy =
        Arrays.stream(POLICIES)
            .filter(known -> code(known).equals(written.get()))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "'%s': security is one of %s"
                        .formatted(
                            connection.url(),
                            String.join(
                                ", ", Arrays.stream(POLICIES).map(Endpoint::code).toList()))));
    if (policy != SecurityPolicy.None && access.authority().isEmpty()) {
      throw new IllegalArgumentException(
          "'"
              + connection.url()
              + "' needs 'ca', the server's certificate in PEM, to know whom it"
              + " talks to");
    }
    return Optional.of(policy);
  }

  /** The name of a policy in a connection: {@code basic256sha256}. */
  static String code(SecurityPolicy policy) {
    return policy.name().replace('_', '-').toLowerCase(Locale.ROOT);
  }

  /** How strong a policy is; -1 for one that is not used. */
  static int strength(SecurityPolicy policy) {
    return Arrays.asList(POLICIES).indexOf(policy);
  }

  static String url(Connection connection) {
    if (!connection.scheme().equals(OpcUaDriver.SCHEME) || connection.host().isEmpty()) {
      throw new IllegalArgumentException(
          "'" + connection.url() + "' is not of the form opc.tcp://host:4840/path");
    }
    for (String option : connection.options().keySet()) {
      if (!OPTIONS.contains(option)) {
        throw new IllegalArgumentException(
            "'%s' has an option '%s'; there are %s and %s"
                .formatted(connection.url(), option, OpcUaDriver.OBJECT, OpcUaDriver.SECURITY));
      }
    }
    return url(connection.host(), connection.portOr(OpcUaDriver.PORT), connection.path());
  }

  private static String url(String host, int port, String path) {
    return OpcUaDriver.SCHEME + "://" + host + ":" + port + path;
  }

  String url() {
    return url(host, port, path);
  }

  boolean isSameWay(Endpoint other) {
    return security.equals(other.security) && access.equals(other.access);
  }

  String place() {
    return host + ":" + port;
  }
}
