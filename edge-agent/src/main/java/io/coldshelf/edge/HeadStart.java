package io.coldshelf.edge;

import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.natives.NativeCache;
import io.coldshelf.edge.natives.NativeLibrary;
import io.coldshelf.edge.uplink.Uplink;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Does beside the reading of the configuration what every start has to do and what needs none of
 * it: classes with much to prepare, and the journal's library. On two cores it is a fifth of a
 * second less until the first reading is kept.
 */
public final class HeadStart {

  private HeadStart() {}

  /**
   * Begins, and returns at once. May be left out; what goes wrong here goes wrong again, and is
   * said, where it matters.
   *
   * @param config the configuration; looked at only for whether it names a broker by TLS
   * @param data where the journal is kept. Nothing is made where it is not there yet
   */
  public static void begin(Path config, Path data) {
    if (mentionsTls(config)) {
      Uplink.warmUp(true);
    }
    Thread.ofPlatform().name("head-start").daemon().start(() -> run(data));
  }

  private static boolean mentionsTls(Path config) {
    try {
      return Files.readString(config).contains("mqtts://");
    } catch (IOException e) {
      // Whoever reads it says what is wrong with it.
      return false;
    }
  }

  private static void run(Path data) {
    // The first use of each is what takes its time; what comes out is nothing to anybody.
    var _ = BigDecimal.ONE.signum();
    var _ = AgentVersion.BUILT.toEpochMilli();
    if (Files.isDirectory(data)) {
      natives(data).provide(NativeLibrary.SQLITE);
      Journal.warmUp();
    }
  }

  static NativeCache natives(Path data) {
    return new NativeCache(
        data.resolve(Agent.NATIVES), Agent.class.getClassLoader(), System.getProperties());
  }
}
