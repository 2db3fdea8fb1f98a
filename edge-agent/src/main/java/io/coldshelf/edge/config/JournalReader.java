package io.coldshelf.edge.config;

import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.time.Duration;

/** Reads {@code journal}. */
final class JournalReader {

  private static final long MIN_BYTES = 16_000_000L;
  private static final long MAX_BYTES = 16_000_000_000_000L;
  private static final Duration MIN_AGE = Duration.ofHours(1);
  private static final Duration MAX_AGE = Duration.ofDays(3650);
  private static final Duration MIN_COMMIT = Duration.ofMillis(100);
  private static final Duration MAX_COMMIT = Duration.ofSeconds(60);

  private JournalReader() {}

  static JournalSettings read(YamlValue value) {
    JournalSettings otherwise = JournalSettings.DEFAULT;
    if (!value.isWritten()) {
      return otherwise;
    }
    YamlMapping journal = value.mapping();
    YamlValue bytes = journal.optional("maxBytes");
    YamlValue age = journal.optional("maxAge");
    YamlValue commit = journal.optional("commitEvery");
    return new JournalSettings(
        bytes.isWritten() ? bytes.bytes(MIN_BYTES, MAX_BYTES) : otherwise.maxBytes(),
        age.isWritten() ? age.duration(MIN_AGE, MAX_AGE) : otherwise.maxAge(),
        commit.isWritten() ? commit.duration(MIN_COMMIT, MAX_COMMIT) : otherwise.commitEvery());
  }
}
