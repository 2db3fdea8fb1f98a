package io.coldshelf.driver.coap;

import java.net.DatagramPacket;
import java.net.InetAddress;
import java.security.Principal;
import java.time.InstantSource;
import org.eclipse.californium.core.coap.EmptyMessage;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.interceptors.MessageInterceptor;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DatagramFilter;
import org.eclipse.californium.scandium.DtlsDatagramFilter;

/**
 * At the door of a port: drops what is too much, before anything is kept of it. What is kept of a
 * request for as long as it may come again (RFC 7252, 4.8.2: 247 s) is some 4 KiB, so the rates
 * here are what bounds the agent's memory: {@value Settings#MAX_MESSAGES_PER_PEER} requests of each
 * proven sender, and some 1,300 of all strangers.
 */
final class Gate implements MessageInterceptor {

  private static final int MOST_PROVEN = 128;

  /** A pack in many blocks takes one request for each. */
  private static final Flood.Rate REQUESTS = new Flood.Rate(20, 100);

  private static final Flood.Rate REQUESTS_OF_STRANGERS = new Flood.Rate(5, 100);

  /** A handshake begins with two; a lost one is begun again after some seconds. */
  private static final Flood.Rate HELLOS = new Flood.Rate(0.25, 12);

  /** One that is never ended holds its place for a minute, of those in {@link Settings}. */
  private static final Flood.Rate HELLOS_OF_STRANGERS = new Flood.Rate(4, 120);

  private final InstantSource clock;
  private final Flood requests = new Flood(REQUESTS, REQUESTS_OF_STRANGERS, MOST_PROVEN);
  private final Flood hellos = new Flood(HELLOS, HELLOS_OF_STRANGERS, MOST_PROVEN);

  Gate(InstantSource clock) {
    this.clock = clock;
  }

  /** Who sent something: by DTLS its identity, in the clear no more than its address is known. */
  private static Object sender(EndpointContext from) {
    Principal identity = from.getPeerIdentity();
    return identity == null ? from.getPeerAddress().getAddress() : identity.getName();
  }

  /** What was sent from there is in the journal. */
  void prove(EndpointContext from) {
    requests.prove(sender(from), clock.millis());
  }

  @Override
  public void receiveRequest(Request request) {
    EndpointContext from = request.getSourceContext();
    long now = clock.millis();
    if (from.getPeerIdentity() != null) {
      requests.prove(sender(from), now);
      hellos.prove(from.getPeerAddress().getAddress(), now);
    }
    if (!requests.passes(sender(from), now)) {
      request.setCanceled(true);
    }
  }

  /** For the datagrams below DTLS, of which a handshake's first are counted. */
  DatagramFilter hellos(Configuration configuration) {
    return new DtlsDatagramFilter(configuration) {
      @Override
      public boolean onReceiving(DatagramPacket packet) {
        InetAddress from = packet.getAddress();
        return super.onReceiving(packet)
            && (!isHello(packet) || hellos.passes(from, clock.millis()));
      }
    };
  }

  /** A client's hello in a record of epoch 0 (RFC 6347, 4.1 and 4.2.2). */
  private static boolean isHello(DatagramPacket packet) {
    byte[] data = packet.getData();
    int at = packet.getOffset();
    return packet.getLength() > 13
        && data[at] == 22
        && data[at + 3] == 0
        && data[at + 4] == 0
        && data[at + 13] == 1;
  }

  @Override
  public void sendRequest(Request request) {}

  @Override
  public void sendResponse(Response response) {}

  @Override
  public void sendEmptyMessage(EmptyMessage message) {}

  @Override
  public void receiveResponse(Response response) {}

  @Override
  public void receiveEmptyMessage(EmptyMessage message) {}
}
