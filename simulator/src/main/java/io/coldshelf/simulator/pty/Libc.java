package io.coldshelf.simulator.pty;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The calls of the C library that a pseudo terminal takes (POSIX.1-2017; constants are Linux's).
 * File descriptors are plain numbers here; who holds one closes it once.
 */
final class Libc {

  private static final int O_RDWR = 0x2;
  private static final int O_NOCTTY = 0x100;
  private static final int O_NONBLOCK = 0x800;
  private static final int O_CLOEXEC = 0x80000;
  private static final int TCSANOW = 0;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final short POLLIN = 1;
  private static final short POLLOUT = 4;

  /** Larger than struct termios of every Linux; its content is the C library's business. */
  private static final int TERMIOS_BYTES = 256;

  /** Longer than "/dev/pts/4294967295". */
  private static final int NAME_BYTES = 64;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

  private static final MethodHandle POSIX_OPENPT = function("posix_openpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle GRANTPT = function("grantpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle UNLOCKPT = function("unlockpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle PTSNAME_R =
      function("ptsname_r", JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle OPEN =
      function(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle TCGETATTR = function("tcgetattr", JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle CFMAKERAW =
      function("cfmakeraw", FunctionDescriptor.ofVoid(ADDRESS));
  private static final MethodHandle TCSETATTR =
      function("tcsetattr", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle POLL = function("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle READ =
      function("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE =
      function("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);

  private Libc() {}

  /** A new pseudo terminal's master side, which never blocks, with its slave side unlocked. */
  static int openMaster() throws IOException {
    return call(arena -> {
      MemorySegment state = arena.allocate(STATE);
      int flags = O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
      int master = checked("posix_openpt", (int) POSIX_OPENPT.invokeExact(state, flags), state);
      checked("grantpt", (int) GRANTPT.invokeExact(state, master), state);
      checked("unlockpt", (int) UNLOCKPT.invokeExact(state, master), state);
      return master;
    });
  }

  /** The path of a master's slave side, {@code /dev/pts/7}. */
  static String slaveName(int master) throws IOException {
    return call(arena -> {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment name = arena.allocate(NAME_BYTES);
      int error = (int) PTSNAME_R.invokeExact(state, master, name, (long) NAME_BYTES);
      if (error != 0) {
        throw new IOException("ptsname_r failed, error " + error);
      }
      return name.getString(0);
    });
  }

  /** Opens a terminal without making it the process's own, and passes bytes through untouched. */
  static int openRaw(String path) throws IOException {
    return call(arena -> {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment name = arena.allocateFrom(path);
      int flags = O_RDWR | O_NOCTTY | O_CLOEXEC;
      int fd = checked("open", (int) OPEN.invokeExact(state, name, flags), state);
      MemorySegment termios = arena.allocate(TERMIOS_BYTES);
      checked("tcgetattr", (int) TCGETATTR.invokeExact(state, fd, termios), state);
      CFMAKERAW.invokeExact(state, termios);
      checked("tcsetattr", (int) TCSETATTR.invokeExact(state, fd, TCSANOW, termios), state);
      return fd;
    });
  }

  /** Whether a descriptor has input within a time. */
  static boolean awaitInput(int fd, int timeoutMillis) throws IOException {
    return await(fd, POLLIN, timeoutMillis);
  }

  /** Whether a descriptor takes output within a time. */
  static boolean awaitRoom(int fd, int timeoutMillis) throws IOException {
    return await(fd, POLLOUT, timeoutMillis);
  }

  private static boolean await(int fd, short events, int timeoutMillis) throws IOException {
    return call(arena -> {
      MemorySegment state = arena.allocate(STATE);
      // struct pollfd { int fd; short events; short revents; }
      MemorySegment poll = arena.allocate(8, 4);
      poll.set(JAVA_INT, 0, fd);
      poll.set(JAVA_SHORT, 4, events);
      int ready = (int) POLL.invokeExact(state, poll, 1L, timeoutMillis);
      return (ready >= 0 || errno(state) != EINTR) && checked("poll", ready, state) > 0;
    });
  }

  /** Reads what is there: 0 where nothing is. */
  static int read(int fd, byte[] buffer) throws IOException {
    return call(arena -> {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment bytes = arena.allocate(buffer.length);
      int n = (int) (long) READ.invokeExact(state, fd, bytes, (long) buffer.length);
      if (n < 0 && isTransient(state)) {
        return 0;
      }
      MemorySegment.copy(bytes, JAVA_BYTE, 0, buffer, 0, checked("read", n, state));
      return n;
    });
  }

  /** Writes what fits: 0 where nothing does. */
  static int write(int fd, byte[] buffer, int from) throws IOException {
    return call(arena -> {
      MemorySegment state = arena.allocate(STATE);
      int length = buffer.length - from;
      MemorySegment bytes = arena.allocate(length);
      MemorySegment.copy(buffer, from, bytes, JAVA_BYTE, 0, length);
      int n = (int) (long) WRITE.invokeExact(state, fd, bytes, (long) length);
      return n < 0 && isTransient(state) ? 0 : checked("write", n, state);
    });
  }

  static void close(int fd) throws IOException {
    call(arena -> {
      MemorySegment state = arena.allocate(STATE);
      return checked("close", (int) CLOSE.invokeExact(state, fd), state);
    });
  }

  private static boolean isTransient(MemorySegment state) {
    int errno = errno(state);
    return errno == EAGAIN || errno == EINTR;
  }

  private static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  private static int checked(String call, int result, MemorySegment state) throws IOException {
    if (result < 0) {
      throw new IOException(call + " failed, errno " + errno(state));
    }
    return result;
  }

  private interface Call<T> {
    T in(Arena arena) throws Throwable;
  }

  private static <T> T call(Call<T> call) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      return call.in(arena);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the C library threw", e);
    }
  }

  private static MethodHandle function(
      String name, java.lang.foreign.MemoryLayout result, java.lang.foreign.MemoryLayout... of) {
    return function(name, FunctionDescriptor.of(result, of));
  }

  @SuppressWarnings("restricted") // the one place of the simulator that calls native code
  private static MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... more) {
    Linker linker = Linker.nativeLinker();
    Linker.Option[] options = java.util.Arrays.copyOf(more, more.length + 1);
    options[more.length] = Linker.Option.captureCallState("errno");
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, options);
  }
}
