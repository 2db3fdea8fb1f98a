package io.coldshelf.edge.cli;

import io.coldshelf.edge.Agent;
import io.coldshelf.edge.HeadStart;
import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.edge.journal.JournalException;
import io.coldshelf.yaml.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code agent}: the edge agent, until it is told to stop. */
@Command(
    name = AgentCommand.NAME,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs the edge agent until it is told to stop (Ctrl-C, SIGTERM).",
    footer = {
      "",
      "Examples:",
      "  ./coldshelf agent --config gateway.yaml",
      "  ./coldshelf agent --config /etc/coldshelf/gateway.yaml --data /var/lib/coldshelf"
    })
final class AgentCommand implements Callable<Integer> {

  static final String NAME = "agent";

  private static final String CONFIG = "--config";
  private static final String DATA = "--data";

  @Option(
      names = CONFIG,
      required = true,
      paramLabel = "FILE",
      description = "The gateway's configuration.")
  private Path config = Path.of("");

  @Option(
      names = DATA,
      paramLabel = "DIR",
      description = "Where the journal is kept (default: as configured).")
  private @Nullable Path data;

  /** For the command line's reader, which fills in what it finds. */
  AgentCommand() {}

  /**
   * The way in which a gateway starts it: the verb, and each option with its value at most once. A
   * start without the command line's reader is a third of a second shorter on a small machine.
   *
   * @return the command; empty for everything else, right or wrong, which is for that reader
   */
  static Optional<AgentCommand> plain(String... arguments) {
    if (arguments.length % 2 == 0 || !arguments[0].equals(NAME)) {
      return Optional.empty();
    }
    Map<String, Path> options = new HashMap<>();
    for (int i = 1; i < arguments.length; i += 2) {
      String option = arguments[i];
      String value = arguments[i + 1];
      boolean known = option.equals(CONFIG) || option.equals(DATA);
      if (!known || value.startsWith("-") || options.putIfAbsent(option, Path.of(value)) != null) {
        return Optional.empty();
      }
    }
    Path config = options.get(CONFIG);
    if (config == null) {
      return Optional.empty();
    }
    AgentCommand command = new AgentCommand();
    command.config = config;
    command.data = options.get(DATA);
    return Optional.of(command);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional.ofNullable(data).ifPresent(kept -> HeadStart.begin(config, kept));
    GatewayConfiguration configuration = Configurations.read(config, Secrets.of(System.getenv()));
    Path directory = Optional.ofNullable(data).orElse(configuration.local().data());
    CountDownLatch stopped = new CountDownLatch(1);
    try {
      Agent agent =
          new Agent(configuration, directory, InstantSource.system(), RandomGenerator.getDefault());
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .name("stop")
                  .unstarted(() -> {
                    agent.close();
                    stopped.countDown();
                    // Told to stop and stopped in order is done, not failed: else the JVM ends with
                    // 128 and the signal's number.
                    Runtime.getRuntime().halt(0);
                  }));
    } catch (JournalException e) {
      System.err.println("coldshelf agent: " + e.getMessage());
      return 1;
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    stopped.await();
    return 0;
  }
}
