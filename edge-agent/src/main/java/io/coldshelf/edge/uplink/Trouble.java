package io.coldshelf.edge.uplink;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Says in a sentence what keeps the gateway from its broker, and what to do about it. */
final class Trouble {

  // MQTT 5, 3.2.2.2
  private static final int BAD_CREDENTIALS = 0x86;
  private static final int NOT_AUTHORIZED = 0x87;

  private Trouble() {}

  static String words(MqttException e) {
    return switch (e.getReasonCode()) {
      case BAD_CREDENTIALS, NOT_AUTHORIZED ->
          "the broker refuses this gateway; check uplink.username and uplink.password";
      default -> e.getCause() == null ? e.toString() : words(e.getCause());
    };
  }

  private static String words(Throwable cause) {
    return switch (cause) {
      case UnknownHostException unknown ->
          "the name "
              + unknown.getMessage()
              + " cannot be resolved; check uplink.mqtt and the network";
      case ConnectException _ ->
          "nobody listens there; check uplink.mqtt, and that the broker runs";
      case EOFException _ ->
          "the broker, or something before it, closes the connection; look into the broker's log";
      case NoRouteToHostException _ -> "there is no way to that host; check the network";
      case SocketTimeoutException _ -> "no answer in time; check the network and any firewall";
      case SSLPeerUnverifiedException unverified ->
          "the broker's certificate is for another name (" + unverified.getMessage() + ")";
      case SSLException tls -> tls(tls);
      default -> cause.toString();
    };
  }

  private static String tls(SSLException trouble) {
    for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateNotYetValidException) {
        return "by this gateway's clock the broker's certificate is not valid yet; set the clock:"
            + " it is tried again by itself";
      }
      if (cause instanceof CertificateExpiredException) {
        return "by this gateway's clock the broker's certificate has expired; renew it there, or"
            + " set the clock";
      }
    }
    return tls(String.valueOf(trouble.getMessage()));
  }

  /** The JDK tells these apart by their text alone. */
  private static String tls(String message) {
    if (message.contains("PKIX path")) {
      return "the broker's certificate is signed by nobody whom this gateway trusts; name its"
          + " authority in uplink.ca";
    }
    if (message.contains("certificate_required") || message.contains("bad_certificate")) {
      return "the broker wants a certificate of this gateway that it knows; see uplink.cert and"
          + " uplink.key";
    }
    if (message.contains("No subject alternative") || message.contains("No name matching")) {
      return "the broker's certificate is for another name: " + message;
    }
    return "TLS failed: " + message;
  }
}
