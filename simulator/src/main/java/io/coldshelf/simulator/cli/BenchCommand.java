package io.coldshelf.simulator.cli;

import io.coldshelf.simulator.bench.Bench;
import io.coldshelf.simulator.bench.BenchOptions;
import io.coldshelf.simulator.bench.Benches;
import io.coldshelf.simulator.bench.Figure;
import io.coldshelf.simulator.bench.Figures;
import io.coldshelf.simulator.bench.Place;
import io.coldshelf.simulator.bench.SeedRange;
import io.coldshelf.yaml.Nearest;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
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

/** {@code bench}: what it costs, each figure beside its reference. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures the journal, the uplink, the drivers, detection and more, each side by side with"
          + " its reference in one run.",
      "Exit code 1 where a figure does not reach its bar."
    },
    footer = {
      "",
      "How to read the figures: docs/performance.md.",
      "",
      "Examples:",
      "  ./coldshelf bench --list",
      "  ./coldshelf bench journal",
      "  ./coldshelf bench journal --quick              a run of seconds",
      "  ./coldshelf bench journal --data /mnt/sdcard   measure that disk",
      "  ./coldshelf bench uplink --json --runs 9",
      "  ./coldshelf bench detect --seed-range 1-100 --family scales",
      "  ./coldshelf bench wire --samples recordings",
      "  ./coldshelf bench soak --kills 1000"
    })
final class BenchCommand implements Callable<Integer> {

  private static final int NOT_MET = 1;
  private static final int RUNS = 5;
  private static final int QUICK_RUNS = 3;
  private static final int KILLS = 20;
  private static final int QUICK_KILLS = 4;

  private final PrintStream out;
  private final PrintStream err;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which one; --list names them.")
  private @Nullable String name;

  @Option(names = "--list", description = "List the benches.")
  private boolean list;

  @Option(names = "--json", description = "Print one JSON line a figure.")
  private boolean json;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "How often to measure; medians are given (default: 5; 3 with --quick).")
  private @Nullable Integer runs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "From which the readings and all chance follow (default: 1).")
  private long seed = 1;

  @Option(names = "--quick", description = "Fewer runs and fewer readings: done in seconds.")
  private boolean quick;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description =
          "soak: go on for this time (60s, 10m), whatever --kills says. detect: how long each world"
              + " is watched (default: 24h).")
  private @Nullable Duration length;

  @Option(
      names = "--kills",
      paramLabel = "N",
      description = "soak: how many processes to kill (default: 20; 4 with --quick).")
  private @Nullable Integer kills;

  @Option(
      names = "--seed-range",
      paramLabel = "A-B",
      description = "detect: the worlds of these seeds (default: 1-40; 1-4 with --quick).")
  private @Nullable String seedRange;

  @Option(
      names = "--family",
      paramLabel = "NAME",
      description = "detect: only this kind of world (default: all).")
  private @Nullable String family;

  @Option(
      names = "--samples",
      paramLabel = "DIR",
      description = "wire: recordings (CSV, as for replay) to encode as well.")
  private @Nullable Path samples;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "A folder on the disk that is to be measured (default: the system's temporary one).")
  private @Nullable Path data;

  BenchCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    BenchOptions options = options();
    if (list) {
      for (Bench bench : Benches.all(options)) {
        out.printf("%-9s %s%n", bench.name(), bench.purpose());
      }
      return 0;
    }
    Bench bench = bench(options);
    Path folder = folder();
    warnOfMemory(folder);
    if (quick) {
      err.println("A quick run: fewer runs and readings, and so rougher figures.");
    }
    Progress progress = new Progress(err, isOnTerminal());
    Thread ctrlC = Thread.ofPlatform().unstarted(() -> removeQuietly(folder));
    Runtime.getRuntime().addShutdownHook(ctrlC);
    try {
      List<Figure> figures = bench.run(new Place(folder, InstantSource.system(), progress));
      progress.done();
      return tell(out, json, bench.name(), figures);
    } finally {
      progress.done();
      removeQuietly(folder);
      forget(ctrlC);
    }
  }

  private static void forget(Thread hook) {
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Ctrl-C was pressed, and the hook has run or will.
    }
  }

  private void removeQuietly(Path folder) {
    try {
      Place.remove(folder);
    } catch (IOException e) {
      err.println("Cannot remove " + folder + ": " + e.getMessage());
    }
  }

  private static boolean isOnTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  private BenchOptions options() {
    try {
      return new BenchOptions(
          Optional.ofNullable(runs).orElse(quick ? QUICK_RUNS : RUNS),
          seed,
          quick,
          Optional.ofNullable(length),
          Optional.ofNullable(kills).orElse(quick ? QUICK_KILLS : KILLS),
          Optional.ofNullable(seedRange).map(SeedRange::parse),
          Optional.ofNullable(family),
          Optional.ofNullable(samples));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Bench bench(BenchOptions options) {
    String wanted = name;
    if (wanted == null) {
      throw new ParameterException(spec.commandLine(), "which bench? --list names them");
    }
    List<String> names = Benches.all(options).stream().map(Bench::name).toList();
    return Benches.named(wanted, options)
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "there is no bench '" + wanted + "'; " + Nearest.hint(wanted, names)));
  }

  /** One of its own, so that all in it can be removed. */
  private Path folder() throws IOException {
    if (data == null) {
      return Files.createTempDirectory("coldshelf-bench-");
    }
    if (!Files.isDirectory(data)) {
      throw new ParameterException(
          spec.commandLine(), data + " is no folder; name one on the disk to measure for --data");
    }
    return Files.createTempDirectory(data, "coldshelf-bench-");
  }

  /** What is in memory is not durable, and so fast that every figure would lie. */
  private void warnOfMemory(Path folder) throws IOException {
    String type = Files.getFileStore(folder).type();
    if (type.equals("tmpfs") || type.equals("ramfs")) {
      err.println(
          "Warning: "
              + folder
              + " is in memory ("
              + type
              + "); give --data a folder on a disk, or the figures say nothing.");
    }
  }

  /** Prints the figures; gives the exit code. */
  static int tell(PrintStream out, boolean json, String bench, List<Figure> figures) {
    if (json) {
      figures.forEach(figure -> out.println(Figures.line(bench, figure)));
    } else {
      Figures.table(figures).forEach(out::println);
    }
    return figures.stream().allMatch(Figure::isMet) ? 0 : NOT_MET;
  }
}
