package io.coldshelf.edge.cli;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.driver.line.TracedLines;
import io.coldshelf.edge.DriverCatalogue;
import io.coldshelf.edge.config.DeviceEntry;
import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.model.Observation;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.yaml.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code devices}: one device, asked by hand. */
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Finds devices, and asks one by hand. The agent must not hold its port meanwhile.",
    subcommands = DiscoverCommand.class,
    footer = {
      "",
      "Examples:",
      "  ./coldshelf devices discover --serial /dev/ttyUSB0",
      "  ./coldshelf devices read case-probe --config gateway.yaml",
      "  ./coldshelf devices read --profile xy-md02 --connect"
          + " 'modbus-rtu:/dev/ttyUSB0?baud=9600&unit=1'",
      "  ./coldshelf devices watch shelf-reader --config gateway.yaml",
      "  ./coldshelf devices write case-controller setpoint-set -21 --config gateway.yaml --dry-run"
    })
final class DevicesCommand implements Callable<Integer> {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  @Spec private CommandSpec spec;

  private DevicesCommand() {
    spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "discover, read, watch or write?");
  }

  /** Which device: one of the configuration, or a profile and a connection. */
  static final class Which {
    @Parameters(
        arity = "0..1",
        paramLabel = "DEVICE",
        description = "The device's name in the configuration.")
    private @Nullable String name;

    @picocli.CommandLine.Mixin private Where where = new Where();

    @Option(names = "--json", description = "JSON lines.")
    private boolean json;

    @Option(
        names = "--raw",
        description = "Also the bytes that go over the line, on standard error.")
    private boolean raw;

    private Chosen chosen() {
      return where.chosen(Optional.ofNullable(name));
    }

    /** Opens it; touches no wire yet. */
    private Device open(Chosen chosen) {
      return chosen.open(
          raw
              ? Optional.of(new TracedLines(Lines.real(), new RawFrames(System.err)))
              : Optional.empty());
    }
  }

  /**
   * A device, as it is to be asked.
   *
   * @param setup what it is and where
   * @param data where the agent of its configuration keeps its data, if nobody told it otherwise
   */
  private record Chosen(DeviceSetup setup, Optional<Path> data) {

    Device open(Optional<Lines> lines) {
      return new DriverCatalogue(data, lines).driver(setup.profile().protocol()).open(setup);
    }
  }

  /** Where the device is said to be. */
  static final class Where {
    @Option(names = "--config", paramLabel = "FILE", description = "The gateway's configuration.")
    private @Nullable Path config;

    @Option(
        names = "--profile",
        paramLabel = "PROFILE",
        description = "Without a configuration: the device's profile.")
    private @Nullable String profile;

    @Option(
        names = "--connect",
        paramLabel = "URL",
        description = "Without a configuration: where the device is.")
    private @Nullable String connect;

    private Chosen chosen(Optional<String> name) {
      if (config != null && name.isPresent()) {
        return configured(config, name.get());
      }
      if (profile != null && connect != null) {
        return described(profile, connect);
      }
      throw new UsageException(
          "name a DEVICE and --config FILE, or --profile PROFILE and --connect URL");
    }

    private static Chosen configured(Path config, String name) {
      GatewayConfiguration configuration = Configurations.read(config, DevicesCommand::ifThere);
      DeviceEntry entry =
          configuration.devices().stream()
              .filter(device -> device.name().equals(name))
              .findFirst()
              .orElseThrow(() ->
                  new UsageException(
                      "there is no device '"
                          + name
                          + "' in "
                          + config
                          + "; there are "
                          + String.join(
                              ", ",
                              configuration.devices().stream().map(DeviceEntry::name).toList())));
      return new Chosen(
          new DeviceSetup(
              name,
              entry.profile(),
              entry.connection(),
              entry.timeout(),
              InstantSource.system(),
              entry.access()),
          Optional.of(configuration.local().data()));
    }

    private static Chosen described(String profileName, String url) {
      DeviceProfile profile =
          DeviceProfiles.builtIn()
              .find(profileName)
              .orElseThrow(() ->
                  new UsageException(
                      "there is no profile '"
                          + profileName
                          + "'; there are "
                          + String.join(", ", DeviceProfiles.builtIn().byName().keySet())));
      Duration timeout = profile.facts().modbus().timeout().orElse(TIMEOUT);
      return new Chosen(
          new DeviceSetup(
              "device", profile, Connection.parse(url), timeout, InstantSource.system()),
          Optional.empty());
    }
  }

  /**
   * What a device asks for must be there; the uplink's secrets need not be, where it is not used.
   */
  private static String ifThere(Secrets.Source source, String name) {
    try {
      return Secrets.of(System.getenv()).find(source, name);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  @Command(name = "read", mixinStandardHelpOptions = true, description = "One value of each point.")
  int read(@picocli.CommandLine.Mixin Which which) throws InterruptedException {
    return ask(which, true);
  }

  @Command(
      name = "watch",
      mixinStandardHelpOptions = true,
      description = "Live values until Ctrl-C.")
  int watch(@picocli.CommandLine.Mixin Which which) throws InterruptedException {
    return ask(which, false);
  }

  @Command(
      name = "write",
      mixinStandardHelpOptions = true,
      description = {
        "Sets one point of a device and reads it back. Only what the profile says may be set",
        "('writable'), within its limits."
      },
      footer = {
        "",
        "Examples:",
        "  ./coldshelf devices write case-controller setpoint-set -21 --config gateway.yaml"
            + " --dry-run",
        "  ./coldshelf devices write setpoint-set -21 --profile danfoss-ekc-202d"
            + " --connect 'modbus-rtu:/dev/ttyUSB0?unit=3'",
        "",
        "Exit code 0 when the device has the value, 1 when it has not, 2 when it is not allowed."
      })
  int write(
      @Parameters(
              arity = "2..3",
              hideParamSyntax = true,
              paramLabel = "[DEVICE] POINT VALUE",
              description = "The device, unless --profile names one; the point; the value.")
          List<String> what,
      @picocli.CommandLine.Mixin Where where,
      @Option(names = "--dry-run", description = "Only say what would be sent.") boolean dryRun,
      @Option(names = "--json", description = "JSON lines.") boolean json) {
    String point = what.get(what.size() - 2);
    double value = number(what.getLast());
    try {
      Chosen chosen =
          where.chosen(what.size() == 3 ? Optional.of(what.getFirst()) : Optional.empty());
      DeviceProfile profile = chosen.setup().profile();
      try (Device device = chosen.open(Optional.empty())) {
        if (!(device instanceof Device.Settable settable)) {
          throw new UsageException(
              "nothing of a device that speaks " + profile.protocol() + " can be set");
        }
        String sent = settable.wouldWrite(point, value);
        if (dryRun) {
          System.out.println("would write " + sent);
          return 0;
        }
        ObservationLines lines = new ObservationLines(profile, json, System.out);
        return switch (settable.write(point, value)) {
          case Outcome.Answer answer -> {
            answer.observations().forEach(lines::observation);
            yield 0;
          }
          case Outcome.Fault fault -> {
            lines.fault(fault);
            yield 1;
          }
        };
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new UsageException("'" + text + "' is no number; write for example -21.5");
    }
  }

  private static int ask(Which which, boolean once) throws InterruptedException {
    Chosen chosen;
    Device opened;
    try {
      chosen = which.chosen();
      opened = which.open(chosen);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    ObservationLines lines = new ObservationLines(chosen.setup().profile(), which.json, System.out);
    try (Device device = opened) {
      Optional<Outcome.Fault> fault =
          switch (device) {
            case Device.Polled polled -> poll(polled, lines, once);
            case Device.Listening listening -> listen(listening, lines, once);
          };
      fault.ifPresent(lines::fault);
      return fault.isPresent() ? 1 : 0;
    }
  }

  private static Optional<Outcome.Fault> poll(
      Device.Polled device, ObservationLines lines, boolean once) throws InterruptedException {
    while (true) {
      switch (device.read()) {
        case Outcome.Answer answer -> answer.observations().forEach(lines::observation);
        case Outcome.Fault fault -> {
          if (once) {
            return Optional.of(fault);
          }
          lines.fault(fault);
        }
      }
      if (once) {
        return Optional.empty();
      }
      Thread.sleep(INTERVAL);
    }
  }

  private static Optional<Outcome.Fault> listen(
      Device.Listening device, ObservationLines lines, boolean once) throws InterruptedException {
    FirstReport first = new FirstReport(Thread.currentThread(), lines, once);
    try {
      return Optional.of(device.listen(first::take));
    } catch (InterruptedException e) {
      if (first.isSeen()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Ends the listening at the first report that is more than a state. */
  private static final class FirstReport {
    private final Thread listener;
    private final ObservationLines lines;
    private final boolean once;
    private boolean seen;

    FirstReport(Thread listener, ObservationLines lines, boolean once) {
      this.listener = listener;
      this.lines = lines;
      this.once = once;
    }

    boolean isSeen() {
      return seen;
    }

    void take(Observation observation) {
      if (!seen) {
        lines.observation(observation);
      }
      if (once && !(observation instanceof io.coldshelf.model.DeviceState)) {
        seen = true;
        listener.interrupt();
      }
    }
  }
}
