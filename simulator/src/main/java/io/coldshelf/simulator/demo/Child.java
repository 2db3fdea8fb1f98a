package io.coldshelf.simulator.demo;

import io.coldshelf.simulator.rehearsal.AgentProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One agent in a process of its own, as it would run in the field, with its log in a file. One that
 * dies is started again, as an init system would do. It ends when this process does, even by a
 * kill: see {@link Leash}.
 */
final class Child implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Child.class.getName());

  private static final int WRONG_CONFIGURATION = 2;

  /** Killed by SIGHUP or SIGINT (128 + 1, 128 + 2): the terminal's, and so meant for the demo. */
  private static final Set<Integer> ENDED_BY_TERMINAL = Set.of(129, 130);

  private static final Duration LEAST_LIFE = Duration.ofSeconds(1);

  private final String name;
  private final List<String> command;
  private final Path log;
  private Process process;
  private volatile boolean stopping;
  private volatile int restarts;

  private Child(String name, List<String> command, Path log) throws IOException {
    this.name = name;
    this.command = command;
    this.log = log;
    this.process = launch();
  }

  /**
   * Starts an agent.
   *
   * @param name for messages
   * @param jvm options of its Java
   * @param arguments the verb and its options
   * @param log takes what it prints
   */
  static Child agent(String name, List<String> jvm, List<String> arguments, Path log)
      throws IOException {
    List<String> command = java(jvm);
    command.add(Leash.class.getName());
    command.addAll(arguments);
    Child child = new Child(name, command, log);
    Thread.ofVirtual().name("watch-" + name).start(child::watch);
    return child;
  }

  /** As the launcher starts an agent, with the {@link Leash} behind it. */
  private static List<String> java(List<String> jvm) throws IOException {
    Optional<AgentProgram> program = AgentProgram.ofThisProcess();
    if (program.isPresent()) {
      Path leash = program.get().home().resolve("simulator").resolve("target").resolve("classes");
      return program.get().java(AgentProgram.cache(), jvm, leash);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(jvm);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    return command;
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private void watch() {
    try {
      while (!stopping) {
        int code = current().waitFor();
        if (code == WRONG_CONFIGURATION) {
          LOG.log(
              System.Logger.Level.ERROR,
              name + " refuses its configuration; its log says why: " + log);
          return;
        }
        if (ENDED_BY_TERMINAL.contains(code)) {
          return;
        }
        revive(code);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, name + " does not start: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void revive(int code) throws IOException, InterruptedException {
    synchronized (this) {
      if (stopping) {
        return;
      }
      restarts++;
      LOG.log(
          System.Logger.Level.INFO,
          name + " ended with " + code + "; starting it again. Its log: " + log);
      process = launch();
    }
    // One that dies at its birth must not keep the machine busy.
    Thread.sleep(LEAST_LIFE);
  }

  private synchronized Process current() {
    return process;
  }

  int restarts() {
    return restarts;
  }

  long pid() {
    return current().pid();
  }

  Path log() {
    return log;
  }

  /** As a power cut would: no warning, no farewell. */
  void kill() {
    current().destroyForcibly();
  }

  /** Asks it to end, and insists when it does not. */
  @Override
  public void close() {
    Process last;
    synchronized (this) {
      stopping = true;
      last = process;
    }
    last.destroy();
    try {
      if (!last.waitFor(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.WARNING, name + " does not end; killing it. Its log: " + log);
        last.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      last.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
