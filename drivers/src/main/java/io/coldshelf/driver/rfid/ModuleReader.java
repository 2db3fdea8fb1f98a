package io.coldshelf.driver.rfid;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.Sink;
import io.coldshelf.driver.line.Line;
import io.coldshelf.driver.line.LineException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One RFID module on a line: one session after the other, until it is closed. Each session opens
 * the line anew, so an adapter that was unplugged and is back costs one fault. However a session
 * ends, the module's inventory is ended first, if the line allows.
 */
public final class ModuleReader implements Device.Listening {

  private static final System.Logger LOG = System.getLogger(ModuleReader.class.getName());

  /** How long whoever closes waits for the farewell: a slice of waiting, and an answer. */
  static final Duration FAREWELL = Duration.ofMillis(700);

  private final DeviceSetup setup;
  private final Line line;
  private final Dialect dialect;

  /** Antennas that are known to be gone: no more than the dialect has. */
  private final Set<Integer> missing = new HashSet<>();

  private final Object lock = new Object();
  private CountDownLatch session = new CountDownLatch(0);
  private volatile boolean closed;

  /**
   * A module. Touches no wire yet.
   *
   * @param setup names the device and its clock
   * @param line where it is, not open, used by nobody else
   * @param dialect how to talk to it
   */
  public ModuleReader(DeviceSetup setup, Line line, Dialect dialect) {
    this.setup = setup;
    this.line = line;
    this.dialect = dialect;
  }

  @Override
  public Fault listen(Sink sink) throws InterruptedException {
    CountDownLatch mine = new CountDownLatch(1);
    synchronized (lock) {
      if (closed) {
        throw new InterruptedException(setup.name() + " is closed");
      }
      session = mine;
    }
    try {
      line.open(setup.timeout());
      line.discard();
      return talk(new Reports(setup.name(), setup.clock(), sink, missing));
    } catch (LineException lost) {
      stopIfAsked();
      return lost.fault();
    } finally {
      line.close();
      mine.countDown();
    }
  }

  private Fault talk(Reports reports) throws LineException, InterruptedException {
    Conversation conversation =
        new Conversation(line, dialect.shape(), setup.clock(), () -> closed);
    boolean lineIsThere = true;
    try {
      return dialect.converse(conversation, reports);
    } catch (ConversationEndedException ended) {
      stopIfAsked();
      return ended.fault();
    } catch (LineException lost) {
      lineIsThere = false;
      throw lost;
    } finally {
      if (lineIsThere) {
        leave(conversation);
      }
    }
  }

  private void leave(Conversation conversation) {
    conversation.leave();
    try {
      dialect.leave(conversation);
    } catch (LineException | ConversationEndedException gone) {
      LOG.log(System.Logger.Level.DEBUG, "{0}: left without a word", setup.name());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopIfAsked() throws InterruptedException {
    if (closed || Thread.interrupted()) {
      throw new InterruptedException(setup.name() + " was to stop");
    }
  }

  @Override
  public void close() {
    CountDownLatch last;
    synchronized (lock) {
      closed = true;
      last = session;
    }
    try {
      if (!last.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.INFO, "{0}: left without a farewell", setup.name());
      }
    } catch (InterruptedException e) {
      // The one who closes is in a hurry too.
      Thread.currentThread().interrupt();
    }
    line.close();
  }
}
