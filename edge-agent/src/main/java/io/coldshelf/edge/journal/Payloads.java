package io.coldshelf.edge.journal;

import io.coldshelf.model.PointId;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.PayloadEncoder;
import io.coldshelf.wire.PayloadForm;
import io.coldshelf.wire.ReadingsPayload;
import io.coldshelf.wire.Topics;
import java.util.function.Function;

/**
 * How the payloads of the readings lane are written.
 *
 * @param owner whose readings they are
 * @param form in which they leave
 * @param units each point's unit from the SenML registry; empty for none
 */
public record Payloads(Topics owner, PayloadForm form, Function<PointId, String> units) {

  PayloadEncoder encoder() {
    return form.encoder(owner.gateway(), units);
  }

  /** What waits for its block never leaves as it is: the smallest form, with a checksum in it. */
  PayloadEncoder pending() {
    return PayloadForm.COLUMNS.encoder(owner.gateway(), units);
  }

  ReadingsPayload read(Block.Encoding encoding, byte[] payload) {
    return ReadingsPayload.read(owner.gateway(), encoding, payload);
  }
}
