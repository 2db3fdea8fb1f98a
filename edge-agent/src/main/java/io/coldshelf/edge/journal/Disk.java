package io.coldshelf.edge.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The disk under the journal, which others fill too. On a disk that is really full SQLite can not
 * even delete. So a file of no use is kept beside the journal; given up, it makes room for what
 * makes room.
 */
final class Disk {

  /** With less than this the journal stops growing: it makes room within itself. */
  static final long TIGHT_BYTES = 8 << 20;

  /** What a log needs, and some blocks. */
  static final int BALLAST_BYTES = 4 << 20;

  private static final System.Logger LOG = System.getLogger(Disk.class.getName());
  private static final int CHUNK_BYTES = 64 << 10;

  private final Path folder;
  private final Path ballast;

  Disk(Path file) {
    folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    ballast = Path.of(file + "-ballast");
  }

  boolean isTight() {
    return usableBytes() < TIGHT_BYTES;
  }

  private long usableBytes() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE; // not known; writing will tell
    }
  }

  /** Keeps a reserve, where there is ample room for it. */
  void reserve() {
    try {
      if (Files.exists(ballast) || usableBytes() < 2 * (TIGHT_BYTES + BALLAST_BYTES)) {
        return;
      }
      byte[] chunk = new byte[CHUNK_BYTES];
      Arrays.fill(chunk, (byte) 0x5a); // not zeros: some file systems do not store those
      try (OutputStream out = Files.newOutputStream(ballast)) {
        for (int written = 0; written < BALLAST_BYTES; written += CHUNK_BYTES) {
          out.write(chunk);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "no reserve at {0}: {1}", ballast, e.toString());
    }
  }

  /** Gives the reserve up, if the disk is why nothing could be written. */
  void release() {
    try {
      if (isTight() && Files.deleteIfExists(ballast)) {
        LOG.log(
            Level.WARNING, "The disk is full: the journal gives up its reserve and stops growing.");
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be deleted: {1}", ballast, e.toString());
    }
  }
}
