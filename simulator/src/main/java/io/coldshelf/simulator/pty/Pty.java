package io.coldshelf.simulator.pty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A serial line that exists only in the kernel (pty(7)): a program opens {@link #path} as it would
 * open {@code /dev/ttyUSB0}; whoever holds this object is the device at the other end.
 *
 * <pre>
 *   program ── open(/dev/pts/7) ── slave │ kernel │ master ── read, write ── simulated device
 *                     ▲
 *   stable link ──────┘     unplug: the master is closed, the link is gone, the program sees EIO
 *                           replug: another master, another /dev/pts/N, the same link
 * </pre>
 *
 * <p>Reading calls native code: use a platform thread. All methods may be called from any thread.
 * Linux only; needs {@code --enable-native-access}.
 */
public final class Pty implements AutoCloseable {

  /** How long a native call may last: an unplug waits for it. */
  private static final int SLICE_MILLIS = 20;

  /** How long a full line may stay full before what is to be written is lost, as on a real one. */
  private static final int FULL_LINE_MILLIS = 200;

  /**
   * Reads and writes share it; plugging and unplugging wait for them. Fair, or they would starve.
   */
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

  private final Condition changed = lock.writeLock().newCondition();
  private final @Nullable Path link;
  private @Nullable Plug plug;
  private boolean closed;

  /** Both ends of one pseudo terminal; the slave is kept open, else its last close would be EIO. */
  private record Plug(int master, int slave, Path path) {

    static Plug open() throws IOException {
      int master = Libc.openMaster();
      try {
        String name = Libc.slaveName(master);
        return new Plug(master, Libc.openRaw(name), Path.of(name));
      } catch (IOException e) {
        Libc.close(master);
        throw e;
      }
    }

    void close() throws IOException {
      try {
        Libc.close(slave);
      } finally {
        Libc.close(master);
      }
    }
  }

  private Pty(@Nullable Path link) {
    this.link = link;
  }

  /**
   * Makes a line.
   *
   * @return a line, plugged in
   * @throws IOException when the kernel has no more of them
   */
  public static Pty open() throws IOException {
    Pty pty = new Pty(null);
    pty.replug();
    return pty;
  }

  /**
   * Makes a line under a name that stays the same when it is plugged in again.
   *
   * @param link a symbolic link to make, and to replace where it exists
   * @return a line, plugged in
   * @throws IOException when the kernel has no more of them or the link cannot be made
   */
  public static Pty open(Path link) throws IOException {
    Pty pty = new Pty(link);
    pty.replug();
    return pty;
  }

  /**
   * Where a program opens the line.
   *
   * @return the link where there is one, else the slave's own path
   * @throws IllegalStateException when there is no link and the line is unplugged
   */
  public Path path() {
    if (link != null) {
      return link;
    }
    return slave().orElseThrow(() -> new IllegalStateException("the line is unplugged"));
  }

  /**
   * The slave's own path; another one after each {@link #replug}.
   *
   * @return {@code /dev/pts/7}, or nothing while unplugged
   */
  public Optional<Path> slave() {
    lock.readLock().lock();
    try {
      return Optional.ofNullable(plug).map(Plug::path);
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Reads what the program has written. While the line is unplugged there is nothing to read.
   *
   * @param buffer takes the bytes, from its beginning
   * @param timeout how long to wait for the first byte
   * @return how many bytes; 0 when there were none in time; -1 when the line is closed
   * @throws IOException when the kernel refuses
   * @throws InterruptedException when asked to stop
   */
  public int read(byte[] buffer, Duration timeout) throws IOException, InterruptedException {
    long left = Math.max(1, timeout.toMillis());
    while (left > 0) {
      int slice = (int) Math.min(left, SLICE_MILLIS);
      int n = readWithin(buffer, slice);
      if (n != 0) {
        return n;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      left -= slice;
    }
    return 0;
  }

  private int readWithin(byte[] buffer, int millis) throws IOException, InterruptedException {
    lock.readLock().lock();
    try {
      Plug current = plug;
      if (closed) {
        return -1;
      }
      if (current != null) {
        return Libc.awaitInput(current.master(), millis) ? Libc.read(current.master(), buffer) : 0;
      }
    } finally {
      lock.readLock().unlock();
    }
    awaitPlug(millis);
    return 0;
  }

  private void awaitPlug(int millis) throws InterruptedException {
    lock.writeLock().lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (plug == null && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Writes to the program. As on a real line nobody says whether it arrives: what is written while
   * the line is unplugged, or full because nobody reads, is lost.
   *
   * @param bytes what to write
   * @throws IOException when the kernel refuses
   */
  public void write(byte[] bytes) throws IOException {
    lock.readLock().lock();
    try {
      Plug current = plug;
      int written = 0;
      while (current != null
          && written < bytes.length
          && Libc.awaitRoom(current.master(), FULL_LINE_MILLIS)) {
        written += Libc.write(current.master(), bytes, written);
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Pulls the plug: the program's next call on the line fails, and the link is gone.
   *
   * @throws IOException when the link cannot be removed
   */
  public void unplug() throws IOException {
    lock.writeLock().lock();
    try {
      Plug current = plug;
      plug = null;
      if (current != null) {
        if (link != null) {
          Files.deleteIfExists(link);
        }
        current.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Plugs in again, as another terminal under the same link. Does nothing while plugged in.
   *
   * @throws IOException when the kernel has no more terminals or the link cannot be made
   * @throws IllegalStateException when closed
   */
  public void replug() throws IOException {
    lock.writeLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the line is closed");
      }
      if (plug == null) {
        Plug fresh = Plug.open();
        plug = fresh;
        if (link != null) {
          point(link, fresh.path());
        }
        changed.signalAll();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Makes or turns a link in one step, so that nobody ever finds it missing or half made. */
  private static void point(Path link, Path to) throws IOException {
    Path fresh = link.resolveSibling(link.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createSymbolicLink(fresh, to);
    Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Unplugs for good; a read in progress ends. May be called twice. */
  @Override
  public void close() throws IOException {
    lock.writeLock().lock();
    try {
      closed = true;
      changed.signalAll();
      unplug();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
