package io.coldshelf.edge.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.coldshelf.edge.Agent;
import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.JournalException;
import io.coldshelf.edge.journal.JournalReader;
import io.coldshelf.edge.journal.JournalStats;
import io.coldshelf.edge.journal.Verification;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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
      "  ./coldshelf journal verify --data data && echo intact"
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
    throw new ParameterException(spec.commandLine(), "stats, tail or verify?");
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
      System.out.printf(Locale.ROOT, "on disk    %,d bytes%n", stats.bytesOnDisk());
      return 0;
    } catch (JournalException e) {
      return fail(e);
    }
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
      name = "verify",
      mixinStandardHelpOptions = true,
      description =
          "Walks the chain of hashes; exit code 1 when a block was altered, added or removed.")
  int verify() {
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
      return verification.isIntact() ? 0 : 1;
    } catch (JournalException e) {
      return fail(e);
    }
  }

  private static int fail(JournalException e) {
    System.err.println("coldshelf journal: " + e.getMessage());
    return 1;
  }
}
