package io.coldshelf.edge.time;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks the machine: its kernel first, then systemd's time service, which leaves a file once it has
 * set the clock. Whoever asks first has it found out beside, and hears {@link Sync#UNSYNCED} until
 * then.
 */
public final class KernelClock implements SyncSource {

  /** What systemd-timesyncd(8) leaves. */
  public static final Path SYSTEMD = Path.of("/run/systemd/timesync/synchronized");

  private final Path synchronised;
  private volatile Supplier<Sync> answer = this::begin;

  /**
   * Asks nothing yet.
   *
   * @param synchronised the file that is there once the clock was set, {@link #SYSTEMD}
   */
  public KernelClock(Path synchronised) {
    this.synchronised = synchronised;
  }

  @Override
  public Sync state() {
    return answer.get();
  }

  /** Linking a native function takes longer than the pipeline should wait. */
  private Sync begin() {
    answer = () -> Sync.UNSYNCED;
    Thread.ofPlatform().daemon().name("clock-sync").start(this::link);
    return Sync.UNSYNCED;
  }

  private void link() {
    Optional<Adjtimex> kernel = Adjtimex.link();
    answer = () -> decide(kernel.flatMap(Adjtimex::ask));
  }

  /** The kernel's word, or where it says nothing that of the file. */
  Sync decide(Optional<Sync> kernel) {
    return kernel.orElseGet(() -> Files.exists(synchronised) ? Sync.SYNCED : Sync.UNKNOWN);
  }
}
