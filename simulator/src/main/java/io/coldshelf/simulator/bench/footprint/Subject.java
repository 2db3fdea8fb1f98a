package io.coldshelf.simulator.bench.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One process that is measured; ends with this, and its output goes to a file. */
public final class Subject implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(250);

  private final Process process;
  private final Path log;

  /**
   * Starts it.
   *
   * @param command its words
   * @param log the file for what it says
   * @throws IOException when it cannot be started
   */
  public Subject(List<String> command, Path log) throws IOException {
    Files.write(log, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    this.log = log;
    this.process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  /**
   * Waits until something is so.
   *
   * @param isSo asked again and again
   * @throws IOException when it takes too long, or the process ends before
   * @throws InterruptedException when asked to stop
   */
  public void awaits(Question isSo) throws IOException, InterruptedException {
    awaits(isSo, PATIENCE, LOOK);
  }

  /**
   * The same with another patience.
   *
   * @param isSo asked again and again
   * @param limit how long to wait at most
   * @param look how long between two looks
   * @throws IOException when it takes too long, or the process ends before
   * @throws InterruptedException when asked to stop
   */
  public void awaits(Question isSo, Duration limit, Duration look)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!isSo.ask()) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new IOException(
            "a measured process did not come as far as it should: " + Files.readString(log));
      }
      Thread.sleep(look);
    }
  }

  /**
   * Its time on a processor until now.
   *
   * @return nanoseconds, of all threads that live
   * @throws IOException when the kernel does not tell
   */
  public long cpuNanos() throws IOException {
    return Proc.cpuNanos(process.pid());
  }

  double idleCores(Duration length) throws IOException, InterruptedException {
    long cpu = Proc.cpuNanos(process.pid());
    long began = System.nanoTime();
    Thread.sleep(length);
    return (double) (Proc.cpuNanos(process.pid()) - cpu) / (System.nanoTime() - began);
  }

  long residentBytes() throws IOException {
    return Proc.residentBytes(process.pid());
  }

  /** Told to stop, and ended in order. */
  void end() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("a measured process does not end: " + Files.readString(log));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Asked until it is so. */
  @FunctionalInterface
  public interface Question {

    /**
     * Looks.
     *
     * @return whether it is so
     * @throws IOException when nobody can tell
     */
    boolean ask() throws IOException;
  }
}
