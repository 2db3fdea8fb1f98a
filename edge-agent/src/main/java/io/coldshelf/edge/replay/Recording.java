package io.coldshelf.edge.replay;

import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A recording of readings, tag reports or both.
 *
 * <p>CSV with a header, UTF-8. A line that begins with {@code #kind} starts a section of another
 * kind; its header stands in the same line behind the word, or in the next one. Sections are merged
 * by time; within a section rows come as they stand, so that late and repeated readings can be
 * replayed too.
 */
public final class Recording {

  private static final String KIND = "#kind";

  private final String file;
  private final List<List<Observation>> sections = new ArrayList<>();
  private final Map<String, PointId> points = Columns.points();

  private Recording(String file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param file where it is
   * @return the recording
   * @throws RecordingException when a line makes no sense
   * @throws IOException when the file cannot be read
   */
  public static Recording read(Path file) throws IOException {
    Recording recording = new Recording(file.toString());
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      recording.parse(in);
    }
    return recording;
  }

  private void parse(BufferedReader in) throws IOException {
    Columns columns = null;
    List<Observation> section = new ArrayList<>();
    long number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      try {
        String text = number == 1 ? withoutMark(line) : line;
        if (text.startsWith(KIND)) {
          sections.add(section);
          section = new ArrayList<>();
          columns = header(text.substring(KIND.length()));
        } else if (columns == null && !text.isBlank()) {
          columns = Columns.ofHeader(text);
        } else if (columns != null && !text.isBlank() && !text.startsWith("#")) {
          section.add(columns.parse(text, points));
        }
      } catch (IllegalArgumentException e) {
        throw new RecordingException(file, number, String.valueOf(e.getMessage()));
      }
    }
    sections.add(section);
  }

  /** Spreadsheets like to begin a file with a byte order mark. */
  private static String withoutMark(String line) {
    return line.startsWith("\uFEFF") ? line.substring(1) : line;
  }

  private static @Nullable Columns header(String rest) {
    int time = rest.toLowerCase(Locale.ROOT).indexOf("time,");
    return time < 0 ? null : Columns.ofHeader(rest.substring(time));
  }

  /**
   * All rows, merged.
   *
   * @param sink takes them in order
   * @return how many there were
   */
  public long play(Consumer<Observation> sink) {
    List<Cursor> cursors = new ArrayList<>();
    sections.forEach(section -> cursors.add(new Cursor(section.iterator())));
    long rows = 0;
    for (Cursor next = earliest(cursors); next != null; next = earliest(cursors)) {
      sink.accept(next.take());
      rows++;
    }
    return rows;
  }

  private static @Nullable Cursor earliest(List<Cursor> cursors) {
    Cursor earliest = null;
    for (Cursor cursor : cursors) {
      if (cursor.head != null && (earliest == null || cursor.timeMillis < earliest.timeMillis)) {
        earliest = cursor;
      }
    }
    return earliest;
  }

  /**
   * Where one section stands. A row that steps back in time keeps its place behind the row before
   * it.
   */
  private static final class Cursor {
    private final Iterator<Observation> rows;
    private @Nullable Observation head;
    private long timeMillis = Long.MIN_VALUE;

    Cursor(Iterator<Observation> rows) {
      this.rows = rows;
      advance();
    }

    Observation take() {
      Observation taken = head;
      if (taken == null) {
        throw new NoSuchElementException();
      }
      advance();
      return taken;
    }

    private void advance() {
      Observation next = rows.hasNext() ? rows.next() : null;
      head = next;
      if (next != null) {
        timeMillis = Math.max(timeMillis, next.timeMillis());
      }
    }
  }
}
