package io.coldshelf.driver.coap;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;

/** How Californium is used here: small, bounded, and with no file of its own. */
final class Settings {

  /** The most that a pack may have, in all of its blocks. */
  static final int MAX_BODY_BYTES = 32 << 10;

  private static final int BLOCK_BYTES = 512;
  private static final int MAX_MESSAGE_BYTES = 1_024;
  private static final int MAX_PEERS = 500;
  static final int MAX_MESSAGES_PER_PEER = 32;
  private static final int MAX_BYTES_PER_DATAGRAM = 2_048;
  private static final int MAX_JOBS = 500;

  /** Sensors in trucks come back from another port after a pause (RFC 9146). */
  private static final int CONNECTION_ID_BYTES = 6;

  private Settings() {}

  /** Made once: without a standard Californium writes a file into the working directory. */
  private static final class Kept {
    static final Configuration CONFIGURATION = make();
  }

  static Configuration configuration() {
    return Kept.CONFIGURATION;
  }

  private static Configuration make() {
    SystemConfig.register();
    CoapConfig.register();
    UdpConfig.register();
    DtlsConfig.register();
    Configuration made = new Configuration();
    made.set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1)
        .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, MAX_BODY_BYTES)
        .set(CoapConfig.PREFERRED_BLOCK_SIZE, BLOCK_BYTES)
        .set(CoapConfig.MAX_MESSAGE_SIZE, MAX_MESSAGE_BYTES)
        .set(CoapConfig.MAX_ACTIVE_PEERS, MAX_PEERS)
        .set(CoapConfig.BLOCKWISE_STATUS_LIFETIME, 1, TimeUnit.MINUTES)
        .set(CoapConfig.MAX_PEER_INACTIVITY_PERIOD, 10, TimeUnit.MINUTES)
        .set(CoapConfig.DEDUPLICATOR, CoapConfig.DEDUPLICATOR_PEERS_MARK_AND_SWEEP)
        .set(CoapConfig.PEERS_MARK_AND_SWEEP_MESSAGES, MAX_MESSAGES_PER_PEER)
        .set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1)
        .set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1)
        .set(UdpConfig.UDP_DATAGRAM_SIZE, MAX_BYTES_PER_DATAGRAM)
        .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
        .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1)
        .set(DtlsConfig.DTLS_MAX_CONNECTIONS, MAX_PEERS)
        .set(DtlsConfig.DTLS_MAX_PENDING_INBOUND_JOBS, MAX_JOBS)
        .set(DtlsConfig.DTLS_MAX_PENDING_OUTBOUND_JOBS, MAX_JOBS)
        .set(DtlsConfig.DTLS_MAX_PENDING_HANDSHAKE_RESULT_JOBS, MAX_JOBS)
        .set(DtlsConfig.DTLS_STALE_CONNECTION_THRESHOLD, 10, TimeUnit.MINUTES)
        .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, CONNECTION_ID_BYTES)
        .set(DtlsConfig.DTLS_USE_ANTI_REPLAY_FILTER, true)
        .set(DtlsConfig.DTLS_UPDATE_ADDRESS_USING_CID_ON_NEWER_RECORDS, true)
        .set(DtlsConfig.DTLS_USE_HELLO_VERIFY_REQUEST, true)
        .set(
            DtlsConfig.DTLS_CIPHER_SUITES,
            List.of(
                CipherSuite.TLS_PSK_WITH_AES_128_CCM_8,
                CipherSuite.TLS_PSK_WITH_AES_128_GCM_SHA256))
        .set(DtlsConfig.DTLS_RECOMMENDED_CIPHER_SUITES_ONLY, false);
    Configuration.setStandard(made);
    return made;
  }
}
