package io.coldshelf.edge.cli;

import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.edge.pipeline.Detectors;
import io.coldshelf.edge.pipeline.Pipeline;
import io.coldshelf.edge.replay.EventLines;
import io.coldshelf.edge.replay.Recording;
import io.coldshelf.edge.replay.RecordingException;
import io.coldshelf.wire.Topics;
import io.coldshelf.yaml.Secrets;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code replay}: recorded readings through the agent's own pipeline. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs recorded readings through the agent's own pipeline and prints its events as JSON"
            + " lines.",
    footer = {
      "",
      "The file is CSV with a header: time,point,value[,quality] or"
          + " time,reader,antenna,epc[,rssi].",
      "Time is ISO 8601 or seconds since 1970. A line that begins with #kind starts rows of the"
          + " other kind.",
      "The same file and configuration give the same events, to the byte, each time.",
      "",
      "Examples:",
      "  ./coldshelf replay day.csv --config gateway.yaml",
      "  ./coldshelf replay day.csv --config gateway.yaml | jq -r '[.time,.type,.subject]|@tsv'"
    })
final class ReplayCommand implements Callable<Integer> {

  private static final String MAX = "max";

  @Parameters(paramLabel = "FILE", description = "The recording.")
  private Path file = Path.of("");

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The gateway's configuration.")
  private Path config = Path.of("");

  @Option(
      names = "--speed",
      paramLabel = "SPEED",
      defaultValue = MAX,
      description =
          "How fast: 'max', or a multiple of the recording's own time such as 60 (default: max).")
  private String speed = MAX;

  @Option(names = "--json", description = "Only the JSON lines: no summary on standard error.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    GatewayConfiguration configuration = Configurations.read(config, Secrets.notNeeded());
    double factor = factor();
    Recording recording;
    try {
      recording = Recording.read(file);
    } catch (RecordingException e) {
      System.err.println(e.getMessage());
      return 2;
    } catch (NoSuchFileException e) {
      System.err.println("coldshelf replay: there is no file " + file);
      return 2;
    }
    try (PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
            false,
            StandardCharsets.UTF_8)) {
      play(configuration, recording, new Pace(factor), out);
    }
    return 0;
  }

  private double factor() {
    if (speed.equals(MAX)) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      double factor = Double.parseDouble(speed);
      if (factor > 0) {
        return factor;
      }
    } catch (NumberFormatException e) {
      // Said below, in the same words as a number out of range.
    }
    throw new UsageException("--speed is 'max' or a number above 0, not '" + speed + "'");
  }

  private void play(
      GatewayConfiguration configuration, Recording recording, Pace pace, PrintStream out) {
    Topics topics = new Topics(configuration.site().id(), configuration.gateway());
    EventLines events = new EventLines(topics.source(), out);
    Pipeline pipeline = Detectors.pipeline(configuration);
    Set<String> known = new HashSet<>();
    configuration.devices().forEach(device -> known.add(device.name()));
    Set<String> strangers = new HashSet<>();
    long rows =
        recording.play(observation -> {
          pace.await(observation.timeMillis(), out);
          if (!known.contains(observation.device())) {
            strangers.add(observation.device());
          }
          pipeline.accept(observation, events);
        });
    pipeline.finish(events);
    for (String stranger : List.copyOf(strangers).stream().sorted().toList()) {
      System.err.println(
          "coldshelf replay: "
              + stranger
              + " is no device of the configuration; its rows were passed over");
    }
    if (!json) {
      System.err.println("coldshelf replay: " + rows + " rows, " + events.count() + " events");
    }
  }
}
