package io.coldshelf.simulator.rehearsal;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How to start an agent in a process of its own as the launcher does: its Java options, its class
 * path, which holds no library that a gateway has not, and the start-up cache where there is a good
 * one.
 */
public final class AgentProgram {

  /** Names the directory of the program to the process that runs it. */
  public static final String HOME = "coldshelf.home";

  /** Names the start-up cache, where the launcher has found a good one. */
  public static final String CACHE = "coldshelf.agent.cache";

  private static final String AGENT = "edge-agent";

  private final Path home;

  private AgentProgram(Path home) {
    this.home = home;
  }

  /**
   * The program that this process belongs to.
   *
   * @return empty when it was not started by the launcher, in a test for instance
   */
  public static Optional<AgentProgram> ofThisProcess() {
    String home = System.getProperty(HOME, "");
    AgentProgram program = new AgentProgram(Path.of(home));
    return home.isEmpty() || !Files.exists(program.classPathFile())
        ? Optional.empty()
        : Optional.of(program);
  }

  /**
   * The same for whoever cannot do without.
   *
   * @return the program
   * @throws IOException when this process was not started by the launcher
   */
  public static AgentProgram required() throws IOException {
    return ofThisProcess()
        .orElseThrow(
            () -> new IOException("the agent's program is not known: start this by ./coldshelf"));
  }

  /**
   * The command that starts an agent by the launcher, as on a gateway.
   *
   * @param config its configuration
   * @param data its data directory
   * @return the words of the command
   */
  public List<String> launch(Path config, Path data) {
    return List.of(
        home.resolve("coldshelf").toString(),
        "agent",
        "--config",
        config.toString(),
        "--data",
        data.toString());
  }

  private Path classPathFile() {
    return home.resolve(AGENT).resolve("target").resolve("agent.classpath");
  }

  /**
   * The Java command and its options, up to the main class, which comes next.
   *
   * @param cache the start-up cache to use; nothing for a start without one
   * @param further options that hold for this start alone
   * @param behind class path entries behind the agent's own
   * @return the words of the command
   * @throws IOException when the class path cannot be read
   */
  public List<String> java(Optional<Path> cache, List<String> further, Path... behind)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + home.resolve(AGENT).resolve("src/main/launch/agent.options"));
    cache.ifPresent(file -> command.add("-XX:AOTCache=" + file));
    command.addAll(further);
    command.add("-cp");
    List<String> entries = new ArrayList<>(List.of(Files.readString(classPathFile()).strip()));
    for (Path entry : behind) {
      entries.add(entry.toString());
    }
    command.add(String.join(File.pathSeparator, entries));
    return command;
  }

  /**
   * The start-up cache that the launcher has found good.
   *
   * @return empty where there is none
   */
  public static Optional<Path> cache() {
    return Optional.ofNullable(System.getProperty(CACHE))
        .filter(name -> !name.isEmpty())
        .map(Path::of);
  }

  /**
   * The simulator's own jar, for a class path of jars alone.
   *
   * @return the file
   * @throws IOException when it is not there
   */
  public Path simulatorJar() throws IOException {
    Path target = home.resolve("simulator").resolve("target");
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "simulator-*.jar")) {
      for (Path jar : jars) {
        return jar;
      }
    }
    throw new IOException("there is no jar in " + target + ": build with ./coldshelf");
  }

  /**
   * Where the program is.
   *
   * @return the directory with the launcher
   */
  public Path home() {
    return home;
  }
}
