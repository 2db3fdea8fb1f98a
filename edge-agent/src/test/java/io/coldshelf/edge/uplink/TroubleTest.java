package io.coldshelf.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TroubleTest {

  private static Exception notYetValid() {
    return new CertPathValidatorException(
        "validity check failed", new CertificateNotYetValidException("NotBefore: 2026"));
  }

  static Stream<Arguments> troubles() {
    return Stream.of(
        Arguments.of(new MqttException(0x87), "uplink.username"),
        Arguments.of(
            new MqttException(new ConnectException("Connection refused")), "nobody listens"),
        Arguments.of(
            new MqttException(new UnknownHostException("bridge.example")), "bridge.example"),
        Arguments.of(
            new MqttException(
                new SSLHandshakeException("(certificate_unknown) PKIX path building failed")),
            "uplink.ca"),
        Arguments.of(
            new MqttException(
                new SSLHandshakeException("Received fatal alert: certificate_required")),
            "uplink.cert"),
        Arguments.of(
            new MqttException(
                new SSLHandshakeException("PKIX path validation failed", notYetValid())),
            "set the clock"),
        Arguments.of(new MqttException(new EOFException()), "broker's log"),
        Arguments.of(new MqttException(new IOException("something new")), "something new"));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void saysWhatToDo(MqttException trouble, String words) {
    String said = Trouble.words(trouble);
    assertTrue(said.contains(words), said);
  }
}
