package io.coldshelf.simulator.bench;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDictTrainer;
import com.github.luben.zstd.ZstdException;
import io.coldshelf.model.Reading;
import io.coldshelf.wire.Deflate;
import io.coldshelf.wire.PayloadEncoder;
import io.coldshelf.wire.PayloadForm;
import io.coldshelf.wire.SenmlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ways to write a block of readings, to be compared on the same blocks. */
final class Encodings {

  private static final int ZSTD_LEVEL = 6;
  private static final int DICTIONARY_BYTES = 16 << 10;

  private Encodings() {}

  /** One way to write a block. */
  interface Encoding {
    byte[] of(List<Reading> readings);
  }

  /**
   * An encoding by its name.
   *
   * @param name a part of its figures' names
   * @param encoding the encoding
   */
  record Named(String name, Encoding encoding) {}

  /** All that are compared; a new one is added here. */
  static List<Named> all(List<List<Reading>> training) {
    SenmlWriter senml = StoreGateway.senml();
    Encoding plain = readings -> senml.write(readings, List.of());
    PayloadEncoder columns = PayloadForm.COLUMNS.encoder(StoreGateway.NAME, StoreGateway::unit);
    Encoding inColumns = readings -> columns.encode(readings, List.of(), List.of()).payload();
    List<Named> all = new ArrayList<>();
    all.add(new Named("json", JsonMessage::of));
    all.add(new Named("json-deflated", readings -> Deflate.deflate(JsonMessage.of(readings))));
    all.add(new Named("senml-cbor", plain));
    all.add(new Named("senml-cbor-deflated", readings -> Deflate.deflate(plain.of(readings))));
    all.add(
        new Named("senml-cbor-zstd", readings -> Zstd.compress(plain.of(readings), ZSTD_LEVEL)));
    dictionary(plain, training)
        .ifPresent(dictionary ->
            all.add(
                new Named(
                    "senml-cbor-zstd-dictionary",
                    readings -> withDictionary(plain.of(readings), dictionary))));
    all.add(new Named("columns", inColumns));
    all.add(new Named("columns-deflated", readings -> Deflate.deflate(inColumns.of(readings))));
    return List.copyOf(all);
  }

  private static byte[] withDictionary(byte[] plain, byte[] dictionary) {
    return Zstd.compressUsingDict(plain, dictionary, ZSTD_LEVEL);
  }

  /** Nothing where there is too little to learn from. */
  private static Optional<byte[]> dictionary(Encoding plain, List<List<Reading>> training) {
    List<byte[]> samples = training.stream().map(plain::of).toList();
    int bytes = samples.stream().mapToInt(sample -> sample.length).sum();
    ZstdDictTrainer trainer = new ZstdDictTrainer(bytes, DICTIONARY_BYTES);
    for (byte[] sample : samples) {
      boolean _ = trainer.addSample(sample);
    }
    try {
      return Optional.of(trainer.trainSamples());
    } catch (ZstdException e) {
      return Optional.empty();
    }
  }
}
