package io.coldshelf.simulator.device;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A folder whose files say what is so now, as those of {@code /sys} do. Each is written anew a few
 * times in a moment, whole or not at all. A file can also hang whoever opens it.
 */
final class LiveFolder implements AutoCloseable {

  /** How old a file's text may be. */
  static final Duration AGE = Duration.ofMillis(5);

  private final Path root;
  private final Map<Path, Supplier<String>> files = new LinkedHashMap<>();
  private final Map<Path, UnaryOperator<String>> answers = new LinkedHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<OutputStream> pipes = new ArrayList<>();
  private boolean closed;

  LiveFolder(Path root) throws IOException {
    this.root = Files.createDirectories(root);
    start("live-folder", this::refresh);
  }

  private void start(String name, Runnable work) {
    threads.add(Thread.ofPlatform().name(name).daemon().start(work));
  }

  Path root() {
    return root;
  }

  /** A file that is there from now on. */
  synchronized void file(Path file, Supplier<String> text) {
    Path absolute = root.resolve(file);
    files.put(absolute, text);
    write(absolute, text.get());
  }

  /** A file that takes words and answers each with what it says from then on. */
  synchronized void answering(Path file, String first, UnaryOperator<String> answer) {
    Path absolute = root.resolve(file);
    answers.put(absolute, answer);
    write(absolute, first);
  }

  private static void answer(Path file, UnaryOperator<String> answer) {
    try {
      String heard = Files.readString(file, StandardCharsets.ISO_8859_1);
      String said = answer.apply(heard);
      if (!said.equals(heard)) {
        write(file, said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A link that is there from now on. */
  synchronized void link(Path link, Path to) throws IOException {
    Path absolute = root.resolve(link);
    Files.createDirectories(absolute.getParent());
    Files.deleteIfExists(absolute);
    Files.createSymbolicLink(absolute, root.resolve(to));
  }

  /** A file or a folder with all that is in it is gone; a link alone. */
  synchronized void remove(Path path) throws IOException {
    Path absolute = root.resolve(path);
    files.keySet().removeIf(file -> file.startsWith(absolute));
    if (!Files.isDirectory(absolute, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(absolute);
      return;
    }
    Files.walkFileTree(
        absolute,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException error)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * Whoever opens the file from now on gets no answer. Linux alone: it becomes a pipe.
   *
   * @param asked told when somebody has opened it
   */
  void block(Path file, Runnable asked) throws IOException {
    Path absolute = root.resolve(file);
    synchronized (this) {
      files.remove(absolute);
      Files.deleteIfExists(absolute);
      makePipe(absolute);
    }
    start(
        "blocked-file",
        () -> {
          try {
            // Comes back when there is a reader.
            hold(Files.newOutputStream(absolute));
            asked.run();
          } catch (IOException _) {
            // The folder is gone, and nobody waits.
          }
        });
  }

  private synchronized void hold(OutputStream pipe) throws IOException {
    pipes.add(pipe);
    if (closed) {
      pipe.close();
    }
  }

  private static void makePipe(Path file) throws IOException {
    try {
      int code = new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
      if (code != 0) {
        throw new IOException("mkfifo ended with " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void refresh() {
    try {
      while (true) {
        Thread.sleep(AGE);
        synchronized (this) {
          files.forEach((file, text) -> write(file, text.get()));
          answers.forEach(LiveFolder::answer);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Path beside = file.resolveSibling("." + file.getFileName());
      Files.write(beside, text.getBytes(StandardCharsets.ISO_8859_1));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    threads.forEach(Thread::interrupt);
    synchronized (this) {
      closed = true;
      for (OutputStream pipe : pipes) {
        pipe.close();
      }
    }
  }
}
