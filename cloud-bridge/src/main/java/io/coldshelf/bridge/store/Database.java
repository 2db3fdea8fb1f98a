package io.coldshelf.bridge.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The SQLite file: one writer, a platform thread since SQLite is native code, and a few readers.
 *
 * <p>When {@link #write} returns, its transaction is on the disk ({@code synchronous=full}); when
 * it throws, nothing of it is. After any failure the writer's connection is closed and opened anew:
 * after a full disk SQLite has rolled back on its own and the driver does not know.
 */
public final class Database implements AutoCloseable {

  /** Writes that wait for their turn; more are refused. */
  static final int MAX_WAITING_WRITES = 1024;

  /** Reads at the same time; more wait. */
  static final int MAX_READERS = 8;

  private static final int MAX_WAIT_SECONDS = 10;

  /**
   * Of each connection. The newest pages of some thousand points fit, so that unfolding does not
   * read them back again and again.
   */
  private static final int CACHE_KIB = 16 << 10;

  /**
   * Pages in the write-ahead log before they are put into place. The pages at the points' ends are
   * written many times in a row; the more of these fall together, the less is written.
   */
  private static final int CHECKPOINT_PAGES = 4000;

  private final Path file;
  private final ThreadPoolExecutor writer;
  private final Semaphore readers = new Semaphore(MAX_READERS, true);
  private final ConcurrentLinkedDeque<Sql> idle = new ConcurrentLinkedDeque<>();
  private @Nullable Sql writing; // the writer thread's own

  private Database(Path file) {
    this.file = file;
    this.writer =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING_WRITES),
            Thread.ofPlatform().name("store-writer").factory());
  }

  /**
   * What is done on a connection.
   *
   * @param <T> the outcome
   */
  @FunctionalInterface
  public interface Work<T> {
    /**
     * Does it.
     *
     * @param sql valid during this call only
     * @return the outcome
     * @throws SQLException when the store cannot
     */
    T on(Sql sql) throws SQLException;
  }

  /**
   * Opens the file, and makes it with its folder where it is missing.
   *
   * @param file where
   * @return the open store
   * @throws StoreException when it cannot be opened or is damaged
   */
  public static Database open(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      createForItsOwnerOnly(file);
    } catch (IOException e) {
      throw new StoreException("cannot make " + file + ": " + e.getMessage(), e);
    }
    Database database = new Database(file);
    try {
      int _ = database.write(Schema::create);
      return database;
    } catch (StoreException e) {
      database.close();
      throw e;
    }
  }

  /** It holds the secrets that sign webhooks; SQLite gives its other files the same rights. */
  private static void createForItsOwnerOnly(Path file) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix && Files.notExists(file)) {
      Path _ =
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
  }

  /**
   * Runs a transaction and waits until it is on the disk.
   *
   * @param <T> the outcome
   * @param work what to do; kept as a whole or not at all
   * @return the outcome, committed
   * @throws StoreException when it was not committed
   */
  public <T> T write(Work<T> work) {
    try {
      Future<T> committed = writer.submit(() -> transaction(work));
      return committed.get();
    } catch (RejectedExecutionException e) {
      throw new StoreException("the store is closed, or too much waits to be written", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StoreException("could not write to " + file + ": " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for the commit", e);
    }
  }

  private <T> T transaction(Work<T> work) throws SQLException {
    boolean committed = false;
    try {
      if (writing == null) {
        writing = connect();
      }
      Sql sql = writing;
      sql.execute("begin immediate");
      T outcome = work.on(sql);
      sql.execute("commit");
      committed = true;
      return outcome;
    } finally {
      if (!committed) {
        closeWriting();
      }
    }
  }

  /**
   * Reads, from one snapshot.
   *
   * @param <T> the outcome
   * @param work what to read; must not change anything
   * @return the outcome
   * @throws StoreException when it cannot be read, or too many others are reading
   */
  public <T> T read(Work<T> work) {
    try {
      if (!readers.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new StoreException("too many are reading at the same time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting to read", e);
    }
    try {
      return snapshot(work);
    } catch (SQLException e) {
      throw new StoreException("could not read from " + file + ": " + e.getMessage(), e);
    } finally {
      readers.release();
    }
  }

  private <T> T snapshot(Work<T> work) throws SQLException {
    if (writer.isShutdown()) {
      throw new StoreException("the store is closed");
    }
    Sql pooled = idle.pollFirst();
    Sql sql = pooled == null ? connect() : pooled;
    boolean sound = false;
    try {
      sql.execute("begin");
      T outcome = work.on(sql);
      sql.execute("commit");
      sound = true;
      return outcome;
    } finally {
      if (sound) {
        idle.addFirst(sql);
      } else {
        sql.close();
      }
    }
  }

  private Sql connect() throws SQLException {
    Sql sql = new Sql(DriverManager.getConnection("jdbc:sqlite:" + file));
    try {
      sql.execute("pragma busy_timeout=5000");
      sql.execute("pragma auto_vacuum=incremental"); // takes effect only before the first table
      sql.execute("pragma journal_mode=wal");
      sql.execute("pragma synchronous=full");
      sql.execute("pragma cache_size=-" + CACHE_KIB);
      sql.execute("pragma wal_autocheckpoint=" + CHECKPOINT_PAGES);
      return sql;
    } catch (SQLException e) {
      sql.close();
      throw e;
    }
  }

  private void closeWriting() throws SQLException {
    if (writing != null) {
      Sql sql = writing;
      writing = null;
      sql.close();
    }
  }

  /** Finishes what waits to be written and closes the file. */
  @Override
  public void close() {
    try {
      Future<?> closed =
          writer.submit(() -> {
            closeWriting();
            return file;
          });
      writer.shutdown();
      Object _ = closed.get();
      for (Sql sql = idle.pollFirst(); sql != null; sql = idle.pollFirst()) {
        sql.close();
      }
    } catch (RejectedExecutionException e) {
      writer.shutdown(); // closed before
    } catch (ExecutionException | SQLException e) {
      throw new StoreException("could not close " + file, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
