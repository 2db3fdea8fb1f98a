package io.coldshelf.driver.coap;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.Peer;
import io.coldshelf.driver.PresharedKey;
import io.coldshelf.driver.Sink;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Observation;
import io.coldshelf.profile.Connection;
import io.coldshelf.senml.SenmlException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
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
 * nothing new has come by then it is asked once more, and only if it does not answer it is away.
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
    try {
      InetAddress _ = InetAddress.getByName(connection.host());
    } catch (UnknownHostException e) {
      return new Peer("sensor", place()).fault(e).orElseThrow();
    }
    CoapEndpoint endpoint = endpoint();
    CoapClient client = new CoapClient(connection.scheme() + "://" + place() + connection.path());
    client.setEndpoint(endpoint);
    client.setTimeout(setup.timeout().toMillis());
    try {
      endpoint.start();
      return observe(client, sink);
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

  /** In the smaller format, or in the one that a sensor has that knows only that. */
  private Fault observe(CoapClient client, Sink sink) throws InterruptedException {
    Watching watching = new Watching(sink, client, MediaTypeRegistry.APPLICATION_SENML_CBOR);
    Fault fault = watching.run();
    return watching.isOfAnotherFormat
        ? new Watching(sink, client, MediaTypeRegistry.APPLICATION_SENML_JSON).run()
        : fault;
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
                          PresharedKey.of(setup.access().password().orElseThrow()).reveal()))
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
    private final CoapClient client;
    private final int format;
    private final BlockingQueue<Came> came = new ArrayBlockingQueue<>(MOST_WAITING);
    private Optional<CoapObserveRelation> relation = Optional.empty();
    private boolean online;
    private boolean isOfAnotherFormat;

    /** Asked, and not answered yet. */
    private boolean asked;

    private long freshUntilMillis;

    Watching(Sink sink, CoapClient client, int format) {
      this.sink = sink;
      this.client = client;
      this.format = format;
    }

    /** Anew, where the sensor has forgotten it or never could (RFC 7641, 3.3.1). */
    private void ask() {
      relation.ifPresent(CoapObserveRelation::reactiveCancel);
      Request request = Request.newGet().setURI(client.getURI()).setObserve();
      request.getOptions().setAccept(format);
      relation = Optional.of(client.observe(request, new Handler(came)));
      asked = true;
      freshUntilMillis = setup.clock().millis() + setup.timeout().toMillis();
    }

    Fault run() throws InterruptedException {
      try {
        ask();
        return watch();
      } finally {
        relation.ifPresent(CoapObserveRelation::reactiveCancel);
      }
    }

    private Fault watch() throws InterruptedException {
      while (!closed) {
        Came next = came.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        switch (next) {
          case null -> {
            if (setup.clock().millis() >= freshUntilMillis) {
              if (asked) {
                return silent();
              }
              ask();
            }
          }
          case Came.Failed _ -> {
            return silent();
          }
          case Came.Told told -> {
            CoapResponse response = told.response();
            if (response.getCode() != ResponseCode.CONTENT) {
              isOfAnotherFormat = response.getCode() == ResponseCode.NOT_ACCEPTABLE;
              return refused(response.getCode());
            }
            int sent = response.getOptions().getContentFormat();
            if (!Pack.isReadable(sent)) {
              return garbled("it sends content format " + sent + ", and not SenML");
            }
            try {
              take(response, sent);
            } catch (SenmlException | UnfitException e) {
              return garbled(String.valueOf(e.getMessage()));
            }
          }
        }
      }
      throw new InterruptedException(setup.name() + " is closed");
    }

    private void take(CoapResponse response, int sent) {
      long now = setup.clock().millis();
      List<Observation> readings = pack.read(sent, response.getPayload(), now);
      Long maxAge = response.getOptions().getMaxAge();
      long seconds = maxAge == null ? DEFAULT_MAX_AGE_SECONDS : maxAge;
      asked = false;
      freshUntilMillis = now + seconds * SECOND_MILLIS + setup.timeout().toMillis();
      if (!online) {
        online = true;
        sink.accept(DeviceState.online(setup.name(), now));
      }
      readings.forEach(sink);
    }

    private Fault silent() {
      if (online) {
        pack.silence(setup.clock().millis()).forEach(sink);
      }
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
