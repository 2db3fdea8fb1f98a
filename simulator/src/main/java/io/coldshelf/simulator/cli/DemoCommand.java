package io.coldshelf.simulator.cli;

import io.coldshelf.simulator.demo.Demo;
import io.coldshelf.simulator.demo.DemoOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: everything at once. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "One store and one truck, simulated at the wire, with real agents, a broker, the bridge and"
          + " its page.",
      "Within a minute a shelf is sold out and the truck's cooling has failed."
    },
    footer = {
      "",
      "With --for it ends by itself with a summary: what the simulated devices gave out, what was"
          + " journalled and",
      "delivered, and the alerts against the truth. Exit code 1 when anything was lost or doubled.",
      "",
      "Examples:",
      "  ./coldshelf demo",
      "  ./coldshelf demo --for 60s --headless --json",
      "  ./coldshelf demo --broker mqtt://127.0.0.1:1883      a broker of your own",
      "  ./coldshelf demo --for 60s --kill-agent 30s          the store's agent dies, and nothing"
          + " is lost"
    })
final class DemoCommand implements Callable<Integer> {

  private final PrintStream out;
  private final PrintStream err;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "End after this time: 60s, 5m (default: Ctrl-C ends it).")
  private @Nullable Duration length;

  @Option(
      names = "--headless",
      description = "Nobody watches: any free ports in place of 8080 and 1883.")
  private boolean headless;

  @Option(names = "--json", description = "Print only the summary, as one JSON line.")
  private boolean json;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What happens in the world (default: 1).")
  private long seed = 1;

  @Option(
      names = "--broker",
      paramLabel = "URL",
      converter = BrokerConverter.class,
      description = "An MQTT 5 broker in place of the embedded one.")
  private @Nullable URI broker;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where journals, store and logs go (default: a new temporary folder,"
              + " which is kept).")
  private @Nullable Path data;

  @Option(
      names = "--kill-agent",
      paramLabel = "TIME",
      description = "Kill the store's agent after this time, as a power cut would.")
  private @Nullable Duration killAgent;

  DemoCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    Path folder = folder();
    if (json) {
      err.println("Journals, store and logs: " + folder);
    }
    Demo demo =
        new Demo(
            new DemoOptions(
                Optional.ofNullable(length),
                headless,
                json,
                seed,
                Optional.ofNullable(broker),
                folder,
                Optional.ofNullable(killAgent)),
            out,
            InstantSource.system());
    return CtrlC.endsIt(demo::stop, () -> demo.play() ? 0 : 1);
  }

  /** A new one, or an empty one: the journals of another demo would spoil the count. */
  private Path folder() throws IOException {
    if (data == null) {
      return Files.createTempDirectory("coldshelf-demo-");
    }
    if (Files.exists(data)) {
      try (Stream<Path> files = Files.list(data)) {
        if (files.findAny().isPresent()) {
          throw new ParameterException(
              spec.commandLine(), data + " is not empty; name a new folder for --data");
        }
      } catch (NotDirectoryException e) {
        throw new ParameterException(
            spec.commandLine(), data + " is no folder; name another for --data", e);
      }
    }
    return data;
  }
}
