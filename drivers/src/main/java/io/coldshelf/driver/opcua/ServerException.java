package io.coldshelf.driver.opcua;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.Peer;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/** Why a server cannot be asked. Always caught within this package. */
final class ServerException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Fault fault;

  ServerException(Fault fault) {
    super(fault.reason());
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }

  /** What Milo complains of, in words. */
  static ServerException of(Endpoint endpoint, Throwable thrown) {
    return new ServerException(fault(server(endpoint.place()), thrown));
  }

  private static Fault fault(Peer server, Throwable thrown) {
    return server
        .fault(thrown)
        .orElseGet(() ->
            switch (thrown) {
              case UaException e -> ofStatus(server, e);
              case Throwable wrapped when wrapped.getCause() != null ->
                  fault(server, wrapped.getCause());
              default -> server.unreachable("No connection to the " + server + ": " + thrown + ".");
            });
  }

  private static Fault ofStatus(Peer server, UaException e) {
    long status = e.getStatusCode().getValue();
    if (status == StatusCodes.Bad_Timeout || status == StatusCodes.Bad_RequestTimeout) {
      return server.silent();
    }
    if (status == StatusCodes.Bad_UserAccessDenied
        || status == StatusCodes.Bad_IdentityTokenRejected
        || status == StatusCodes.Bad_IdentityTokenInvalid) {
      return refused(
          "The " + server + " does not let this user in.",
          "Check username and password of the device, and the server's list of users.");
    }
    if (status == StatusCodes.Bad_TooManySessions
        || status == StatusCodes.Bad_MaxConnectionsReached) {
      return refused(
          "The " + server + " has no session left.",
          "Close another client, or raise the server's limit of sessions.");
    }
    if (status == StatusCodes.Bad_SecurityChecksFailed
        || status == StatusCodes.Bad_SecurityPolicyRejected
        || isCertificates(status)) {
      return refused(
          "The gateway and the %s do not trust each other: %s."
              .formatted(server, name(e.getStatusCode())),
          "Trust the gateway's certificate in the server, where it stands under 'rejected' by now,"
              + " and name the server's with 'ca'.");
    }
    Throwable cause = e.getCause();
    if (cause != null && !(cause instanceof UaException)) {
      return fault(server, cause);
    }
    return server.unreachable(
        "No session with the " + server + ": " + name(e.getStatusCode()) + ".");
  }

  private static boolean isCertificates(long status) {
    return StatusCodes.lookup(status)
        .filter(known -> known[0].startsWith("Bad_Certificate"))
        .isPresent();
  }

  /** A status by its name in the standard. */
  static String name(StatusCode status) {
    return StatusCodes.lookup(status.getValue())
        .map(known -> known[0])
        .orElseGet(() -> "status 0x" + Long.toHexString(status.getValue()));
  }

  static Fault refused(String reason, String suggestion) {
    return new Fault(Fault.Kind.REFUSED, reason, suggestion);
  }

  static Peer server(String place) {
    return new Peer("server", place);
  }
}
