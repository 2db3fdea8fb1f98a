package io.coldshelf.driver.coap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;

/** A thermometer that can be observed by CoAP, and tells SenML in JSON, and in JSON only. */
final class ObservableSensor implements AutoCloseable {

  private final CoapServer server;
  private final Thermometer thermometer;

  /**
   * Opens it.
   *
   * @param port UDP port
   * @param maxAge how long each value is fresh
   * @param observable whether it can tell by itself
   * @throws IOException when the port is taken
   */
  ObservableSensor(int port, Duration maxAge, boolean observable) throws IOException {
    CoapConfig.register();
    UdpConfig.register();
    server = new CoapServer(new Configuration(), port);
    thermometer = new Thermometer(maxAge.toSeconds(), observable);
    server.add(thermometer);
    try {
      server.start();
    } catch (IllegalStateException e) {
      throw new IOException("port " + port + " is taken", e);
    }
  }

  /**
   * Sets the temperature, and tells whoever observes.
   *
   * @param celsius in °C
   */
  void temperature(double celsius) {
    thermometer.celsius = celsius;
    thermometer.changed();
  }

  /** Hears and tells nothing any more. */
  void fallAsleep() {
    server.stop();
  }

  @Override
  public void close() {
    server.destroy();
  }

  private static final class Thermometer extends CoapResource {
    private final long maxAgeSeconds;
    private volatile double celsius;

    Thermometer(long maxAgeSeconds, boolean observable) {
      super("temperature");
      this.maxAgeSeconds = maxAgeSeconds;
      setObservable(observable);
    }

    @Override
    public void handleGET(CoapExchange exchange) {
      if (exchange.getRequestOptions().isAccept(MediaTypeRegistry.APPLICATION_SENML_CBOR)) {
        exchange.respond(ResponseCode.NOT_ACCEPTABLE);
        return;
      }
      exchange.setMaxAge(maxAgeSeconds);
      String pack =
          String.format(
              Locale.ROOT,
              "[{\"bn\":\"urn:dev:mac:0024befffe804ff1:\",\"n\":\"temperature\",\"u\":\"Cel\",\"v\":%s}]",
              celsius);
      exchange.respond(
          ResponseCode.CONTENT,
          pack.getBytes(StandardCharsets.UTF_8),
          MediaTypeRegistry.APPLICATION_SENML_JSON);
    }
  }
}
