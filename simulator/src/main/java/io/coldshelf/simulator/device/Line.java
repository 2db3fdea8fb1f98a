package io.coldshelf.simulator.device;

import io.coldshelf.simulator.pty.Pty;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Bytes in both directions between a simulated device and one program, whatever carries them. */
interface Line {

  /** How many bytes came; 0 for silence, -1 when nothing will come any more. */
  int read(byte[] buffer, Duration timeout) throws IOException, InterruptedException;

  void write(byte[] bytes) throws IOException;

  /** A serial line behind a converter. */
  static Line of(Socket socket) {
    return new Line() {
      @Override
      public int read(byte[] buffer, Duration timeout) throws IOException {
        socket.setSoTimeout((int) Math.max(1, timeout.toMillis()));
        try {
          return socket.getInputStream().read(buffer);
        } catch (SocketTimeoutException e) {
          return 0;
        }
      }

      @Override
      public void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
      }
    };
  }

  /** A serial line. */
  static Line of(Pty pty) {
    return new Line() {
      @Override
      public int read(byte[] buffer, Duration timeout) throws IOException, InterruptedException {
        return pty.read(buffer, timeout);
      }

      @Override
      public void write(byte[] bytes) throws IOException {
        pty.write(bytes);
      }
    };
  }
}
