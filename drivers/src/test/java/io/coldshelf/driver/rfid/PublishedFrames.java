package io.coldshelf.driver.rfid;

import io.coldshelf.testing.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;

/** The published vectors of serial RFID modules. */
public final class PublishedFrames {

  private PublishedFrames() {}

  /**
   * Frames of one family.
   *
   * @param module how its name begins in the vectors
   * @param fromModule whether those from the module are wanted, else those to it
   * @return the frames, at least one
   * @throws IOException when they cannot be read
   */
  public static List<byte[]> of(String module, boolean fromModule) throws IOException {
    List<byte[]> frames =
        Files.readAllLines(Vectors.oracle("rfid-serial/vectors.tsv")).stream()
            .filter(line -> line.startsWith(module))
            .map(line -> line.split("\t", -1))
            .filter(columns -> columns[1].equals("cmd") != fromModule)
            .map(columns -> HexFormat.of().parseHex(columns[2]))
            .toList();
    if (frames.isEmpty()) {
      throw new AssertionError("no vectors of " + module);
    }
    return frames;
  }
}
