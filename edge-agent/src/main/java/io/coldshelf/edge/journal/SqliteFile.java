package io.coldshelf.edge.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A SQLite file read page by page without SQLite, which refuses a whole file for one wrong byte
 * (https://www.sqlite.org/fileformat.html, 1.6 and 2). It changes nothing, and believes nothing:
 * what is read here is for its reader to verify.
 *
 * <pre>
 *   leaf of a table   0x0d  cells: payload length, rowid, record
 *   leaf of an index  0x0a  cells: payload length, record     (also of tables without rowid)
 *   record            header length, a type for each column, then the columns
 * </pre>
 */
final class SqliteFile implements AutoCloseable {

  private static final int PAGE = Sqlite.PAGE_BYTES;
  private static final int TABLE_LEAF = 0x0d;
  private static final int INDEX_LEAF = 0x0a;
  private static final int HEADER_BYTES = 100;
  private static final int LEAF_HEADER_BYTES = 8;

  /** No payload of ours is longer; what claims to be is damaged. */
  private static final int MAX_RECORD_BYTES = 4 << 20;

  private static final int MAX_COLUMNS = 32;

  // 1.6: how much of a record is in its page, and how much of it at least.
  private static final int TABLE_LOCAL = PAGE - 35;
  private static final int INDEX_LOCAL = (PAGE - 12) * 64 / 255 - 23;
  private static final int LEAST_LOCAL = (PAGE - 12) * 32 / 255 - 23;

  /**
   * One row as it was found.
   *
   * @param rowid of a table's row; 0 in an index
   * @param columns null, Long, Double, String or byte[]
   */
  record Row(long rowid, List<@Nullable Object> columns) {

    boolean hasColumns(int count) {
      return columns.size() == count;
    }

    long number(int column) {
      return columns.get(column) instanceof Long number ? number : 0;
    }

    Optional<String> text(int column) {
      return columns.get(column) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    byte[] bytes(int column) {
      return columns.get(column) instanceof byte[] bytes ? bytes : new byte[0];
    }
  }

  /** Thrown inside, where a page is not what it claims to be. */
  private static final class Nonsense extends Exception {
    private static final long serialVersionUID = 1L;

    Nonsense(String what) {
      super(what);
    }
  }

  private final FileChannel file;
  private final @Nullable FileChannel log;
  private final Map<Integer, Long> frames;
  private final int pages;

  private SqliteFile(FileChannel file, @Nullable FileChannel log, Map<Integer, Long> frames)
      throws IOException {
    this.file = file;
    this.log = log;
    this.frames = frames;
    long inFile = (file.size() + PAGE - 1) / PAGE;
    int inLog = frames.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    this.pages = (int) Math.min(Math.max(inFile, inLog), Integer.MAX_VALUE);
  }

  /**
   * Opens a file with what its log holds.
   *
   * @param path the database
   * @param frames where pages are in its log; none for the file alone
   */
  static SqliteFile open(Path path, Map<Integer, Long> frames) throws IOException {
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      FileChannel log =
          frames.isEmpty()
              ? null
              : FileChannel.open(WriteAheadLog.of(path), StandardOpenOption.READ);
      return new SqliteFile(file, log, frames);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  int pages() {
    return pages;
  }

  /** The rows of a page; none where it is no leaf, or not readable as one. */
  List<Row> rows(int page) throws IOException {
    List<Row> rows = new ArrayList<>();
    Optional<ByteBuffer> bytes = page(page);
    if (bytes.isEmpty()) {
      return rows;
    }
    int start = page == 1 ? HEADER_BYTES : 0;
    ByteBuffer leaf = bytes.get();
    int type = leaf.get(start);
    if (type != TABLE_LEAF && type != INDEX_LEAF) {
      return rows;
    }
    int cells = Short.toUnsignedInt(leaf.getShort(start + 3));
    int room = (PAGE - start - LEAF_HEADER_BYTES) / 2;
    for (int i = 0; i < Math.min(cells, room); i++) {
      int at = Short.toUnsignedInt(leaf.getShort(start + LEAF_HEADER_BYTES + 2 * i));
      try {
        rows.add(new Cell(leaf, at, type == TABLE_LEAF).row());
      } catch (Nonsense e) {
        // This cell is lost; its neighbours may be whole.
      }
    }
    return rows;
  }

  private Optional<ByteBuffer> page(int number) throws IOException {
    Long inLog = frames.get(number);
    ByteBuffer page = ByteBuffer.allocate(PAGE);
    int read =
        inLog != null && log != null
            ? log.read(page, inLog)
            : file.read(page, (long) (number - 1) * PAGE);
    // A page that is cut off still has its cells from the end, which is what was cut: give it up.
    return read == PAGE ? Optional.of(page) : Optional.empty();
  }

  private final class Cell {
    private final ByteBuffer leaf;
    private final boolean ofTable;
    private int at;

    Cell(ByteBuffer leaf, int at, boolean ofTable) {
      this.leaf = leaf;
      this.at = at;
      this.ofTable = ofTable;
    }

    Row row() throws Nonsense, IOException {
      long length = varint(leaf);
      long rowid = ofTable ? varint(leaf) : 0;
      if (length < 1 || length > MAX_RECORD_BYTES) {
        throw new Nonsense("length");
      }
      return new Row(rowid, columns(record((int) length)));
    }

    private ByteBuffer record(int length) throws Nonsense, IOException {
      int most = ofTable ? TABLE_LOCAL : INDEX_LOCAL;
      int local = length;
      if (length > most) {
        int spill = LEAST_LOCAL + (length - LEAST_LOCAL) % (PAGE - 4);
        local = spill <= most ? spill : LEAST_LOCAL;
      }
      if (at + local + (local < length ? 4 : 0) > PAGE) {
        throw new Nonsense("beyond the page");
      }
      ByteBuffer record = ByteBuffer.allocate(length);
      record.put(leaf.duplicate().position(at).limit(at + local));
      int next = local < length ? leaf.getInt(at + local) : 0;
      while (record.hasRemaining()) {
        if (next < 1 || next > pages) {
          throw new Nonsense("overflow");
        }
        ByteBuffer page = page(next).orElseThrow(() -> new Nonsense("overflow is cut off"));
        next = page.getInt(0);
        record.put(page.duplicate().position(4).limit(4 + Math.min(record.remaining(), PAGE - 4)));
      }
      return record.flip();
    }

    /** At most nine bytes, big-endian, the highest bit says that more follow. */
    private long varint(ByteBuffer bytes) throws Nonsense {
      long value = 0;
      for (int i = 0; i < 9; i++) {
        if (at >= bytes.limit()) {
          throw new Nonsense("number");
        }
        byte next = bytes.get(at++);
        if (i == 8) {
          return (value << 8) | (next & 0xff);
        }
        value = (value << 7) | (next & 0x7f);
        if (next >= 0) {
          return value;
        }
      }
      return value;
    }

    private List<@Nullable Object> columns(ByteBuffer record) throws Nonsense {
      at = 0;
      long headerBytes = varint(record);
      if (headerBytes > record.limit()) {
        throw new Nonsense("header");
      }
      List<Long> types = new ArrayList<>();
      while (at < headerBytes) {
        types.add(varint(record));
        if (types.size() > MAX_COLUMNS) {
          throw new Nonsense("columns");
        }
      }
      record.position((int) headerBytes);
      List<@Nullable Object> columns = new ArrayList<>();
      for (long type : types) {
        columns.add(column(record, type));
      }
      return columns;
    }

    private static @Nullable Object column(ByteBuffer record, long type) throws Nonsense {
      return switch ((int) Math.min(type, 12)) {
        case 0 -> null;
        case 1, 2, 3, 4 -> whole(record, (int) type);
        case 5 -> whole(record, 6);
        case 6 -> whole(record, 8);
        case 7 -> Double.longBitsToDouble(whole(record, 8));
        case 8 -> 0L;
        case 9 -> 1L;
        case 12 -> {
          byte[] bytes = taken(record, (type - 12) / 2);
          yield type % 2 == 0 ? bytes : new String(bytes, StandardCharsets.UTF_8);
        }
        default -> throw new Nonsense("type");
      };
    }

    private static long whole(ByteBuffer record, int length) throws Nonsense {
      byte[] bytes = taken(record, length);
      long value = bytes[0];
      for (int i = 1; i < length; i++) {
        value = (value << 8) | (bytes[i] & 0xff);
      }
      return value;
    }

    private static byte[] taken(ByteBuffer record, long length) throws Nonsense {
      if (length < 0 || length > record.remaining()) {
        throw new Nonsense("column");
      }
      byte[] bytes = new byte[(int) length];
      record.get(bytes);
      return bytes;
    }
  }

  @Override
  public void close() throws IOException {
    FileChannel second = log;
    try (file) {
      if (second != null) {
        second.close();
      }
    }
  }
}
