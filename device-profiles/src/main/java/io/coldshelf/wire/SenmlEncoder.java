package io.coldshelf.wire;

import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.model.Summary;
import java.util.List;

/** SenML in CBOR, deflated where that makes it smaller. */
final class SenmlEncoder implements PayloadEncoder {

  private final SenmlWriter writer;

  SenmlEncoder(SenmlWriter writer) {
    this.writer = writer;
  }

  @Override
  public Encoded encode(List<Reading> readings, List<Sighting> sightings, List<Summary> summaries) {
    byte[] plain = writer.write(readings, sightings, summaries);
    byte[] deflated = Deflate.deflate(plain);
    return deflated.length < plain.length
        ? new Encoded(Block.Encoding.SENML_DEFLATED, deflated)
        : new Encoded(Block.Encoding.SENML, plain);
  }
}
