package io.coldshelf.driver.rfid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What the frames of each family must stand. */
public final class FrameTrials {

  private static final int NOISE_ROUNDS = 2000;
  private static final int MOST_NOISE_BYTES = 600;

  private FrameTrials() {}

  private static List<String> hex(List<byte[]> frames) {
    return frames.stream().map(HexFormat.of()::formatHex).toList();
  }

  /**
   * Cuts a stream of frames into chunks of every size.
   *
   * @param shape of the frames
   * @param frames good ones
   */
  public static void everyChunking(FrameShape shape, List<byte[]> frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    frames.forEach(all::writeBytes);
    byte[] stream = all.toByteArray();
    for (int size = 1; size <= stream.length; size++) {
      FrameCutter cutter = new FrameCutter(shape);
      List<byte[]> cut = new ArrayList<>();
      for (int at = 0; at < stream.length; at += size) {
        byte[] chunk = Arrays.copyOfRange(stream, at, Math.min(stream.length, at + size));
        cut.addAll(cutter.feed(chunk, chunk.length));
      }
      assertEquals(hex(frames), hex(cut), "in chunks of " + size);
      assertEquals(0, cutter.skipped(), "in chunks of " + size);
    }
  }

  /**
   * Ends a frame at every byte before its end, then sends it whole.
   *
   * @param shape of the frame
   * @param frame a good one
   */
  public static void everyTruncation(FrameShape shape, byte[] frame) {
    for (int end = 1; end < frame.length; end++) {
      FrameCutter cutter = new FrameCutter(shape);
      assertEquals(List.of(), hex(cutter.feed(frame, end)), "ended at " + end);
      List<byte[]> after = new ArrayList<>(cutter.giveUp());
      assertTrue(after.isEmpty(), "ended at " + end);
      after.addAll(cutter.feed(frame, frame.length));
      assertEquals(hex(List.of(frame)), hex(after), "ended at " + end);
    }
  }

  /**
   * Lets a frame break off at every byte with the next one right behind: the next one must come.
   *
   * @param shape of the frames
   * @param frame a good one
   */
  public static void everyTruncationWithTheNextBehind(FrameShape shape, byte[] frame) {
    for (int end = 1; end < frame.length; end++) {
      FrameCutter cutter = new FrameCutter(shape);
      List<byte[]> cut = new ArrayList<>(cutter.feed(frame, end));
      cut.addAll(cutter.feed(frame, frame.length));
      cut.addAll(cutter.giveUp());
      assertTrue(hex(cut).contains(HexFormat.of().formatHex(frame)), "broken off at " + end);
    }
  }

  /**
   * Turns every single bit of a frame.
   *
   * @param shape of the frame
   * @param frame a good one
   * @param same whether a frame that came through says the same as the good one
   */
  public static void everyBitTurned(FrameShape shape, byte[] frame, Predicate<byte[]> same) {
    for (int bit = 0; bit < frame.length * Byte.SIZE; bit++) {
      byte[] turned = frame.clone();
      turned[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
      FrameCutter cutter = new FrameCutter(shape);
      List<byte[]> cut = new ArrayList<>(cutter.feed(turned, turned.length));
      cut.addAll(cutter.giveUp());
      assertTrue(cut.stream().allMatch(same), "bit " + bit);
    }
  }

  /**
   * Feeds noise, with a good frame behind it: nothing may throw, and the frame must come.
   *
   * @param shape of the frames
   * @param frame a good one
   * @param decode whatever is done with a frame; must not throw
   */
  public static void noise(FrameShape shape, byte[] frame, Consumer<byte[]> decode) {
    for (int seed = 0; seed < NOISE_ROUNDS; seed++) {
      Random random = new Random(seed);
      FrameCutter cutter = new FrameCutter(shape);
      byte[] noise = new byte[random.nextInt(MOST_NOISE_BYTES)];
      random.nextBytes(noise);
      List<byte[]> cut = new ArrayList<>(cutter.feed(noise, noise.length));
      cut.addAll(cutter.feed(frame, frame.length));
      cut.addAll(cutter.giveUp());
      cut.forEach(decode);
      assertTrue(
          hex(cut).contains(HexFormat.of().formatHex(frame)), "the frame is lost, seed " + seed);
    }
  }

  /**
   * Spoils good frames in a few places and mends their checksums, so that decoders see what no
   * module says.
   *
   * @param frames good ones
   * @param mend makes a frame with the right checksum of one with any
   * @param decode whatever is done with a frame; must not throw
   */
  public static void spoilt(List<byte[]> frames, Consumer<byte[]> mend, Consumer<byte[]> decode) {
    for (int seed = 0; seed < NOISE_ROUNDS; seed++) {
      Random random = new Random(seed);
      byte[] frame = frames.get(random.nextInt(frames.size())).clone();
      for (int i = 0; i < 3; i++) {
        frame[random.nextInt(frame.length)] = (byte) random.nextInt();
      }
      mend.accept(frame);
      decode.accept(frame);
    }
  }
}
