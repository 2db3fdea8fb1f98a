package io.coldshelf.edge.natives;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;

/**
 * Keeps native libraries on disk from one start to the next:
 *
 * <pre>
 * DIRECTORY/sqlite-1a2b3c4d/libsqlitejdbc.so     the checksum is the jar's own of its entry
 * </pre>
 *
 * <p>What is there is compared with the checksum at every start, so a file that a power cut has
 * spoilt is replaced. A new version has another checksum, and what it replaces is deleted. Whatever
 * goes wrong is left to the library's own way of unpacking.
 */
public final class NativeCache {

  private static final System.Logger LOG = System.getLogger(NativeCache.class.getName());

  private final Path directory;
  private final ClassLoader jars;
  private final Properties properties;

  /**
   * A cache; touches nothing yet.
   *
   * @param directory made where it is missing; whoever can write to it decides what code runs here
   * @param jars where the libraries' jars are found
   * @param properties the system's: tell the machine, and take where the libraries are
   */
  public NativeCache(Path directory, ClassLoader jars, Properties properties) {
    this.directory = directory.toAbsolutePath();
    this.jars = jars;
    this.properties = properties;
  }

  /**
   * Sees to it that a library is there unpacked, and tells the library where. Must come before its
   * first use. A place that was chosen from outside stays.
   *
   * @param library which
   */
  public void provide(NativeLibrary library) {
    if (properties.getProperty(library.property()) != null) {
      return;
    }
    Optional<String> entry =
        library.entry(properties.getProperty("os.name", ""), properties.getProperty("os.arch", ""));
    URL url = entry.map(jars::getResource).orElse(null);
    if (url == null) {
      return;
    }
    try {
      if (url.openConnection() instanceof JarURLConnection jar) {
        // Else the JDK keeps the jar open for ever.
        jar.setUseCaches(false);
        unpacked(library, jar)
            .ifPresent(folder -> properties.setProperty(library.property(), folder.toString()));
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "{0} is not kept unpacked: {1}", library.file(), e);
    }
  }

  private Optional<Path> unpacked(NativeLibrary library, JarURLConnection jar) throws IOException {
    try (InputStream content = jar.getInputStream()) {
      JarEntry entry = jar.getJarEntry();
      if (entry.getCrc() < 0 || entry.getSize() < 0) {
        return Optional.empty();
      }
      String name = library.name().toLowerCase(Locale.ROOT) + "-";
      Path folder = directory.resolve(name + HexFormat.of().toHexDigits(entry.getCrc(), 8));
      Path file = folder.resolve(library.file());
      if (!isIntact(file, entry)) {
        Files.createDirectories(folder);
        write(content, file);
        deleteOthers(name, folder);
        if (!isIntact(file, entry)) {
          return Optional.empty();
        }
      }
      return Optional.of(folder);
    }
  }

  private static boolean isIntact(Path file, JarEntry entry) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) != entry.getSize()) {
      return false;
    }
    CRC32 sum = new CRC32();
    sum.update(Files.readAllBytes(file));
    return sum.getValue() == entry.getCrc();
  }

  /** Whole or not at all, also for a second process that does the same now. */
  private static void write(InputStream content, Path file) throws IOException {
    Path half = Files.createTempFile(file.getParent(), "half", "");
    try {
      Files.copy(content, half, StandardCopyOption.REPLACE_EXISTING);
      move(half, file);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  private static void move(Path half, Path file) throws IOException {
    try {
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Earlier versions of the same library. One that is in use goes when its process does. */
  private void deleteOthers(String name, Path keep) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(directory, name + "*")) {
      for (Path folder : folders) {
        if (!folder.equals(keep)) {
          delete(folder);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
