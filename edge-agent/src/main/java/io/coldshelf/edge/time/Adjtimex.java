package io.coldshelf.edge.time;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Linux' own word on whether its clock is synchronised: adjtimex(2), asked without changing
 * anything.
 *
 * <pre>
 *   struct timex, 64 bit (linux/timex.h)
 *      0  unsigned int modes      0: only read
 *      8  long offset, freq, maxerror, esterror
 *     40  int status              0x40 STA_UNSYNC
 *    208  its size
 * </pre>
 */
final class Adjtimex {

  private static final long SIZE = 208;
  private static final long ALIGNMENT = 8;
  private static final long MODES = 0;
  private static final long STATUS = 40;

  /** The clock is not synchronised (TIME_ERROR). */
  private static final int TIME_ERROR = 5;

  private static final int STA_UNSYNC = 0x40;

  private final MethodHandle function;

  private Adjtimex(MethodHandle function) {
    this.function = function;
  }

  /**
   * Finds the function. Takes tens of milliseconds, and more on a small machine.
   *
   * @return nothing where the system has none, or where its layout is not known
   */
  @SuppressWarnings("restricted") // The launcher allows native access; without, the JDK warns.
  static Optional<Adjtimex> link() {
    if (ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
      return Optional.empty();
    }
    try {
      Linker linker = Linker.nativeLinker();
      return linker
          .defaultLookup()
          .find("adjtimex")
          .map(address ->
              linker.downcallHandle(
                  address, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS)))
          .map(Adjtimex::new);
    } catch (UnsupportedOperationException | IllegalCallerException e) {
      // No linker for this machine, or native access is not allowed: others may know.
      return Optional.empty();
    }
  }

  /** Asks; nothing where a sandbox forbids it. */
  Optional<Sync> ask() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment timex = arena.allocate(SIZE, ALIGNMENT);
      timex.set(ValueLayout.JAVA_INT, MODES, 0);
      int result = (int) function.invokeExact(timex);
      return judge(result, timex.get(ValueLayout.JAVA_INT, STATUS));
    } catch (Throwable e) {
      throw new IllegalStateException("adjtimex could not be called", e);
    }
  }

  /** What the kernel's answer means. */
  static Optional<Sync> judge(int result, int status) {
    if (result < 0) {
      return Optional.empty();
    }
    return Optional.of(
        result == TIME_ERROR || (status & STA_UNSYNC) != 0 ? Sync.UNSYNCED : Sync.SYNCED);
  }
}
