package io.coldshelf.edge.cli;

import io.coldshelf.yaml.ConfigurationException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The gateway's program: every verb that needs no bridge. */
@Command(
    name = "coldshelf",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "An edge gateway for smart shelves and the cold chain.",
    subcommands = {
      AgentCommand.class,
      DevicesCommand.class,
      JournalCommand.class,
      ReplayCommand.class
    })
public final class Main implements Runnable {

  private static final int HELP_COLUMNS = 110;
  private static final int FAILED = 1;
  private static final int WRONG = 2;

  @Spec private CommandSpec spec;

  private Main() {
    spec = CommandSpec.create();
  }

  /**
   * Runs one verb and ends the process: 0 done, 1 failed, 2 wrong usage or configuration.
   *
   * @param arguments the verb and its options
   */
  public static void main(String[] arguments) {
    System.setProperty("java.util.logging.manager", LastingLogs.class.getName());
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    LogFormat.install();
    Optional<AgentCommand> agent = AgentCommand.plain(arguments);
    return agent.isPresent() ? runAgent(agent.get()) : runAny(arguments);
  }

  private static int runAgent(AgentCommand agent) {
    try {
      return agent.call();
    } catch (Exception failure) {
      OptionalInt code = say(failure, AgentCommand.NAME);
      if (code.isEmpty()) {
        failure.printStackTrace();
      }
      return code.orElse(FAILED);
    }
  }

  private static int runAny(String... arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return new CommandLine(new Main())
        .addSubcommand(new ConfigCommand(out, err, System.getenv()))
        .addSubcommand(new ProfilesCommand(out, err))
        .addSubcommand(new TagsCommand(out, err))
        .setUsageHelpWidth(HELP_COLUMNS)
        .setExecutionExceptionHandler((failure, line, parsed) -> fail(failure, line))
        .execute(arguments);
  }

  private static int fail(Exception failure, CommandLine line) throws Exception {
    OptionalInt code = say(failure, line.getCommandName());
    if (code.isEmpty()) {
      throw failure;
    }
    return code.getAsInt();
  }

  /** Says what a person can mend, and gives the exit code; empty for a bug. */
  private static OptionalInt say(Exception failure, String verb) {
    return switch (failure) {
      case ConfigurationException wrong -> {
        System.err.println(wrong.getMessage());
        yield OptionalInt.of(WRONG);
      }
      case UsageException wrong -> {
        System.err.println("coldshelf " + verb + ": " + wrong.getMessage());
        yield OptionalInt.of(WRONG);
      }
      case java.io.IOException broken -> {
        System.err.println("coldshelf " + verb + ": " + words(broken));
        yield OptionalInt.of(FAILED);
      }
      default -> OptionalInt.empty();
    };
  }

  /** What the system says of a file is often no more than its name. */
  private static String words(java.io.IOException broken) {
    boolean speaks = broken.getMessage() != null && !(broken instanceof FileSystemException);
    return speaks ? String.valueOf(broken.getMessage()) : broken.toString();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which verb? --help lists them");
  }
}
