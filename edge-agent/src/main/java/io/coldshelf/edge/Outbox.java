package io.coldshelf.edge;

import io.coldshelf.edge.journal.Commit;
import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.JournalException;
import io.coldshelf.edge.journal.Opened;
import io.coldshelf.edge.uplink.Uplink;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The journal and the uplink that empties it. An uplink speaks of one life of a journal, so both
 * begin anew together when a journal was damaged.
 *
 * <p>One thread, the journal's writer, reopens; any thread may ask for the journal and the uplink
 * of now, and finds the former ones closed while they are being replaced.
 */
final class Outbox implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Outbox.class.getName());

  private final Supplier<Opened> opening;
  private final Optional<Function<Journal, Uplink>> connecting;

  /** For the life of one journal file. */
  private volatile Life life;

  private boolean connected;

  private record Life(Journal journal, Optional<Uplink> uplink, Optional<String> replaced) {}

  /**
   * Opens the journal. The uplink waits for {@link #connect}.
   *
   * @param opening opens the journal, each time anew
   * @param connecting starts an uplink for a journal, where there is to be one
   * @throws JournalException when no journal can be had
   */
  Outbox(Supplier<Opened> opening, Optional<Function<Journal, Uplink>> connecting) {
    this.opening = opening;
    this.connecting = connecting;
    Opened opened = opening.get();
    this.life = new Life(opened.journal(), Optional.empty(), opened.replaced());
  }

  /**
   * Starts the uplink, where there is to be one. What is recorded before waits for it.
   *
   * @throws IllegalArgumentException when the uplink cannot be set up as it is configured
   */
  synchronized void connect() {
    connected = true;
    life = connected(life.journal(), life.replaced());
  }

  private Life connected(Journal journal, Optional<String> replaced) {
    return new Life(journal, connecting.map(uplink -> uplink.apply(journal)), replaced);
  }

  Journal journal() {
    return life.journal();
  }

  Optional<Uplink> uplink() {
    return life.uplink();
  }

  /** Why the journal had to begin anew when it was last opened, if it had to. */
  Optional<String> replaced() {
    return life.replaced();
  }

  /** Something was committed. */
  void wake() {
    life.uplink().ifPresent(Uplink::wake);
  }

  /** The journal's head was signed: the bridge is to have it. */
  void sign(byte[] head) {
    life.uplink().ifPresent(uplink -> uplink.head(head));
  }

  /**
   * Ends this life of journal and uplink and begins the next one. When that fails the former ones
   * stay closed: call it again.
   *
   * @throws JournalException when no journal can be had
   */
  synchronized void reopen() {
    close();
    Opened opened = opening.get();
    life =
        connected
            ? connected(opened.journal(), opened.replaced())
            : new Life(opened.journal(), Optional.empty(), opened.replaced());
  }

  /** Ends both. May be called twice. */
  @Override
  public void close() {
    life.uplink().ifPresent(Uplink::close);
    try {
      // What the last minute has cost counts too, on a line that is paid for by the byte.
      life.uplink()
          .flatMap(Uplink::usage)
          .ifPresent(usage -> life.journal().commit(Commit.of(Uplink.USAGE_KEY, usage)));
    } catch (JournalException e) {
      LOG.log(System.Logger.Level.WARNING, "The last usage was not noted: " + e.getMessage());
    }
    try {
      life.journal().close();
    } catch (JournalException e) {
      LOG.log(System.Logger.Level.WARNING, "The journal did not close: " + e.getMessage());
    }
  }
}
