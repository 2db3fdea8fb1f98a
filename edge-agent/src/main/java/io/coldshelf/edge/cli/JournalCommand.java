package io.coldshelf.edge.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.coldshelf.edge.Agent;
import io.coldshelf.edge.journal.History;
import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.JournalException;
import io.coldshelf.edge.journal.JournalReader;
import io.coldshelf.edge.journal.JournalStats;
import io.coldshelf.edge.journal.Outlook;
import io.coldshelf.edge.journal.Verification;
import io.coldshelf.edge.proof.GatewayKey;
import io.coldshelf.edge.proof.Notary;
import io.coldshelf.edge.proof.Witness;
import io.coldshelf.model.PointId;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Head;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.WireException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code journal}: a look at the durable log, also while the agent runs. */
@Command(
    name = "journal",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "A look at the durable log, also while the agent runs.",
    footer = {
      "",
      "Examples:",
      "  ./coldshelf journal stats --data data",
      "  ./coldshelf journal tail --data data --lane events",
      "  ./coldshelf journal export --data data --from 2026-01-31T00:00:00Z > january-31.csv",
      "  ./coldshelf journal verify --data data && echo intact",
      "  ./coldshelf journal verify --data data --key gateway.pub --head head-from-bridge.json"
    })
final class JournalCommand implements Callable<Integer> {

  private static final JsonFactory JSON = new JsonFactory();

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The agent's data directory (default: data).",
      scope = picocli.CommandLine.ScopeType.INHERIT)
  private Path data = Path.of("data");

  @Option(
      names = "--json",
      description = "JSON lines.",
      scope = picocli.CommandLine.ScopeType.INHERIT)
  private boolean json;

  private JournalCommand() {
    spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "stats, tail, export or verify?");
  }

  private Path file() {
    return data.resolve(Agent.JOURNAL_FILE);
  }

  @Command(name = "stats", mixinStandardHelpOptions = true, description = "The journal in numbers.")
  int stats() throws IOException {
    try (JournalReader journal = Journal.openReadOnly(file())) {
      JournalStats stats = journal.stats();
      if (json) {
        System.out.println(json(stats));
        return 0;
      }
      JournalStats.Totals totals = stats.totals();
      System.out.printf(Locale.ROOT, "epoch      %s%n", stats.epoch());
      System.out.printf(
          Locale.ROOT,
          "journalled %,d readings, %,d sightings, %,d events in %,d commits%n",
          totals.readings(),
          totals.sightings(),
          totals.events(),
          totals.commits());
      for (Lane lane : Lane.values()) {
        JournalStats.LaneStats of = stats.of(lane);
        System.out.printf(
            Locale.ROOT,
            "%-10s %,d blocks written, %,d not yet stored by the bridge%s%n",
            lane.code(),
            of.last(),
            of.unacknowledged(),
            of.refused() > 0 ? ", " + of.refused() + " set aside" : "");
      }
      System.out.printf(
          Locale.ROOT,
          "on disk    %,d bytes of at most %,d%s%n",
          stats.bytesOnDisk(),
          stats.outlook().maxBytes(),
          outlook(stats.outlook()));
      return 0;
    } catch (JournalException e) {
      return fail(e);
    }
  }

  private static String outlook(Outlook outlook) {
    return outlook.hoursLeft().isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "; %,.0f hours left at the present rate before readings are thinned",
            outlook.hoursLeft().getAsDouble());
  }

  private static String json(JournalStats stats) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("epoch", stats.epoch());
      out.writeNumberField("readings", stats.totals().readings());
      out.writeNumberField("sightings", stats.totals().sightings());
      out.writeNumberField("events", stats.totals().events());
      out.writeNumberField("commits", stats.totals().commits());
      out.writeNumberField("bytes", stats.bytesOnDisk());
      out.writeNumberField("maxBytes", stats.outlook().maxBytes());
      if (stats.outlook().hoursLeft().isPresent()) {
        out.writeNumberField("hoursLeft", stats.outlook().hoursLeft().getAsDouble());
      }
      for (Lane lane : Lane.values()) {
        out.writeObjectFieldStart(lane.code() + "Lane");
        out.writeNumberField("last", stats.of(lane).last());
        out.writeNumberField("acknowledged", stats.of(lane).acknowledged());
        out.writeNumberField("unacknowledged", stats.of(lane).unacknowledged());
        out.writeNumberField("setAside", stats.of(lane).refused());
        out.writeEndObject();
      }
      out.writeEndObject();
    }
    return text.toString();
  }

  @Command(
      name = "tail",
      mixinStandardHelpOptions = true,
      description =
          "The last blocks that the bridge has not stored yet; events whole, readings as a line.")
  int tail(
      @Option(
              names = "--lane",
              paramLabel = "LANE",
              defaultValue = "events",
              description = "events or readings (default: events).")
          String lane,
      @Option(
              names = {"-n", "--count"},
              paramLabel = "N",
              defaultValue = "10",
              description = "How many blocks, 1 to 500 (default: 10).")
          int count) {
    Lane which = lane(lane);
    try (JournalReader journal = Journal.openReadOnly(file())) {
      int most = Math.clamp(count, 1, JournalReader.MAX_BLOCKS);
      long from = Math.max(journal.first(which) - 1, journal.last(which) - most);
      List<Block> blocks = journal.after(which, from, most);
      blocks.forEach(block -> System.out.println(line(block)));
      if (blocks.isEmpty() && !json) {
        System.err.println("The bridge has stored everything in the " + which.code() + " lane.");
      }
      return 0;
    } catch (JournalException e) {
      return fail(e);
    }
  }

  private static Lane lane(String name) {
    for (Lane lane : Lane.values()) {
      if (lane.code().equals(name)) {
        return lane;
      }
    }
    throw new UsageException("there are the lanes events and readings, not '" + name + "'");
  }

  private static String line(Block block) {
    return switch (block.lane()) {
      case EVENTS -> new String(block.payload(), StandardCharsets.UTF_8);
      case READINGS ->
          String.format(
              Locale.ROOT,
              "{\"seq\":%d,\"from\":\"%s\",\"to\":\"%s\",\"count\":%d,\"bytes\":%d}",
              block.seq(),
              Instant.ofEpochMilli(block.span().firstMillis()),
              Instant.ofEpochMilli(block.span().lastMillis()),
              block.span().count(),
              block.payload().length);
    };
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = {
        "What was measured, delivered or not, as far as the journal still holds it.",
        "csv is a replay file; jsonl also has sightings, and what is left of thinned readings."
      })
  int export(
      @Option(
              names = "--from",
              paramLabel = "TIME",
              description = "The earliest, ISO 8601, for example 2026-01-31T06:00:00Z.")
          @Nullable String from,
      @Option(names = "--to", paramLabel = "TIME", description = "The latest, exclusive.")
          @Nullable String to,
      @Option(
              names = "--point",
              paramLabel = "POINT",
              description = "One point only, for example case-probe/temperature.")
          @Nullable String point,
      @Option(
              names = "--format",
              paramLabel = "FORMAT",
              defaultValue = "csv",
              description = "csv or jsonl (default: csv).")
          String format) {
    if (!format.equals("csv") && !format.equals("jsonl")) {
      throw new UsageException("there are the formats csv and jsonl, not '" + format + "'");
    }
    HistoryLines.Wanted wanted =
        new HistoryLines.Wanted(
            time(from).orElse(Long.MIN_VALUE),
            time(to).orElse(Long.MAX_VALUE),
            Optional.ofNullable(point).map(JournalCommand::point));
    HistoryLines lines = new HistoryLines(wanted, format.equals("csv"), System.out);
    try {
      lines.header();
      History.read(file(), wanted.fromMillis(), wanted.toMillis(), lines);
    } catch (JournalException e) {
      return fail(e);
    }
    if (lines.leftOut() > 0) {
      System.err.printf(
          Locale.ROOT,
          "%,d sightings and summaries have no place in a replay file; --format jsonl has them.%n",
          lines.leftOut());
    }
    return 0;
  }

  private static Optional<Long> time(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(iso -> Instant.parse(iso).toEpochMilli());
    } catch (DateTimeParseException e) {
      throw new UsageException("'" + text + "' is no time; write for example 2026-01-31T06:00:00Z");
    }
  }

  private static PointId point(String text) {
    try {
      return PointId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException("'" + text + "' is no point; write device/point");
    }
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Walks the chain of hashes, and holds it against the head that the gateway signed last.",
        "Exit code 1 when a block was altered, added or removed."
      })
  int verify(
      @Option(
              names = "--key",
              paramLabel = "FILE",
              description =
                  "The gateway's public key in PEM (default: gateway.pub in the data directory,"
                      + " which whoever could alter the journal could alter too).")
          @Nullable Path key,
      @Option(
              names = "--head",
              paramLabel = "FILE",
              description =
                  "A signed head, for example from the bridge (default: the last one in the data"
                      + " directory).")
          @Nullable Path head)
      throws IOException {
    try {
      Verification verification = Journal.verify(file());
      for (Verification.Chain chain : verification.chains()) {
        System.out.printf(
            Locale.ROOT,
            "%-10s %,d blocks, %s%n",
            chain.lane().code(),
            chain.blocks(),
            chain.fault().orElse("intact"));
      }
      boolean signed = head(Optional.ofNullable(key), Optional.ofNullable(head));
      return verification.isIntact() && signed ? 0 : 1;
    } catch (JournalException e) {
      return fail(e);
    }
  }

  /** Whether the head fits; true where there is none, and none was asked for. */
  private boolean head(Optional<Path> key, Optional<Path> named) throws IOException {
    Path file = named.orElse(data.resolve(Notary.HEAD_FILE));
    Path publicKey = key.orElse(data.resolve(GatewayKey.PUBLIC_FILE));
    boolean asked = named.isPresent() || key.isPresent();
    if (!asked && (!Files.exists(file) || !Files.exists(publicKey))) {
      System.out.println("head       none was signed yet");
      return true;
    }
    try {
      Head head = Head.read(Files.readAllBytes(file));
      Optional<String> fault = Witness.fault(file(), head, GatewayKey.publicKey(publicKey));
      System.out.println("head       " + fault.orElse("signed " + head.time() + ", fits"));
      return fault.isEmpty();
    } catch (GeneralSecurityException | WireException e) {
      System.out.println("head       cannot be checked: " + e.getMessage());
      return false;
    }
  }

  private static int fail(JournalException e) {
    System.err.println("coldshelf journal: " + e.getMessage());
    return 1;
  }
}
