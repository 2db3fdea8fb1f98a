package io.coldshelf.simulator.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A real broker in a process of its own, on a free port, without a disk: what it holds in memory is
 * gone when it dies. It keeps no bound on what waits for a slow subscriber, for it would drop the
 * rest, and lets senders have a window of {@link BareMqtt#WINDOW}.
 */
final class Mosquitto implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(10);
  private static final long LOOK_NANOS = 10_000_000L;
  private static final int CONNECT_MILLIS = 1_000;
  private static final List<String> USUAL = List.of("/usr/sbin", "/usr/local/sbin", "/usr/bin");

  // proc(5), /proc/PID/stat: utime and stime, counted behind the name in brackets; 100 ticks a
  // second on every Linux that runs Java.
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;
  private static final double TICKS_PER_SECOND = 100;

  private final List<String> command;
  private final int port;
  private final Thread lastResort = Thread.ofPlatform().unstarted(this::destroy);
  private Optional<Process> process = Optional.empty();

  private Mosquitto(List<String> command, int port) {
    this.command = command;
    this.port = port;
  }

  /** Chooses a port and writes the configuration; {@link #start} starts it. */
  static Mosquitto prepare(Path folder) throws IOException {
    Path binary = binary();
    int port = freePort();
    Path configuration =
        Files.write(
            folder.resolve("mosquitto.conf"),
            List.of(
                "listener " + port + " 127.0.0.1",
                "allow_anonymous true",
                "persistence false",
                "max_queued_messages 0",
                "max_inflight_messages " + 2 * BareMqtt.WINDOW,
                "user " + System.getProperty("user.name")));
    Mosquitto broker =
        new Mosquitto(List.of(binary.toString(), "-c", configuration.toString()), port);
    Runtime.getRuntime().addShutdownHook(broker.lastResort);
    return broker;
  }

  /** A running one. */
  static Mosquitto start(Path folder) throws IOException {
    Mosquitto broker = prepare(folder);
    broker.start();
    return broker;
  }

  /** Whether there is one to be had. */
  static boolean isInstalled() {
    return find().isPresent();
  }

  private static Path binary() throws IOException {
    return find()
        .orElseThrow(() ->
            new IOException(
                "this bench needs the MQTT broker mosquitto, and it is not on the PATH; install it"
                    + " with: sudo apt-get install mosquitto"));
  }

  private static Optional<Path> find() {
    List<String> folders = new ArrayList<>();
    String path = System.getenv("PATH");
    if (path != null) {
      folders.addAll(List.of(path.split(File.pathSeparator, -1)));
    }
    folders.addAll(USUAL);
    return folders.stream()
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "mosquitto"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Starts it, and waits until it listens. */
  void start() throws IOException {
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process = Optional.of(started);
    long deadline = System.nanoTime() + START.toNanos();
    while (!isListening()) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("mosquitto does not start on port " + port);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  String url() {
    return "mqtt://127.0.0.1:" + port;
  }

  /** CPU time since its start, in seconds; 0 where the system does not tell. */
  double cpuSeconds() throws IOException {
    if (process.isEmpty()) {
      return 0;
    }
    Path stat = Path.of("/proc", Long.toString(process.get().pid()), "stat");
    if (!Files.isReadable(stat)) {
      return 0;
    }
    String text = Files.readString(stat);
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]))
        / TICKS_PER_SECOND;
  }

  /** As a power cut would. */
  void kill() throws InterruptedException {
    if (process.isPresent()) {
      int _ = process.get().destroyForcibly().waitFor();
    }
  }

  private void destroy() {
    process.ifPresent(Process::destroyForcibly);
  }

  @Override
  public void close() {
    destroy();
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(lastResort);
    } catch (IllegalStateException e) {
      // The program ends already, and the hook has run or will.
    }
  }
}
