package io.coldshelf.simulator.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.coldshelf.model.EventKind;
import io.coldshelf.simulator.truth.Evaluation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What came of a demo, all of it measured: the simulator's truth against the gateways' journals
 * against the bridge's store.
 *
 * @param counts readings and events on their way
 * @param alerts alerts against the truth, by kind
 * @param webhooks what was sent and what arrived
 * @param restarts how often an agent was started again
 */
record Summary(
    Counts counts, Map<EventKind, Evaluation.Result> alerts, Webhooks webhooks, int restarts) {

  /**
   * Readings and events on their way.
   *
   * @param served values that the simulated probes have given out
   * @param tagReports tag reports that the simulated reader has given out
   * @param journalled readings, sightings and events in the journals
   * @param delivered those in the bridge's store
   * @param duplicated those that are in the store twice, or took another's place there
   * @param invented readings of probes in the store beyond what the probes have given out
   */
  record Counts(
      long served,
      long tagReports,
      long journalled,
      long delivered,
      long duplicated,
      long invented) {

    long lost() {
      return journalled - delivered;
    }
  }

  /**
   * Webhooks.
   *
   * @param sent that the bridge holds to be delivered
   * @param received distinct ones that came with the right signature
   * @param repeated deliveries beyond the first
   */
  record Webhooks(long sent, long received, long repeated) {}

  /** Whether nothing was lost, doubled or made up. */
  boolean isClean() {
    return counts.lost() == 0
        && counts.duplicated() == 0
        && counts.invented() == 0
        && repeatedAlerts() == 0;
  }

  private long repeatedAlerts() {
    return alerts.values().stream().mapToLong(result -> result.repeats().size()).sum();
  }

  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.writeStartObject();
      out.writeNumberField("readings", counts.served());
      out.writeNumberField("tagReports", counts.tagReports());
      out.writeNumberField("journalled", counts.journalled());
      out.writeNumberField("delivered", counts.delivered());
      out.writeNumberField("lost", counts.lost());
      out.writeNumberField("duplicated", counts.duplicated());
      out.writeNumberField("invented", counts.invented());
      out.writeObjectFieldStart("alerts");
      for (Map.Entry<EventKind, Evaluation.Result> kind : alerts.entrySet()) {
        alert(out, kind.getKey(), kind.getValue());
      }
      out.writeEndObject();
      out.writeObjectFieldStart("webhooks");
      out.writeNumberField("sent", webhooks.sent());
      out.writeNumberField("received", webhooks.received());
      out.writeNumberField("repeated", webhooks.repeated());
      out.writeEndObject();
      out.writeNumberField("restarts", restarts);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  private static void alert(JsonGenerator out, EventKind kind, Evaluation.Result result)
      throws IOException {
    out.writeObjectFieldStart(kind.code());
    out.writeNumberField("true", result.trueEpisodes());
    out.writeNumberField("detected", result.detected().size());
    out.writeNumberField("false", result.falseAlerts().size());
    out.writeNumberField("missed", result.missed().size());
    out.writeNumberField("repeated", result.repeats().size());
    if (result.delays().median().isPresent()) {
      out.writeNumberField("medianDelayMs", result.delays().median().getAsLong());
    }
    out.writeEndObject();
  }

  /** The same for a person. */
  List<String> lines() {
    List<String> lines = new java.util.ArrayList<>();
    lines.add(
        "Probes gave %,d values, the reader %,d tag reports."
            .formatted(counts.served(), counts.tagReports()));
    lines.add(
        "Journalled %,d records, delivered %,d: %,d lost, %,d doubled, %,d invented."
            .formatted(
                counts.journalled(),
                counts.delivered(),
                counts.lost(),
                counts.duplicated(),
                counts.invented()));
    alerts.forEach((kind, result) ->
        lines.add(
            "%-18s %d of %d detected, %d false%s"
                .formatted(
                    kind.code(),
                    result.detected().size(),
                    result.trueEpisodes(),
                    result.falseAlerts().size(),
                    result.delays().median().isPresent()
                        ? ", median delay " + result.delays().median().getAsLong() + " ms"
                        : "")));
    lines.add("Webhooks: %d sent, %d received.".formatted(webhooks.sent(), webhooks.received()));
    return lines;
  }
}
