package io.coldshelf.driver.coap;

import java.security.Principal;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.server.resources.CoapExchange;

/** Where one sensor posts. It answers what is wrong at once, and what is right once it is safe. */
final class Inlet extends CoapResource {

  private final PostingSensor sensor;

  Inlet(String name, PostingSensor sensor) {
    super(name);
    this.sensor = sensor;
    getAttributes().setTitle(sensor.title());
    getAttributes().addContentType(MediaTypeRegistry.APPLICATION_SENML_JSON);
    getAttributes().addContentType(MediaTypeRegistry.APPLICATION_SENML_CBOR);
  }

  @Override
  public void handlePOST(CoapExchange exchange) {
    Principal peer = exchange.advanced().getRequest().getSourceContext().getPeerIdentity();
    int format = exchange.getRequestOptions().getContentFormat();
    if (!sensor.isFrom(peer == null ? "" : peer.getName())) {
      exchange.respond(ResponseCode.UNAUTHORIZED, "this path is another sensor's");
    } else if (!Pack.isReadable(format)) {
      exchange.respond(
          ResponseCode.UNSUPPORTED_CONTENT_FORMAT,
          "send SenML, in JSON (content format 110) or CBOR (112)");
    } else if (!sensor.post(
        new PostingSensor.Posted(format, exchange.getRequestPayload(), exchange))) {
      exchange.respondOverload(PostingSensor.LATER_SECONDS);
    }
  }

  /** Some sensors can only put. */
  @Override
  public void handlePUT(CoapExchange exchange) {
    handlePOST(exchange);
  }

  @Override
  public void handleGET(CoapExchange exchange) {
    exchange.respond(ResponseCode.METHOD_NOT_ALLOWED, "post readings here");
  }
}
