package io.coldshelf.edge.natives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {

  private static final String PROPERTY = "org.sqlite.lib.path";
  private static final String FILE = "libsqlitejdbc.so";

  @TempDir private Path folder;

  private final Properties properties = new Properties();

  @BeforeEach
  void thisMachineIsOne() {
    properties.setProperty("os.name", "Linux");
    properties.setProperty("os.arch", "amd64");
  }

  private Path jar(String name, byte[] content) throws IOException {
    Path jar = folder.resolve(name);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry("org/sqlite/native/Linux/x86_64/" + FILE));
      out.write(content);
      out.closeEntry();
    }
    return jar;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** As at one start; gives the directory that the library was told. */
  private Path start(Path jar) throws IOException {
    properties.remove(PROPERTY);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      new NativeCache(folder.resolve("native"), loader, properties).provide(NativeLibrary.SQLITE);
    }
    return Path.of(properties.getProperty(PROPERTY, ""));
  }

  @Test
  void theLibraryIsToldWhereItsFileIs() throws IOException {
    Path told = start(jar("one.jar", bytes("machine code")));
    assertTrue(told.isAbsolute());
    assertArrayEquals(bytes("machine code"), Files.readAllBytes(told.resolve(FILE)));
  }

  @Test
  void aSecondStartWritesNothing() throws IOException {
    Path jar = jar("one.jar", bytes("machine code"));
    Path file = start(jar).resolve(FILE);
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();

    assertEquals(file, start(jar).resolve(FILE));

    assertEquals(key, Files.readAttributes(file, BasicFileAttributes.class).fileKey());
  }

  @Test
  void aSpoiltFileOfTheRightSizeIsReplaced() throws IOException {
    Path jar = jar("one.jar", bytes("machine code"));
    Path file = start(jar).resolve(FILE);
    Files.write(file, bytes("machine cope"));

    start(jar);

    assertArrayEquals(bytes("machine code"), Files.readAllBytes(file));
  }

  @Test
  void aNewVersionTakesThePlaceOfTheOldOne() throws IOException {
    Path before = start(jar("one.jar", bytes("machine code")));
    Path now = start(jar("two.jar", bytes("better machine code")));
    assertNotEquals(before, now);
    assertFalse(Files.exists(before));
    try (Stream<Path> all = Files.walk(folder.resolve("native"))) {
      assertEquals(3, all.count(), "no half file is left behind");
    }
  }

  @Test
  void aPlaceThatWasChosenFromOutsideStays() throws IOException {
    properties.setProperty(PROPERTY, "/opt/native");
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {jar("one.jar", bytes("machine code")).toUri().toURL()}, null)) {
      new NativeCache(folder.resolve("native"), loader, properties).provide(NativeLibrary.SQLITE);
    }
    assertEquals("/opt/native", properties.getProperty(PROPERTY));
    assertFalse(Files.exists(folder.resolve("native")));
  }

  @Test
  void whereNothingCanBeWrittenTheLibraryIsLeftToItself() throws IOException {
    Path jar = jar("one.jar", bytes("machine code"));
    Files.writeString(folder.resolve("native"), "in the way");
    start(jar);
    assertNull(properties.getProperty(PROPERTY));
  }

  @Test
  void aMachineOfAnotherKindIsLeftToTheLibrary() throws IOException {
    properties.setProperty("os.arch", "riscv64");
    start(jar("one.jar", bytes("machine code")));
    assertNull(properties.getProperty(PROPERTY));
  }

  @Test
  void theEntriesAreWhereTheJarsHaveThem() {
    for (NativeLibrary library : NativeLibrary.values()) {
      for (String architecture : new String[] {"amd64", "aarch64"}) {
        String entry = library.entry("Linux", architecture).orElseThrow();
        assertTrue(
            NativeCacheTest.class.getClassLoader().getResource(entry) != null,
            () -> entry + " is in no jar");
      }
    }
  }
}
