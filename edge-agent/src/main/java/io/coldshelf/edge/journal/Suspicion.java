package io.coldshelf.edge.journal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * That a journal may be damaged, as told by whoever stumbled over it. It is kept beside the file,
 * so that the next one to open it looks at every page and every hash, also after a crash.
 */
final class Suspicion {

  private static final System.Logger LOG = System.getLogger(Suspicion.class.getName());

  private final Path marker;
  private final AtomicReference<Optional<String>> reason = new AtomicReference<>(Optional.empty());

  Suspicion(Path file) {
    marker = Path.of(file + "-suspect");
  }

  /** From when the file was last used, or since. */
  boolean isRaised() {
    return Files.exists(marker);
  }

  /** Any thread. The first reason stays. */
  void raise(String why) {
    if (reason.compareAndSet(Optional.empty(), Optional.of(why))) {
      LOG.log(Level.ERROR, "The journal seems to be damaged: {0}", why);
    }
    try {
      Files.writeString(marker, why);
    } catch (IOException e) {
      // A disk that cannot take a line; the reason is remembered for as long as the agent runs.
      LOG.log(Level.WARNING, "{0} cannot be written: {1}", marker, e.toString());
    }
  }

  /** What was raised since this was made. */
  Optional<String> reason() {
    return reason.get();
  }

  /** The file was found sound, or is no more in use. */
  void clear() {
    try {
      Files.deleteIfExists(marker);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be deleted: {1}", marker, e.toString());
    }
  }
}
