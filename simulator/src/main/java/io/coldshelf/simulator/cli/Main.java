package io.coldshelf.simulator.cli;

import io.coldshelf.yaml.Nearest;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The simulator's program. */
@Command(
    name = "coldshelf",
    mixinStandardHelpOptions = true,
    description = "Simulated devices, the demo and the benches.")
public final class Main implements Runnable {

  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

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
    System.exit(run(System.out, System.err, arguments));
  }

  static int run(PrintStream out, PrintStream err, String... arguments) {
    return new CommandLine(new Main())
        .addSubcommand(new DemoCommand(out, err))
        .addSubcommand(new SimulateCommand(out, err))
        .addSubcommand(new BenchCommand(out, err))
        .registerConverter(Duration.class, new DurationConverter())
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((wrong, _) -> refuse(wrong))
        .setExecutionExceptionHandler((failure, line, _) -> fail(failure, line))
        .execute(arguments);
  }

  /** One line: what, and how to mend it. */
  private static int refuse(ParameterException wrong) {
    CommandLine line = wrong.getCommandLine();
    String hint =
        wrong instanceof UnmatchedArgumentException unmatched
            ? Nearest.hint(unmatched.getUnmatched().getFirst(), options(line))
            : "--help shows what there is";
    line.getErr().println(name(line) + ": " + wrong.getMessage() + "; " + hint);
    return WRONG_USAGE;
  }

  private static List<String> options(CommandLine line) {
    return line.getCommandSpec().options().stream().map(OptionSpec::longestName).toList();
  }

  private static int fail(Exception failure, CommandLine line) throws Exception {
    return switch (failure) {
      case java.io.IOException broken -> failed(broken, line);
      case UncheckedIOException broken -> failed(broken, line);
      case IllegalStateException taken -> failed(taken, line);
      default -> throw failure;
    };
  }

  private static int failed(Exception failure, CommandLine line) {
    line.getErr().println(name(line) + ": " + failure.getMessage());
    return FAILED;
  }

  private static String name(CommandLine line) {
    return line.getCommandSpec().qualifiedName();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which verb? --help lists them");
  }
}
