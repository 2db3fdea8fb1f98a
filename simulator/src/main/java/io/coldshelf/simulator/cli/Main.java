package io.coldshelf.simulator.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The simulator's program. */
@Command(
    name = "coldshelf",
    mixinStandardHelpOptions = true,
    description = "Simulated devices and the demo.",
    subcommands = {DemoCommand.class})
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  private Main() {
    spec = CommandSpec.create();
  }

  /**
   * Runs one verb and ends the process: 0 done, 1 failed, 2 wrong usage.
   *
   * @param arguments the verb and its options
   */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Main())
            .registerConverter(Duration.class, new DurationConverter())
            .execute(arguments));
  }

  /** {@code 500ms}, {@code 60s}, {@code 5m}, {@code 1h}. */
  private static final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    @Override
    public Duration convert(String text) {
      Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
      if (!matcher.matches()) {
        throw new TypeConversionException("'" + text + "' is no time; write 60s, 5m or 1h");
      }
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        default -> Duration.ofHours(amount);
      };
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which verb? --help lists them");
  }
}
