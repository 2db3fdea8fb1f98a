package io.coldshelf.edge.journal;

import io.coldshelf.edge.journal.JournalException.Remedy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * SQLite's write-ahead log, read by ourselves (https://www.sqlite.org/fileformat.html, 4).
 *
 * <pre>
 *   header 32 bytes: magic, version, page size, sequence, salt 1, salt 2, checksum 1, checksum 2
 *   frame  24 bytes: page, size of the database after a commit or 0, salt 1, salt 2, checksums
 *          and the page itself
 * </pre>
 *
 * <p>SQLite stops at the first frame whose checksum is wrong, without a word. After a power cut
 * that is right: only the commit that had not returned yet can be torn. But where more than one
 * commit lies behind the wrong frame, commits that had returned would be lost unseen.
 */
final class WriteAheadLog {

  private static final int HEADER_BYTES = 32;
  private static final int FRAME_HEADER_BYTES = 24;
  private static final int MAGIC = 0x377f0682; // or with the lowest bit set: big-endian checksums
  private static final int MAX_PAGE_BYTES = 65_536;

  /**
   * Where the pages of a log are.
   *
   * @param committed the position of each page as of the last commit that SQLite would find
   * @param all the position of each page's last image of this round, found or not
   * @param commitsBehindDamage how many commits SQLite would not find
   * @param headerIsSound whether it would find any
   */
  record Frames(
      Map<Integer, Long> committed,
      Map<Integer, Long> all,
      int commitsBehindDamage,
      boolean headerIsSound) {

    /** A header is written in one sector, and synced: it is never torn. */
    boolean hidesCommits() {
      return commitsBehindDamage > (headerIsSound ? 1 : 0);
    }
  }

  private WriteAheadLog() {}

  static Path of(Path file) {
    return Path.of(file + "-wal");
  }

  /** Says so when commits that had returned could not be read any more. */
  static void requireWhole(Path file) throws Sqlite.Damaged {
    Path log = of(file);
    try {
      if (Files.exists(file) && Files.exists(log) && scan(log).hidesCommits()) {
        throw new Sqlite.Damaged("its write-ahead log is broken off before its end");
      }
    } catch (IOException e) {
      throw new JournalException(Remedy.PERSON, "cannot look at " + log, e);
    }
  }

  /** Reads all frames of the log's present round; nothing where there is no log. */
  static Frames scan(Path log) throws IOException {
    Map<Integer, Long> committed = new HashMap<>();
    Map<Integer, Long> all = new HashMap<>();
    if (!Files.exists(log)) {
      return new Frames(committed, all, 0, true);
    }
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
      if (channel.size() < HEADER_BYTES || channel.read(header, 0) < HEADER_BYTES) {
        return new Frames(committed, all, 0, true);
      }
      return new Scan(header, committed, all).run(channel);
    }
  }

  private static final class Scan {
    private final ByteBuffer header;
    private final Map<Integer, Long> committed;
    private final Map<Integer, Long> all;
    private final Map<Integer, Long> open = new HashMap<>();
    private int salt1;
    private int salt2;
    private int sum1;
    private int sum2;
    private boolean valid;

    Scan(ByteBuffer header, Map<Integer, Long> committed, Map<Integer, Long> all) {
      this.header = header;
      this.committed = committed;
      this.all = all;
      salt1 = header.getInt(16);
      salt2 = header.getInt(20);
    }

    Frames run(FileChannel channel) throws IOException {
      ByteOrder order =
          (header.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      int pageBytes = header.getInt(8);
      if (pageBytes < 512 || pageBytes > MAX_PAGE_BYTES || Integer.bitCount(pageBytes) != 1) {
        pageBytes = Sqlite.PAGE_BYTES;
      }
      sum(header, 0, 24, order);
      boolean sound =
          (header.getInt(0) & ~1) == MAGIC
              && sum1 == header.getInt(24)
              && sum2 == header.getInt(28);
      valid = sound;
      int behind = 0;
      int frameBytes = FRAME_HEADER_BYTES + pageBytes;
      ByteBuffer frame = ByteBuffer.allocate(frameBytes);
      for (long at = HEADER_BYTES; at + frameBytes <= channel.size(); at += frameBytes) {
        frame.clear();
        if (channel.read(frame, at) < frameBytes) {
          break;
        }
        if (!sound && at == HEADER_BYTES) {
          salt1 = frame.getInt(8);
          salt2 = frame.getInt(12);
        }
        valid = valid && follows(frame, order);
        note(frame, at + FRAME_HEADER_BYTES);
        behind += !valid && isOfThisRound(frame) && frame.getInt(4) != 0 ? 1 : 0;
      }
      return new Frames(committed, all, behind, sound);
    }

    private void note(ByteBuffer frame, long at) {
      int page = frame.getInt(0);
      if (isOfThisRound(frame)) {
        all.put(page, at);
      }
      if (valid) {
        open.put(page, at);
        if (frame.getInt(4) != 0) {
          committed.putAll(open);
          open.clear();
        }
      }
    }

    /**
     * Whether it was written in the log's present round. One right salt is enough to say so: a
     * round adds one to the first and draws the second, so a frame of another round has neither,
     * and one with just one of them is damaged there.
     */
    private boolean isOfThisRound(ByteBuffer frame) {
      return frame.getInt(8) == salt1 || frame.getInt(12) == salt2;
    }

    private boolean follows(ByteBuffer frame, ByteOrder order) {
      if (frame.getInt(8) != salt1 || frame.getInt(12) != salt2) {
        return false;
      }
      sum(frame, 0, 8, order);
      sum(frame, FRAME_HEADER_BYTES, frame.capacity(), order);
      return sum1 == frame.getInt(16) && sum2 == frame.getInt(20);
    }

    /** Fibonacci-weighted sums over pairs of words (4.2). */
    private void sum(ByteBuffer bytes, int from, int to, ByteOrder order) {
      ByteBuffer words = bytes.duplicate().order(order);
      for (int i = from; i < to; i += 8) {
        sum1 += words.getInt(i) + sum2;
        sum2 += words.getInt(i + 4) + sum1;
      }
    }
  }
}
