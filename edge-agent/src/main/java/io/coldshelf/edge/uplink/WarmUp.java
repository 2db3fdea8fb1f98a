package io.coldshelf.edge.uplink;

import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * Does once, for nobody, what is slow the first time: TLS finds its providers and makes its first
 * keys, and the MQTT library its messages. Nothing is sent. Done beside the opening of the journal,
 * it is a fifth of a second less until the first block is with the broker.
 */
final class WarmUp {

  private static final System.Logger LOG = System.getLogger(WarmUp.class.getName());

  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private WarmUp() {}

  /**
   * Once in a process. Never fails: what goes wrong here goes wrong again, and is said, where it
   * matters.
   */
  static void of(boolean tls) {
    if (BEGUN.getAndSet(true)) {
      return;
    }
    try {
      if (tls) {
        greetNobody();
      }
      new MqttAsyncClient("tcp://127.0.0.1:1883", "nobody", new MemoryPersistence()).close();
    } catch (GeneralSecurityException | SSLException | MqttException | RuntimeException e) {
      LOG.log(Level.DEBUG, "warming up failed: {0}", e);
    }
  }

  /** Writes the first message of a handshake, key share included, and throws it away. */
  private static void greetNobody() throws GeneralSecurityException, SSLException {
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    // Nobody to trust: the system's authorities are many, and are not asked for here.
    context.init(null, new TrustManager[0], null);
    SSLEngine engine = context.createSSLEngine("nobody.invalid", 1);
    engine.setUseClientMode(true);
    engine.beginHandshake();
    var _ =
        engine.wrap(
            ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
  }
}
