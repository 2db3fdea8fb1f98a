package io.coldshelf.edge.cli;

import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.edge.config.GatewayTemplate;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.ProductClasses;
import io.coldshelf.profile.Schemas;
import io.coldshelf.yaml.ConfigurationException;
import io.coldshelf.yaml.Mistake;
import io.coldshelf.yaml.Nearest;
import io.coldshelf.yaml.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code config}: checks, begins and describes a gateway's configuration. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Checks, begins and describes a gateway's configuration.")
public final class ConfigCommand {

  private final PrintWriter out;
  private final PrintWriter err;
  private final Map<String, String> environment;

  /**
   * The verb.
   *
   * @param out what was asked for
   * @param err what went wrong
   * @param environment where secrets may be, {@code System.getenv()}
   */
  public ConfigCommand(PrintWriter out, PrintWriter err, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.environment = Map.copyOf(environment);
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Says everything that is wrong in a configuration, and how to mend it.",
      footer = {
        "",
        "Examples:",
        "  coldshelf config check gateway.yaml",
        "  coldshelf config check --without-secrets --json gateway.yaml",
        "",
        "Exit code 0 for a good file, 2 for a wrong one."
      })
  int check(
      @Parameters(paramLabel = "FILE", description = "The configuration, gateway.yaml.") Path file,
      @Option(
              names = "--without-secrets",
              description = "Look for no secrets: for a machine that does not hold them.")
          boolean withoutSecrets,
      @Option(names = "--json", description = "One JSON object a line.") boolean json) {
    ConfigurationReport report = new ConfigurationReport(out, err, json);
    return report.saying(() -> {
      GatewayConfiguration read =
          GatewayConfiguration.read(
              file,
              DeviceProfiles.builtIn(),
              ProductClasses.builtIn(),
              withoutSecrets ? Secrets.notNeeded() : Secrets.of(environment));
      report.warnings(read.warnings());
      good(report, file, read);
      return ConfigurationReport.OK;
    });
  }

  private static void good(ConfigurationReport report, Path file, GatewayConfiguration read) {
    int devices = read.devices().size();
    int shelves = read.shelves().size();
    int compartments = read.compartments().size();
    report.line(
        "%s: good. Gateway %s with devices: %d, shelves: %d, compartments: %d."
            .formatted(file, read.gateway(), devices, shelves, compartments),
        object -> {
          object.writeStringField("level", "ok");
          object.writeStringField("file", file.toString());
          object.writeStringField("gateway", read.gateway());
          object.writeNumberField("devices", devices);
          object.writeNumberField("shelves", shelves);
          object.writeNumberField("compartments", compartments);
        });
  }

  @Command(
      name = "init",
      mixinStandardHelpOptions = true,
      description = "Writes a first configuration with comments, to a new file or to the screen.",
      footer = {
        "",
        "Examples:",
        "  coldshelf config init gateway.yaml",
        "  coldshelf config init > gateway.yaml"
      })
  int init(
      @Parameters(arity = "0..1", paramLabel = "FILE", description = "A file not yet there.")
          @Nullable Path file) {
    if (file == null) {
      out.print(GatewayTemplate.text());
      out.flush();
      return ConfigurationReport.OK;
    }
    ConfigurationReport report = new ConfigurationReport(out, err, false);
    return report.saying(() -> {
      create(file);
      out.println("Wrote " + file + ". Next: coldshelf config check " + file);
      return ConfigurationReport.OK;
    });
  }

  private static void create(Path file) {
    try {
      Files.writeString(file, GatewayTemplate.text(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw refused(file, "the file is there already", "name another, or remove it first", e);
    } catch (IOException e) {
      throw refused(file, "the file cannot be written", "check the directory", e);
    }
  }

  private static ConfigurationException refused(
      Path file, String what, String fix, IOException cause) {
    return new ConfigurationException(
        List.of(new Mistake(file.toString(), 1, 1, what, fix)), cause);
  }

  @Command(
      name = "schema",
      mixinStandardHelpOptions = true,
      description = "Prints a JSON Schema, for editors and for other programs.",
      footer = {
        "",
        "Examples:",
        "  coldshelf config schema > gateway.schema.json",
        "  coldshelf config schema event",
        "",
        "Names: gateway, device-profile, product-classes, event."
      })
  int schema(
      @Parameters(
              arity = "0..1",
              paramLabel = "NAME",
              defaultValue = "gateway",
              description = "Which schema; ${DEFAULT-VALUE} where left out.")
          String name) {
    Map<String, Schemas> known =
        Arrays.stream(Schemas.values())
            .collect(Collectors.toMap(Schemas::code, Function.identity()));
    Optional<Schemas> schema = Optional.ofNullable(known.get(name));
    if (schema.isEmpty()) {
      err.println(
          "there is no schema '"
              + name
              + "'; "
              + Nearest.hint(name, known.keySet().stream().sorted().toList()));
      return ConfigurationReport.WRONG;
    }
    out.print(schema.get().text());
    out.flush();
    return ConfigurationReport.OK;
  }
}
