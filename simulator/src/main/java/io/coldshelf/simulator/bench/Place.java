package io.coldshelf.simulator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where a bench takes place.
 *
 * @param folder its files, on the disk that is to be measured; a bench makes folders of its own
 * @param clock the system's
 * @param progress told, in a few words, what goes on
 */
public record Place(Path folder, InstantSource clock, Consumer<String> progress) {

  /** A new and empty folder. */
  Path make(String name) throws IOException {
    Path made = folder.resolve(name);
    remove(made);
    return Files.createDirectories(made);
  }

  void say(String what) {
    progress.accept(what);
  }

  /**
   * Removes a folder with all that is in it, where it is there.
   *
   * @param folder which
   * @throws IOException when it cannot be removed
   */
  public static void remove(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      boolean _ = Files.deleteIfExists(path);
    }
  }
}
