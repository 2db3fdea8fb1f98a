package io.coldshelf.simulator.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The physical limit: the same bytes appended to a file, and the disk waited for as often. */
final class BareFile {

  private BareFile() {}

  /** Gives how long it took, in nanoseconds. */
  static long append(Path file, List<byte[]> commits) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      long start = System.nanoTime();
      for (byte[] commit : commits) {
        ByteBuffer bytes = ByteBuffer.wrap(commit);
        while (bytes.hasRemaining()) {
          int _ = out.write(bytes);
        }
        out.force(false);
      }
      return System.nanoTime() - start;
    }
  }
}
