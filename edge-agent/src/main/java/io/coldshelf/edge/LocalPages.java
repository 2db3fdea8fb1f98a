package io.coldshelf.edge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.coldshelf.edge.acquire.Inbox;
import io.coldshelf.edge.config.DeviceEntry;
import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.edge.journal.JournalStats;
import io.coldshelf.edge.local.Exposition;
import io.coldshelf.edge.local.LiveView;
import io.coldshelf.edge.local.LocalServer.Answer;
import io.coldshelf.edge.time.Timeline;
import io.coldshelf.edge.uplink.Uplink;
import io.coldshelf.edge.uplink.UplinkStats;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Reading;
import io.coldshelf.wire.Lane;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** What the gateway's own server answers. */
final class LocalPages {

  private static final JsonFactory JSON = new JsonFactory();

  private final GatewayConfiguration configuration;
  private final LiveView view;
  private final Outbox outbox;
  private final Inbox inbox;
  private final PipelineLoop loop;
  private final Timeline timeline;
  private final long bornMillis;

  LocalPages(
      GatewayConfiguration configuration,
      LiveView view,
      Outbox outbox,
      Inbox inbox,
      PipelineLoop loop,
      Timeline timeline,
      long bornMillis) {
    this.configuration = configuration;
    this.view = view;
    this.outbox = outbox;
    this.inbox = inbox;
    this.loop = loop;
    this.timeline = timeline;
    this.bornMillis = bornMillis;
  }

  Map<String, Supplier<Answer>> pages() {
    return Map.of(
        "/healthz",
        this::health,
        "/readyz",
        this::ready,
        "/metrics",
        this::metrics,
        "/status",
        this::status);
  }

  private Answer health() {
    return Answer.text(200, "alive");
  }

  private Answer ready() {
    return loop.isHealthy()
        ? Answer.text(200, "ready")
        : Answer.text(
            503, "the journal cannot be written; readings are kept in memory as far as they fit");
  }

  private Answer metrics() {
    Exposition out = new Exposition();
    out.counter(
        "coldshelf_readings_total",
        "Readings taken since the start, derived ones included.",
        view.readings());
    out.counter("coldshelf_sightings_total", "Sightings since the start.", view.sightings());
    out.counter("coldshelf_events_total", "Events since the start.", view.events());
    out.gauge(
        "coldshelf_inbox_observations", "Observations that wait for the pipeline.", inbox.size());
    out.gauge(
        "coldshelf_alerts_open",
        "Alerts opened since the start and still open.",
        view.openAlerts().size());
    out.gauge(
        "coldshelf_journal_writable",
        "1 while the last commit went through.",
        loop.isHealthy() ? 1 : 0);
    clock(out, timeline.shown());
    JournalStats stats = outbox.journal().stats();
    for (Lane lane : Lane.values()) {
      out.gauge(
          "coldshelf_journal_unacknowledged_blocks",
          "Blocks that the bridge has not stored yet.",
          stats.of(lane).unacknowledged(),
          "lane",
          lane.code());
    }
    out.gauge("coldshelf_journal_bytes", "The journal's files on disk.", stats.bytesOnDisk());
    out.gauge(
        "coldshelf_journal_max_bytes", "What the journal may hold.", stats.outlook().maxBytes());
    stats
        .outlook()
        .hoursLeft()
        .ifPresent(hours ->
            out.gauge(
                "coldshelf_journal_hours_left",
                "Hours without a network, at the present rate, until readings are thinned.",
                Math.round(hours)));
    out.counter(
        "coldshelf_journal_commits_total",
        "Commits in this journal's life.",
        stats.totals().commits());
    outbox.uplink().ifPresent(up -> uplink(out, up.stats()));
    for (DeviceEntry device : configuration.devices()) {
      DeviceState state = view.devices().get(device.name());
      int online = state != null && state.online() ? 1 : 0;
      out.gauge(
          "coldshelf_device_online",
          "1 while the device can be reached.",
          online,
          "device",
          device.name());
    }
    start(out);
    return new Answer(200, Exposition.CONTENT_TYPE, out.toString());
  }

  private static void clock(Exposition out, Timeline.Shown clock) {
    out.gauge(
        "coldshelf_clock_synced",
        "1 while the time of day is known to be right.",
        clock.synced() ? 1 : 0);
    out.gauge(
        "coldshelf_clock_shift_seconds",
        "By how much the time of day was corrected since the start.",
        clock.shiftSeconds());
  }

  private void start(Exposition out) {
    started(out, "first-reading-durable", view.firstDurableMillis());
    started(
        out,
        "first-puback",
        outbox.uplink().map(up -> up.stats().firstAcceptedMillis()).orElse(OptionalLong.empty()));
  }

  private void started(Exposition out, String until, OptionalLong atMillis) {
    if (atMillis.isPresent()) {
      out.seconds(
          "coldshelf_start_seconds",
          "From the start of the process until something happened for the first time.",
          Duration.ofMillis(atMillis.getAsLong() - bornMillis),
          "until",
          until);
    }
  }

  private static void uplink(Exposition out, UplinkStats stats) {
    out.gauge(
        "coldshelf_uplink_connected",
        "1 while connected to the broker.",
        stats.connected() ? 1 : 0);
    out.counter(
        "coldshelf_uplink_sent_blocks_total",
        "Blocks sent, every attempt counted.",
        stats.counts().sent());
    out.counter(
        "coldshelf_uplink_resent_blocks_total",
        "Blocks sent not for the first time.",
        stats.counts().resent());
    out.counter(
        "coldshelf_uplink_refused_blocks_total",
        "Blocks that the broker refused.",
        stats.counts().refused());
    out.counter(
        "coldshelf_uplink_set_aside_blocks_total",
        "Blocks that nobody will take.",
        stats.counts().setAside());
    out.counter(
        "coldshelf_uplink_payload_bytes_total", "Payload bytes sent.", stats.counts().bytes());
    String bytes = "Bytes of MQTT both ways, by the site's time zone; TCP, IP and TLS come on top.";
    out.gauge("coldshelf_uplink_bytes", bytes, stats.line().dayBytes(), "period", "day");
    out.gauge("coldshelf_uplink_bytes", bytes, stats.line().monthBytes(), "period", "month");
    out.gauge(
        "coldshelf_uplink_held",
        "1 while readings wait for uplink.limit.",
        stats.line().held().isPresent() ? 1 : 0);
  }

  private Answer status() {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("gateway", configuration.gateway());
      out.writeStringField("version", AgentVersion.TEXT);
      clock(out, timeline.shown());
      out.writeArrayFieldStart("devices");
      for (DeviceEntry device : configuration.devices()) {
        device(out, device);
      }
      out.writeEndArray();
      out.writeArrayFieldStart("points");
      for (Reading reading : view.points().values()) {
        point(out, reading);
      }
      out.writeEndArray();
      uplink(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return new Answer(200, "application/json", text.toString());
  }

  private static void clock(JsonGenerator out, Timeline.Shown clock) throws IOException {
    out.writeObjectFieldStart("clock");
    out.writeBooleanField("synced", clock.synced());
    out.writeStringField("boot", clock.boot());
    out.writeNumberField("shiftSeconds", clock.shiftSeconds());
    out.writeEndObject();
  }

  private void device(JsonGenerator out, DeviceEntry device) throws IOException {
    DeviceState state = view.devices().get(device.name());
    out.writeStartObject();
    out.writeStringField("name", device.name());
    out.writeStringField("profile", device.profile().name());
    out.writeStringField(
        "state", state == null ? "unknown" : state.online() ? "online" : "offline");
    if (state != null) {
      out.writeStringField("since", Instant.ofEpochMilli(state.timeMillis()).toString());
      if (!state.online()) {
        out.writeStringField("reason", state.reason());
        out.writeStringField("suggestion", state.suggestion());
      }
    }
    out.writeEndObject();
  }

  private static void point(JsonGenerator out, Reading reading) throws IOException {
    out.writeStartObject();
    out.writeStringField("point", reading.point().toString());
    out.writeStringField("time", Instant.ofEpochMilli(reading.timeMillis()).toString());
    if (!reading.quality().isBad()) {
      out.writeNumberField("value", reading.value());
    }
    out.writeStringField("quality", reading.quality().code());
    out.writeEndObject();
  }

  private void uplink(JsonGenerator out) throws IOException {
    Optional<Uplink> uplink = outbox.uplink();
    if (uplink.isPresent()) {
      UplinkStats stats = uplink.get().stats();
      out.writeObjectFieldStart("uplink");
      out.writeBooleanField("connected", stats.connected());
      long since = stats.sinceMillis() + timeline.shown().shiftMillis();
      out.writeStringField("since", Instant.ofEpochMilli(since).toString());
      if (stats.lastError().isPresent()) {
        out.writeStringField("lastError", stats.lastError().get());
      }
      out.writeNumberField("bytesToday", stats.line().dayBytes());
      out.writeNumberField("bytesThisMonth", stats.line().monthBytes());
      if (stats.line().held().isPresent()) {
        out.writeStringField("held", stats.line().held().get());
      }
      out.writeEndObject();
    }
  }
}
