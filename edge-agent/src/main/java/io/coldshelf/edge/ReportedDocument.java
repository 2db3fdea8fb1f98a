package io.coldshelf.edge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.coldshelf.edge.config.Compartment;
import io.coldshelf.edge.config.DeviceEntry;
import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.edge.config.Shelf;
import io.coldshelf.model.PointId;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.ProductClass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * The configuration in force as the gateway tells it to the bridge, on the retained topic {@code
 * reported}: names, places, products and limits; no address of a device and no secret.
 *
 * <pre>
 * {"version":"0.1.0","site":{"id","name","gln","timezone"},
 *  "devices":[{"name","profile","title","points":[{"name","title","unit"}]}],
 *  "shelves":[{"name","product":{"gtin","name"},"capacity","lowAt"}],
 *  "compartments":[{"name","class","title","probes":[],"limits":[{"side","celsius","graceSeconds"}]}]}
 * </pre>
 */
final class ReportedDocument {

  private static final JsonFactory JSON = new JsonFactory();

  private ReportedDocument() {}

  static byte[] of(GatewayConfiguration configuration, String version) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("version", version);
      site(out, configuration);
      out.writeArrayFieldStart("devices");
      for (DeviceEntry device : configuration.devices()) {
        device(out, device);
      }
      out.writeEndArray();
      out.writeArrayFieldStart("shelves");
      for (Shelf shelf : configuration.shelves()) {
        shelf(out, shelf);
      }
      out.writeEndArray();
      out.writeArrayFieldStart("compartments");
      for (Compartment compartment : configuration.compartments()) {
        compartment(out, compartment);
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static void site(JsonGenerator out, GatewayConfiguration configuration)
      throws IOException {
    out.writeObjectFieldStart("site");
    out.writeStringField("id", configuration.site().id());
    out.writeStringField("name", configuration.site().name());
    if (configuration.site().gln().isPresent()) {
      out.writeStringField("gln", configuration.site().gln().get());
    }
    out.writeStringField("timezone", configuration.site().timezone().getId());
    out.writeEndObject();
  }

  private static void device(JsonGenerator out, DeviceEntry device) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", device.name());
    out.writeStringField("profile", device.profile().name());
    out.writeStringField("title", device.profile().title());
    out.writeArrayFieldStart("points");
    for (PointProfile point : device.profile().points()) {
      out.writeStartObject();
      out.writeStringField("name", point.name());
      out.writeStringField("title", point.title());
      out.writeStringField("unit", point.unit());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void shelf(JsonGenerator out, Shelf shelf) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", shelf.name());
    out.writeObjectFieldStart("product");
    out.writeStringField("gtin", shelf.product().gtin());
    out.writeStringField("name", shelf.product().name());
    out.writeEndObject();
    out.writeNumberField("capacity", shelf.capacity());
    out.writeNumberField("lowAt", shelf.lowAt());
    out.writeEndObject();
  }

  private static void compartment(JsonGenerator out, Compartment compartment) throws IOException {
    ProductClass rule = compartment.productClass();
    out.writeStartObject();
    out.writeStringField("name", compartment.name());
    out.writeStringField("class", rule.name());
    out.writeStringField("title", rule.title());
    out.writeArrayFieldStart("probes");
    for (PointId probe : compartment.probes()) {
      out.writeString(probe.toString());
    }
    out.writeEndArray();
    out.writeArrayFieldStart("limits");
    for (ProductClass.Limit limit : rule.limits()) {
      out.writeStartObject();
      out.writeStringField("side", limit.side().name().toLowerCase(Locale.ROOT));
      out.writeNumberField("celsius", limit.celsius());
      out.writeNumberField("graceSeconds", limit.grace().toSeconds());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
