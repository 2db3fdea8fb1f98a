package io.coldshelf.simulator.truth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.coldshelf.model.Epc;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The truth in writing: JSON lines, fields always in the same order, so that two runs of one seed
 * can be compared byte by byte.
 *
 * <pre>
 * {"timeMillis":1,"what":"items-taken","subject":"milk","epcs":["3034…"],"stockAfter":11}
 * {"timeMillis":1,"what":"shadow","subject":"milk","untilMillis":9,"fraction":0.25}
 * {"timeMillis":1,"what":"began","subject":"milk","condition":"stockout","detail":""}
 * {"timeMillis":1,"what":"ended","subject":"milk","condition":"stockout"}
 * </pre>
 */
public final class TruthLines {

  private static final JsonFactory JSON = new JsonFactory();

  private TruthLines() {}

  /**
   * Writes one event.
   *
   * @param event what happened
   * @return a JSON object on one line, without the line's end
   */
  public static String line(TruthEvent event) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeNumberField("timeMillis", event.timeMillis());
      write(out, event);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, TruthEvent event) throws IOException {
    switch (event) {
      case TruthEvent.ItemsTaken taken -> {
        head(out, "items-taken", taken);
        items(out, taken.epcs(), taken.stockAfter());
      }
      case TruthEvent.ItemsReturned returned -> {
        head(out, "items-returned", returned);
        items(out, returned.epcs(), returned.stockAfter());
      }
      case TruthEvent.ItemsRestocked restocked -> {
        head(out, "items-restocked", restocked);
        items(out, restocked.epcs(), restocked.stockAfter());
      }
      case TruthEvent.ShadowFell shadow -> {
        head(out, "shadow", shadow);
        out.writeNumberField("untilMillis", shadow.untilMillis());
        out.writeNumberField("fraction", shadow.fraction());
      }
      case TruthEvent.Began began -> {
        head(out, "began", began);
        out.writeStringField("condition", began.condition().code());
        out.writeStringField("detail", began.detail());
      }
      case TruthEvent.Ended ended -> {
        head(out, "ended", ended);
        out.writeStringField("condition", ended.condition().code());
      }
    }
  }

  private static void head(JsonGenerator out, String what, TruthEvent event) throws IOException {
    out.writeStringField("what", what);
    out.writeStringField("subject", event.subject());
  }

  private static void items(JsonGenerator out, List<Epc> epcs, int stockAfter) throws IOException {
    out.writeArrayFieldStart("epcs");
    for (Epc epc : epcs) {
      out.writeString(epc.hex());
    }
    out.writeEndArray();
    out.writeNumberField("stockAfter", stockAfter);
  }
}
