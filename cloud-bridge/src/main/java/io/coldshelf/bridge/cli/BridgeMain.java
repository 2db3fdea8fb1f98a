package io.coldshelf.bridge.cli;

import io.coldshelf.bridge.Bridge;
import io.coldshelf.bridge.BridgeConfiguration;
import io.coldshelf.bridge.BridgeYaml;
import io.coldshelf.bridge.store.StoreException;
import io.coldshelf.yaml.ConfigurationException;
import io.coldshelf.yaml.Secrets;
import io.coldshelf.yaml.YamlDocument;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coldshelf bridge}. */
public final class BridgeMain {

  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private BridgeMain() {}

  /**
   * Runs a verb.
   *
   * @param arguments the verb and its options
   */
  public static void main(String[] arguments) {
    System.exit(run(System.getenv(), arguments));
  }

  static int run(Map<String, String> environment, String... arguments) {
    return commands(environment).execute(arguments);
  }

  static CommandLine commands(Map<String, String> environment) {
    CommandLine commands = new CommandLine(new Verbs());
    commands.addSubcommand("bridge", new Run(environment));
    commands.setExecutionExceptionHandler((e, command, _) -> {
      command.getErr().println(e.getMessage());
      return e instanceof ConfigurationException || e instanceof IllegalArgumentException
          ? WRONG_USAGE
          : FAILED;
    });
    return commands;
  }

  @Command(
      name = "coldshelf",
      description = "Coldshelf: smart shelves and the cold chain.",
      mixinStandardHelpOptions = true,
      version = "coldshelf 0.1.0",
      synopsisSubcommandLabel = "VERB")
  private static final class Verbs implements Runnable {
    @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

    @Override
    public void run() {
      if (spec != null) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "Name a verb; 'coldshelf --help' lists them.");
      }
    }
  }

  @Command(
      name = "bridge",
      mixinStandardHelpOptions = true,
      description = "Runs the cloud bridge: broker, store, alerts, HTTP interface and page.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "1:failed",
        "2:wrong usage or configuration",
        "130:stopped by Ctrl-C, in order, with everything written",
        "143:stopped by SIGTERM, the same way"
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  coldshelf bridge",
        "      all defaults: page on http://127.0.0.1:8080, MQTT on 127.0.0.1:1883,",
        "      store in ./data/bridge.db",
        "  coldshelf bridge --config /etc/coldshelf/bridge.yaml --data /var/lib/coldshelf",
        "      as the file says"
      })
  private static final class Run implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "bridge.yaml")
    private @org.jspecify.annotations.Nullable Path config;

    @Option(
        names = "--data",
        paramLabel = "DIR",
        description = "where the store is, ./data unless said otherwise")
    private Path data = Path.of("data");

    Run(Map<String, String> environment) {
      this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
      BridgeConfiguration configuration =
          config == null
              ? BridgeConfiguration.defaults(data)
              : BridgeYaml.read(YamlDocument.read(config), data, Secrets.of(environment));
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch stopped = new CountDownLatch(1);
      Thread stop = Thread.ofPlatform().name("stop").unstarted(() -> stop(asked, stopped));
      try (Bridge bridge = Bridge.start(configuration)) {
        Runtime.getRuntime().addShutdownHook(stop);
        say(configuration, bridge);
        asked.await();
      } catch (IllegalStateException | StoreException e) {
        line().getErr().println(e.getMessage());
        return FAILED;
      } finally {
        stopped.countDown();
      }
      return 0;
    }

    /** Holds the end of the process until everything is closed. */
    private static void stop(CountDownLatch asked, CountDownLatch stopped) {
      asked.countDown();
      try {
        stopped.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void say(BridgeConfiguration configuration, Bridge bridge) {
      String host = configuration.http().listen().getHostString();
      PrintWriter out = line().getOut();
      out.println("The page is on http://" + host + ":" + bridge.httpPort() + "/");
      String mqtt =
          switch (configuration.mqtt()) {
            case BridgeConfiguration.Embedded embedded ->
                embedded.settings().listen().getHostString() + ":" + bridge.mqttPort().orElse(0);
            case BridgeConfiguration.External external -> external.settings().url();
          };
      out.println("Gateways connect to " + mqtt + " (MQTT 5)");
      out.println("The store is " + configuration.store().toAbsolutePath().normalize());
      out.flush();
    }

    private CommandLine line() {
      return Objects.requireNonNull(spec, "picocli sets it").commandLine();
    }
  }
}
