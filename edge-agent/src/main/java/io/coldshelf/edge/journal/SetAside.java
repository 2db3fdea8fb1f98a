package io.coldshelf.edge.journal;

import io.coldshelf.edge.journal.JournalException.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Gives a journal's files another name. They are evidence: nothing here deletes one. What is under
 * way is written down first, so that a power cut in the middle of it costs nothing: the next start
 * goes on.
 *
 * @param file the journal
 * @param aside its new name
 * @param why it cannot be gone on with; part of the new name
 */
record SetAside(Path file, Path aside, Why why) {

  /** Why a file is set aside. */
  enum Why {
    /** It is damaged. */
    CORRUPT,
    /** An earlier version wrote it. */
    FORMER,
    /** It is another gateway's. */
    FOREIGN;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** Decides on a name, and writes it down. */
  static SetAside begin(Path file, Why why, InstantSource clock) {
    String stamped = file.getFileName() + "." + why.code() + "-" + STAMP.format(clock.instant());
    Path aside = file.resolveSibling(stamped);
    for (int n = 2; Files.exists(aside); n++) {
      aside = file.resolveSibling(stamped + "-" + n);
    }
    try {
      Files.writeString(note(file), aside.getFileName().toString());
    } catch (IOException e) {
      throw failure(file, e);
    }
    return new SetAside(file, aside, why);
  }

  /** One that was begun and not ended. */
  static Optional<SetAside> unfinished(Path file) {
    try {
      if (!Files.exists(note(file))) {
        return Optional.empty();
      }
      String name = Files.readString(note(file));
      if (name.isBlank()) {
        Files.delete(note(file)); // torn before anything was done
        return Optional.empty();
      }
      Why why =
          Arrays.stream(Why.values())
              .filter(each -> name.contains("." + each.code() + "-"))
              .findFirst()
              .orElse(Why.CORRUPT);
      return Optional.of(new SetAside(file, file.resolveSibling(name), why));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** The three files keep belonging together, so that SQLite's own tools can read them. */
  void move() {
    try {
      if (Files.exists(aside)) {
        // It was moved before, and a new one begun: that one is made again from the beginning.
        for (String suffix : List.of("-wal", "-shm", "")) {
          Files.deleteIfExists(Path.of(file + suffix));
        }
        return;
      }
      for (String suffix : List.of("-wal", "-shm", "")) {
        Path from = Path.of(file + suffix);
        if (Files.exists(from)) {
          Files.move(from, Path.of(aside + suffix));
        }
      }
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** All of it was taken over. */
  void end() {
    try {
      Files.deleteIfExists(note(file));
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static Path note(Path file) {
    return Path.of(file + "-aside");
  }

  private static JournalException failure(Path file, IOException e) {
    return new JournalException(
        Remedy.PERSON,
        "the journal at " + file + " must be set aside and cannot be: " + e.getMessage(),
        e);
  }
}
