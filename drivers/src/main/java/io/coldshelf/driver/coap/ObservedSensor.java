package io.coldshelf.driver.coap;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.Sink;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Observation;
import io.coldshelf.profile.Connection;
import io.coldshelf.senml.SenmlException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapObserveRelation;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedSinglePskStore;

/**
 * A sensor that is observed (RFC 7641). A value is fresh for as long as it says itself; when
 * nothing new has come by then the observation is over, and another one is begun.
 */
final class ObservedSensor implements Device.Listening {

  private static final int MOST_WAITING = 64;
  private static final long LOOK_MILLIS = 1_000;

  /** RFC 7252, 5.10.5. */
  private static final long DEFAULT_MAX_AGE_SECONDS = 60;

  private static final long SECOND_MILLIS = 1_000;

  private final DeviceSetup setup;
  private final Pack pack;
  private volatile boolean closed;

  ObservedSensor(DeviceSetup setup, Pack pack) {
    this.setup = setup;
    this.pack = pack;
  }

  /** What comes of an observation. */
  private sealed interface Came {

    /** A notification, whole. */
    record Told(CoapResponse response) implements Came {}

    /** No answer, or a reset. */
    record Failed() implements Came {}
  }

  private String place() {
    return setup.connection().host() + ":" + CoapDriver.port(setup.connection());
  }

  @Override
  public Fault listen(Sink sink) throws InterruptedException {
    if (closed) {
      throw new InterruptedException(setup.name() + " is closed");
    }
    Connection connection = setup.connection();
    CoapEndpoint endpoint = endpoint();
    CoapClient client = new CoapClient(connection.scheme() + "://" + place() + connection.path());
    client.setEndpoint(endpoint);
    client.setTimeout(setup.timeout().toMillis());
    BlockingQueue<Came> came = new ArrayBlockingQueue<>(MOST_WAITING);
    try {
      endpoint.start();
      Request request = Request.newGet().setURI(client.getURI()).setObserve();
      request.getOptions().setAccept(MediaTypeRegistry.APPLICATION_SENML_CBOR);
      CoapObserveRelation relation = client.observe(request, new Handler(came));
      try {
        return new Watching(sink, came).run();
      } finally {
        relation.reactiveCancel();
      }
    } catch (IOException e) {
      return new Fault(
          Fault.Kind.UNREACHABLE,
          "No socket for CoAP can be opened: " + e.getMessage() + ".",
          "Look at the gateway's network.");
    } finally {
      client.shutdown();
      endpoint.destroy();
    }
  }

  private CoapEndpoint endpoint() {
    Configuration configuration = Settings.configuration();
    CoapEndpoint.Builder endpoint = CoapEndpoint.builder().setConfiguration(configuration);
    if (setup.connection().scheme().equals(CoapDriver.SECURE)) {
      endpoint.setConnector(
          new DTLSConnector(
              DtlsConnectorConfig.builder(configuration)
                  .setAdvancedPskStore(
                      new AdvancedSinglePskStore(
                          setup.access().username().orElseThrow(),
                          Settings.key(setup.access().password().orElseThrow())))
                  .build()));
    }
    return endpoint.build();
  }

  private record Handler(BlockingQueue<Came> came) implements CoapHandler {

    @Override
    public void onLoad(CoapResponse response) {
      // A sensor that tells faster than can be kept repeats itself: the next one is as good.
      boolean _ = came.offer(new Came.Told(response));
    }

    @Override
    public void onError() {
      boolean _ = came.offer(new Came.Failed());
    }
  }

  /** For as long as one observation lasts. */
  private final class Watching {
    private final Sink sink;
    private final BlockingQueue<Came> came;
    private boolean online;
    private long freshUntilMillis;

    Watching(Sink sink, BlockingQueue<Came> came) {
      this.sink = sink;
      this.came = came;
      this.freshUntilMillis = setup.clock().millis() + setup.timeout().toMillis();
    }

    Fault run() throws InterruptedException {
      while (!closed) {
        Came next = came.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        switch (next) {
          case null -> {
            if (setup.clock().millis() >= freshUntilMillis) {
              return silent();
            }
          }
          case Came.Failed _ -> {
            return silent();
          }
          case Came.Told told -> {
            CoapResponse response = told.response();
            if (response.getCode() != ResponseCode.CONTENT) {
              return refused(response.getCode());
            }
            int format = response.getOptions().getContentFormat();
            if (!Pack.isReadable(format)) {
              return garbled("it sends content format " + format + ", and not SenML");
            }
            try {
              take(response, format);
            } catch (SenmlException e) {
              return garbled(String.valueOf(e.getMessage()));
            }
          }
        }
      }
      throw new InterruptedException(setup.name() + " is closed");
    }

    private void take(CoapResponse response, int format) {
      long now = setup.clock().millis();
      List<Observation> readings = pack.read(format, response.getPayload(), now);
      Long maxAge = response.getOptions().getMaxAge();
      long seconds = maxAge == null ? DEFAULT_MAX_AGE_SECONDS : maxAge;
      freshUntilMillis = now + seconds * SECOND_MILLIS + setup.timeout().toMillis();
      if (!online) {
        online = true;
        sink.accept(DeviceState.online(setup.name(), now));
      }
      readings.forEach(sink);
    }

    private Fault silent() {
      return new Fault(
          Fault.Kind.SILENT,
          online
              ? "The sensor at " + place() + " has told nothing new in time."
              : "The sensor at " + place() + " does not answer.",
          "Check the sensor's battery and network, and the address in 'connect'.");
    }

    private Fault refused(ResponseCode code) {
      return new Fault(
          Fault.Kind.REFUSED,
          "The sensor at %s answers %s to %s.".formatted(place(), code, setup.connection().path()),
          "Check the path in 'connect'; 'coap-client coap://"
              + place()
              + "/.well-known/core' lists those that there are.");
    }

    private Fault garbled(String what) {
      return new Fault(
          Fault.Kind.GARBLED,
          "What the sensor at " + place() + " says cannot be understood: " + what + ".",
          "Set it to SenML, in JSON or CBOR.");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
