package io.coldshelf.driver.kernel;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.line.LineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Works on the kernel's files in a thread of its own, and for no longer than one wants to wait. A
 * read of such a file makes the kernel's driver measure; on a broken bus that takes seconds, and
 * nothing can break it off.
 *
 * <p>There is one thread, made when it is first needed. While it hangs in the kernel nothing else
 * is begun, so a bus that hangs for ever costs one thread and no more. What a late job says in the
 * end is not listened to.
 *
 * <p>Jobs are given by one thread, one after the other; {@link #close} may come from another.
 */
public final class KernelFiles implements AutoCloseable {

  /** A file of sysfs is no longer than a page. */
  static final int MOST_BYTES = 4096;

  private final String name;
  private @Nullable Thread worker;
  private @Nullable Job<?> current;
  private boolean closed;

  /**
   * Nothing begun yet.
   *
   * @param name of the thread and of what is read, for a person
   */
  public KernelFiles(String name) {
    this.name = name;
  }

  /**
   * Something that reads or writes such files.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  public interface Work<T> {

    /**
     * Does it.
     *
     * @return what came of it
     * @throws IOException when a file says no
     * @throws InterruptedException when nobody waits for it any more
     */
    T run() throws IOException, InterruptedException;
  }

  private record Job<T>(Work<T> work, CompletableFuture<T> result) {

    void run() {
      try {
        result.complete(work.run());
      } catch (IOException | RuntimeException e) {
        result.completeExceptionally(e);
      } catch (InterruptedException e) {
        result.completeExceptionally(e);
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Does a piece of work in the other thread and waits for it.
   *
   * @param <T> what comes of it
   * @param work reads or writes files
   * @param timeout how long to wait at most
   * @return what came of it
   * @throws LineException when a file is not there or may not be read, or when it takes too long
   */
  public <T> T call(Work<T> work, Duration timeout) throws LineException {
    Job<T> job = new Job<>(work, new CompletableFuture<>());
    if (!begin(job)) {
      throw late("is still busy with what it was asked before");
    }
    try {
      return job.result().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw late("has not answered for " + timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late("was not waited for");
    } catch (ExecutionException e) {
      throw failed(e);
    }
  }

  private synchronized <T> boolean begin(Job<T> job) {
    if (closed || (current != null && !current.result().isDone() && isAlive())) {
      // A job whose caller gave up is done only when the thread comes back from it.
      return false;
    }
    current = job;
    if (!isAlive()) {
      worker = Thread.ofPlatform().name("kernel-" + name).daemon().start(this::work);
    }
    notifyAll();
    return true;
  }

  private boolean isAlive() {
    return worker != null && worker.isAlive();
  }

  private void work() {
    try {
      while (true) {
        next().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private synchronized Job<?> next() throws InterruptedException {
    while (true) {
      if (closed) {
        throw new InterruptedException("closed");
      }
      Job<?> job = current;
      if (job != null && !job.result().isDone()) {
        return job;
      }
      wait();
    }
  }

  /**
   * Reads a file whole.
   *
   * @param file of the kernel's; no more than a page of it is read
   * @return its text
   * @throws IOException when it cannot be read
   */
  public static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * Writes a file in one go, as the kernel wants it.
   *
   * @param file one that is there
   * @param text what the kernel is to hear
   * @throws IOException when it cannot be written
   */
  public static void write(Path file, String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1), StandardOpenOption.WRITE);
  }

  private LineException late(String how) {
    return new LineException(
        Fault.Kind.SILENT,
        "the kernel " + how + " (" + name + ")",
        "Check the wiring of this bus; 'dmesg' says what the kernel thinks of it.");
  }

  private LineException failed(ExecutionException e) {
    LineException failure =
        switch (e.getCause()) {
          case LineException said -> said;
          case NoSuchFileException gone ->
              new LineException(
                  gone.getFile() + " is not there",
                  "Check the wiring, and that the kernel's driver is loaded.");
          case AccessDeniedException denied ->
              new LineException(
                  Fault.Kind.REFUSED,
                  denied.getFile() + " may not be read",
                  "Give the account of the agent the right to it.");
          case IOException io ->
              new LineException(
                  Fault.Kind.SILENT,
                  "the kernel could not read it: " + io.getMessage(),
                  "Check the wiring of this bus; 'dmesg' says what the kernel thinks of it.");
          case InterruptedException _ -> late("was not waited for");
          case null, default -> throw new IllegalStateException(name, e.getCause());
        };
    if (failure.getCause() == null && failure != e.getCause()) {
      failure.initCause(e.getCause());
    }
    return failure;
  }

  /** Whoever waits is told at once; the thread ends when the kernel lets it go. */
  @Override
  public synchronized void close() {
    closed = true;
    if (current != null) {
      current.result().completeExceptionally(new InterruptedException("closed"));
    }
    if (worker != null) {
      worker.interrupt();
    }
    notifyAll();
  }
}
