package io.coldshelf.edge.cli;

import io.coldshelf.driver.line.Lines;
import io.coldshelf.edge.provision.Found;
import io.coldshelf.edge.provision.KernelSearch;
import io.coldshelf.edge.provision.Knocks;
import io.coldshelf.edge.provision.NetSearch;
import io.coldshelf.edge.provision.Proposal;
import io.coldshelf.edge.provision.Report;
import io.coldshelf.edge.provision.Search;
import io.coldshelf.edge.provision.SerialPorts;
import io.coldshelf.edge.provision.SerialSearch;
import io.coldshelf.edge.provision.Subnet;
import io.coldshelf.profile.DeviceProfiles;
import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code devices discover}: looks what is connected, and proposes configuration for it. */
@Command(
    name = "discover",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Finds what is connected and proposes configuration for it. Nothing is written to any",
      "device: it listens, and asks for readings. Ctrl-C ends it; what was found is printed.",
      "",
      "Without options: what the kernel knows, and all serial ports. Ports that the agent",
      "holds are left alone: stop it to have them searched."
    },
    footer = {
      "",
      "Examples:",
      "  ./coldshelf devices discover",
      "  ./coldshelf devices discover --serial /dev/ttyUSB0",
      "  ./coldshelf devices discover --net 192.168.1.0/24",
      "  ./coldshelf devices discover --all > found.yaml",
      "",
      "Exit code 0 when something was found, 1 when nothing was."
    })
final class DiscoverCommand implements Callable<Integer> {

  private static final Duration LISTENING = Duration.ofMillis(700);
  private static final Duration ANSWERING = Duration.ofMillis(150);
  private static final Duration CONNECTING = Duration.ofMillis(500);

  @Option(
      names = "--serial",
      paramLabel = "PORT",
      description = "Search this serial port; repeatable.")
  private List<Path> ports = new ArrayList<>();

  @Option(
      names = "--net",
      paramLabel = "CIDR",
      description = "Search these addresses, such as 192.168.1.0/24; repeatable.")
  private List<String> networks = new ArrayList<>();

  @Option(
      names = "--all",
      description = {
        "Also the networks that this gateway is in, and on a serial",
        "port all 247 units at all speeds: some minutes for each."
      })
  private boolean all;

  private DiscoverCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    List<Search> searches = searches();
    Terminal terminal = new Terminal(System.out, System.err, isWatched());
    Thread summary = new Thread(terminal::finish, "summary");
    Runtime.getRuntime().addShutdownHook(summary);
    for (Search search : searches) {
      search.run(terminal);
    }
    terminal.finish();
    return terminal.found().isEmpty() ? 1 : 0;
  }

  private static boolean isWatched() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  private List<Search> searches() {
    DeviceProfiles profiles = DeviceProfiles.builtIn();
    SerialSearch.Patience patience = new SerialSearch.Patience(LISTENING, ANSWERING, all);
    boolean everything = all || (ports.isEmpty() && networks.isEmpty());
    List<Search> searches = new ArrayList<>();
    if (everything) {
      searches.add(new KernelSearch(Path.of("/sys"), profiles));
    }
    List<Path> serial = everything && ports.isEmpty() ? SerialPorts.in(Path.of("/dev")) : ports;
    for (Path port : serial) {
      searches.add(new SerialSearch(port, Lines.real(), profiles, patience));
    }
    for (Subnet subnet : subnets()) {
      searches.add(new NetSearch(subnet, Knocks.all(profiles, CONNECTING), CONNECTING));
    }
    return searches;
  }

  private List<Subnet> subnets() {
    try {
      List<Subnet> subnets = new ArrayList<>(networks.stream().map(Subnet::parse).toList());
      if (all && networks.isEmpty()) {
        subnets.addAll(Subnet.own());
      }
      return subnets;
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Says what goes on where a person sees it, and prints the proposal where a file may take it. */
  static final class Terminal implements Report {
    private static final int WIDTH = 60;

    private final PrintStream out;
    private final PrintStream progress;
    private final boolean isWatched;
    private final List<Found> found = new ArrayList<>();
    private final AtomicBoolean finished = new AtomicBoolean();

    Terminal(PrintStream out, PrintStream progress, boolean isWatched) {
      this.out = out;
      this.progress = progress;
      this.isWatched = isWatched;
    }

    @Override
    public synchronized void looking(String place) {
      if (isWatched) {
        String shown =
            place.length() > WIDTH ? "…" + place.substring(place.length() - WIDTH + 1) : place;
        progress.print("\r\u001B[K" + shown);
        progress.flush();
      }
    }

    @Override
    public synchronized void found(Found each) {
      found.add(each);
      line("found  " + each.what());
      line("       " + each.connect());
      if (!each.perhaps().isEmpty()) {
        line("       perhaps " + String.join(", ", each.perhaps()));
      } else if (each.profiles().isEmpty()) {
        line("       no profile known: 'coldshelf profiles list', or write one");
      }
    }

    @Override
    public synchronized void note(String place, String note) {
      line(place + ": " + note);
    }

    private void line(String text) {
      progress.println((isWatched ? "\r\u001B[K" : "") + text);
    }

    synchronized List<Found> found() {
      return List.copyOf(found);
    }

    /** Once, at the end or when it is interrupted. */
    void finish() {
      if (finished.getAndSet(true)) {
        return;
      }
      List<Found> all = found();
      line(all.isEmpty() ? "Nothing was found." : all.size() + " found; for gateway.yaml:");
      out.print(Proposal.yaml(all));
      out.flush();
    }
  }
}
