package io.coldshelf.simulator.bench;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.llrp.LlrpDriver;
import io.coldshelf.model.DataGap;
import io.coldshelf.model.Epc;
import io.coldshelf.model.Observation;
import io.coldshelf.model.TagReport;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.simulator.device.Field;
import io.coldshelf.simulator.device.LlrpReader;
import io.coldshelf.simulator.device.ReaderModel;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tag reports as fast as they are taken. A simulated reader is set up by the driver as any other;
 * its first report is then sent again and again by whoever stands between the two.
 */
final class TagFlood implements AutoCloseable {

  private static final int HEADER_BYTES = 10; // LLRP 1.0.1, 16.1
  private static final int TYPE_MASK = 0x3FF;
  private static final int REPORT = 61; // RO_ACCESS_REPORT
  private static final int TAG_REPORT = 240; // TagReportData
  private static final int BATCH_BYTES = 1 << 16;
  private static final int TAGS = 100;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final double NANOS = 1e9;

  private final LlrpReader reader;
  private final ServerSocket server;
  private final long wanted;
  private final AtomicLong sendingCpuNanos = new AtomicLong();
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

  private TagFlood(LlrpReader reader, ServerSocket server, long wanted) {
    this.reader = reader;
    this.server = server;
    this.wanted = wanted;
  }

  /**
   * What came of it.
   *
   * @param perSecond tag reports that the driver gave on
   * @param perCpuSecond the same for each second on a processor, without the sender's
   */
  record Rate(double perSecond, double perCpuSecond) {}

  static Rate run(long reports) throws IOException, InterruptedException {
    Field field =
        (_, _) ->
            IntStream.range(0, TAGS)
                .mapToObj(n -> new Field.Seen(Epc.parse("3034%020X".formatted(n)), -50))
                .toList();
    try (LlrpReader reader =
            new LlrpReader(0, ReaderModel.PLAIN, field, InstantSource.system(), new Random(1));
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TagFlood flood = new TagFlood(reader, server, reports)) {
      Thread between = Thread.ofPlatform().name("flood").daemon().start(flood::serve);
      return flood.take(between);
    }
  }

  private Rate take(Thread between) throws IOException, InterruptedException {
    DeviceSetup setup =
        new DeviceSetup(
            "reader",
            DeviceProfiles.builtIn().find("llrp").orElseThrow(),
            Connection.parse("llrp://127.0.0.1:" + server.getLocalPort()),
            Duration.ofSeconds(5),
            InstantSource.system());
    AtomicLong taken = new AtomicLong();
    try (Device.Listening device = new LlrpDriver().open(setup)) {
      Thread listening =
          Thread.ofPlatform()
              .name("listening")
              .daemon()
              .start(() -> {
                try {
                  var _ = device.listen(observation -> count(observation, taken));
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      Wait.until(LIMIT, "tags are reported", () -> taken.get() > 0, taken::get);
      double cpu = CpuMeter.processSeconds();
      long first = taken.get();
      long start = System.nanoTime();
      Wait.until(
          LIMIT,
          "all tag reports are taken",
          () -> taken.get() >= wanted || failure.get() != null,
          taken::get);
      double seconds = (System.nanoTime() - start) / NANOS;
      long count = taken.get() - first;
      between.join();
      IOException failed = failure.get();
      if (failed != null) {
        throw failed;
      }
      double own = CpuMeter.processSeconds() - cpu - sendingCpuNanos.get() / NANOS;
      listening.interrupt();
      return new Rate(count / seconds, count / own);
    }
  }

  private static void count(Observation observation, AtomicLong taken) {
    switch (observation) {
      case TagReport report -> {
        long _ = taken.addAndGet(report.count());
      }
      case DataGap gap -> throw new IllegalStateException(gap.reason());
      default -> {}
    }
  }

  private void serve() {
    try (Socket driver = server.accept();
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), reader.port())) {
      Thread _ = Thread.ofPlatform().daemon().start(() -> copy(driver, behind));
      DataInputStream in = new DataInputStream(behind.getInputStream());
      OutputStream out = driver.getOutputStream();
      while (true) {
        byte[] message = message(in);
        out.write(message);
        if ((ByteBuffer.wrap(message).getShort() & TYPE_MASK) == REPORT) {
          flood(message, out);
          sendingCpuNanos.set(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
          return;
        }
      }
    } catch (IOException e) {
      failure.set(e);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      long _ = from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of the two has ended.
    }
  }

  private static byte[] message(DataInputStream in) throws IOException {
    byte[] header = in.readNBytes(HEADER_BYTES);
    if (header.length < HEADER_BYTES) {
      throw new IOException("the reader has ended");
    }
    int length = ByteBuffer.wrap(header).getInt(2);
    byte[] message = new byte[length];
    System.arraycopy(header, 0, message, 0, HEADER_BYTES);
    in.readFully(message, HEADER_BYTES, length - HEADER_BYTES);
    return message;
  }

  private void flood(byte[] message, OutputStream out) throws IOException {
    int each = tags(message);
    int times = Math.max(1, BATCH_BYTES / message.length);
    ByteBuffer batch = ByteBuffer.allocate(times * message.length);
    for (int i = 0; i < times; i++) {
      batch.put(message);
    }
    for (long sent = each; sent < wanted; sent += (long) times * each) {
      out.write(batch.array());
    }
  }

  private static int tags(byte[] message) {
    ByteBuffer parameters = ByteBuffer.wrap(message);
    int tags = 0;
    for (int at = HEADER_BYTES; at < message.length; at += parameters.getShort(at + 2) & 0xFFFF) {
      tags += (parameters.getShort(at) & TYPE_MASK) == TAG_REPORT ? 1 : 0;
    }
    return tags;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
