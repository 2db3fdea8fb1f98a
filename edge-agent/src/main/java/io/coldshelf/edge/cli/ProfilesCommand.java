package io.coldshelf.edge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.ProductClass;
import io.coldshelf.profile.ProductClasses;
import io.coldshelf.yaml.Nearest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code profiles}: the catalogues of device models and product classes. */
@Command(
    name = "profiles",
    mixinStandardHelpOptions = true,
    description = "Shows the catalogue of device models, and checks a new one.")
public final class ProfilesCommand {

  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * The verb.
   *
   * @param out what was asked for
   * @param err what went wrong
   */
  public ProfilesCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the device models that are known.",
      footer = {"", "Example:", "  coldshelf profiles list --profiles /etc/coldshelf/profiles"})
  int list(
      @Option(names = "--profiles", paramLabel = "DIR", description = "A directory of your own.")
          @Nullable Path directory,
      @Option(names = "--json", description = "One JSON object a line.") boolean json) {
    ConfigurationReport report = new ConfigurationReport(out, err, json);
    return report.saying(() -> {
      for (DeviceProfile profile : catalogue(directory).byName().values()) {
        report.line(
            "%-24s %-10s %s".formatted(profile.name(), profile.protocol(), profile.title()),
            object -> write(object, profile));
      }
      return ConfigurationReport.OK;
    });
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows one device model with its points.",
      footer = {"", "Example:", "  coldshelf profiles show xy-md02"})
  int show(
      @Parameters(paramLabel = "NAME", description = "The model's name.") String name,
      @Option(names = "--profiles", paramLabel = "DIR", description = "A directory of your own.")
          @Nullable Path directory,
      @Option(names = "--json", description = "One JSON object.") boolean json) {
    ConfigurationReport report = new ConfigurationReport(out, err, json);
    return report.saying(() -> {
      DeviceProfiles catalogue = catalogue(directory);
      Optional<DeviceProfile> profile = catalogue.find(name);
      if (profile.isEmpty()) {
        err.println(
            "there is no profile '"
                + name
                + "'; "
                + Nearest.hint(name, catalogue.byName().keySet()));
        return ConfigurationReport.WRONG;
      }
      report.line(described(profile.get()), object -> write(object, profile.get()));
      return ConfigurationReport.OK;
    });
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Says everything that is wrong in a profile, and how to mend it.",
      footer = {
        "",
        "Example:",
        "  coldshelf profiles check my-probe.yaml",
        "",
        "Exit code 0 for a good file, 2 for a wrong one."
      })
  int check(
      @Parameters(paramLabel = "FILE", description = "The profile.") Path file,
      @Option(
              names = "--profiles",
              paramLabel = "DIR",
              description = "A directory of your own, with what the profile extends.")
          @Nullable Path directory,
      @Option(names = "--json", description = "One JSON object a line.") boolean json) {
    ConfigurationReport report = new ConfigurationReport(out, err, json);
    return report.saying(() -> {
      DeviceProfile profile = catalogue(directory).reading(file);
      report.line(file + ": good.\n" + described(profile), object -> write(object, profile));
      return ConfigurationReport.OK;
    });
  }

  @Command(
      name = "classes",
      mixinStandardHelpOptions = true,
      description = "Lists the product classes that a compartment can name.",
      footer = {"", "Engineering input, not legal advice."})
  int classes(@Option(names = "--json", description = "One JSON object a line.") boolean json) {
    ConfigurationReport report = new ConfigurationReport(out, err, json);
    for (ProductClass each : ProductClasses.builtIn().byName().values()) {
      report.line(
          "%-26s %s (%s)".formatted(each.name(), each.title(), each.source()),
          object -> {
            object.writeStringField("class", each.name());
            object.writeStringField("title", each.title());
            object.writeStringField("source", each.source());
            object.writeStringField("version", each.version());
          });
    }
    return ConfigurationReport.OK;
  }

  private static DeviceProfiles catalogue(@Nullable Path directory) {
    DeviceProfiles builtIn = DeviceProfiles.builtIn();
    return directory == null ? builtIn : builtIn.with(directory);
  }

  private static String described(DeviceProfile profile) {
    return ProfileText.of(profile).strip();
  }

  private static void write(JsonGenerator object, DeviceProfile profile) throws IOException {
    object.writeStringField("profile", profile.name());
    object.writeStringField("title", profile.title());
    object.writeStringField("protocol", profile.protocol());
    object.writeStringField("source", profile.source());
    if (!profile.line().options().isEmpty()) {
      object.writeStringField("line", profile.line().described());
    }
    object.writeArrayFieldStart("points");
    for (PointProfile point : profile.points()) {
      object.writeStartObject();
      object.writeStringField("point", point.name());
      object.writeStringField("title", point.title());
      object.writeStringField("unit", point.unit());
      if (point.source().isPresent()) {
        object.writeStringField("source", point.source().get().described());
      }
      if (point.accuracy().isPresent()) {
        object.writeNumberField("accuracy", point.accuracy().getAsDouble());
      }
      object.writeEndObject();
    }
    object.writeEndArray();
    object.writeArrayFieldStart("wiring");
    for (String hint : profile.facts().wiring()) {
      object.writeString(hint);
    }
    object.writeEndArray();
  }
}
