package io.coldshelf.edge.natives;

import java.util.Optional;

/**
 * A native library that a jar brings along. Where it looks first is a system property, and it falls
 * back on its own way when there is nothing of use there.
 */
public enum NativeLibrary {

  /** SQLite: left to itself it unpacks into the temporary directory at every start. */
  SQLITE(
      "org.sqlite.lib.path",
      "libsqlitejdbc.so",
      "org/sqlite/native/Linux/x86_64/",
      "org/sqlite/native/Linux/aarch64/"),

  /**
   * Serial ports: left to itself it unpacks into a directory below {@code /tmp} that everybody may
   * write to, and loads what it finds there.
   */
  SERIAL("jSerialComm.library.path", "libjSerialComm.so", "Linux/x86_64/", "Linux/armv8_64/");

  private static final String LINUX = "Linux";

  private final String property;
  private final String file;
  private final String forAmd64;
  private final String forArm64;

  NativeLibrary(String property, String file, String forAmd64, String forArm64) {
    this.property = property;
    this.file = file;
    this.forAmd64 = forAmd64;
    this.forArm64 = forArm64;
  }

  /** The system property with the directory that the library is looked for in first. */
  String property() {
    return property;
  }

  /** The file's name, which the library wants as it is. */
  String file() {
    return file;
  }

  /**
   * The entry in the library's jar for a machine; empty for one that is left to the library, such
   * as 32-bit ARM with its many kinds.
   *
   * @param system {@code os.name}
   * @param architecture {@code os.arch}
   */
  Optional<String> entry(String system, String architecture) {
    if (!system.equals(LINUX)) {
      return Optional.empty();
    }
    return switch (architecture) {
      case "amd64" -> Optional.of(forAmd64 + file);
      case "aarch64" -> Optional.of(forArm64 + file);
      default -> Optional.empty();
    };
  }
}
