package io.coldshelf.simulator.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.coldshelf.simulator.demo.Simulation;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code simulate}: the devices alone, with the truth about them. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Protocol-true devices on local ports and serial lines, for any gateway to speak to.",
      "What really happens is printed as JSON lines; where the devices are, as YAML on the error"
          + " stream."
    },
    footer = {
      "",
      "Examples:",
      "  ./coldshelf simulate --list",
      "  ./coldshelf simulate demo > truth.jsonl",
      "  ./coldshelf simulate demo --write gateways       and in another terminal:",
      "      ./coldshelf agent --config gateways/store.yaml --data gateways/store",
      "  ./coldshelf simulate demo --for 60s --json | jq -c 'select(.what==\"began\")'"
    })
final class SimulateCommand implements Callable<Integer> {

  private static final String DEMO = "demo";

  private final PrintStream out;
  private final PrintStream err;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..1", paramLabel = "SCENARIO", description = "Which; --list names them.")
  private @Nullable String scenario;

  @Option(names = "--list", description = "List the scenarios.")
  private boolean list;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What happens in the world (default: 1).")
  private long seed = 1;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "End after this time: 60s, 5m (default: Ctrl-C ends it).")
  private @Nullable Duration length;

  @Option(
      names = "--write",
      paramLabel = "DIR",
      description = "Write the gateways' configurations there: store.yaml, truck.yaml.")
  private @Nullable Path folder;

  @Option(
      names = "--json",
      description = "Say where the devices are in the first JSON line, not as YAML.")
  private boolean json;

  SimulateCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    if (list) {
      out.println(
          DEMO
              + "   a store with a milk shelf, a scale, a reader and a dairy case; a reefer truck");
      return 0;
    }
    if (!DEMO.equals(scenario)) {
      throw new ParameterException(
          spec.commandLine(),
          scenario == null
              ? "which scenario? there is: " + DEMO
              : "there is no scenario '" + scenario + "'; there is: " + DEMO);
    }
    CountDownLatch stop = new CountDownLatch(1);
    return CtrlC.endsIt(stop::countDown, () -> simulate(stop));
  }

  private int simulate(CountDownLatch stop) throws IOException, InterruptedException {
    try (Simulation simulation = new Simulation(seed, InstantSource.system(), out)) {
      if (json) {
        out.println(line(simulation.addresses()));
      } else {
        err.print(simulation.devices());
      }
      if (folder != null) {
        simulation.write(folder).forEach(file -> err.println("# wrote " + file));
      }
      if (length == null) {
        stop.await();
      } else {
        boolean _ = stop.await(length.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
    return 0;
  }

  private static String line(Map<String, String> addresses) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator line = new JsonFactory().createGenerator(text)) {
      line.writeStartObject();
      line.writeStringField("what", "devices");
      line.writeObjectFieldStart("devices");
      for (Map.Entry<String, String> address : addresses.entrySet()) {
        line.writeStringField(address.getKey(), address.getValue());
      }
      line.writeEndObject();
      line.writeEndObject();
    }
    return text.toString();
  }
}
