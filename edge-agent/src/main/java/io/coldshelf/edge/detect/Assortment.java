package io.coldshelf.edge.detect;

import io.coldshelf.model.Epc;
import io.coldshelf.tag.Element;
import io.coldshelf.tag.GsKey;
import io.coldshelf.tag.TagData;
import java.util.Optional;

/**
 * Whether a tag belongs to a shelf's product. A tag that does not say which trade item it is on may
 * be on any; and as long as none was seen that names this product, the tags here may be coded after
 * another plan than the configuration, and all are counted.
 */
final class Assortment {

  private static final String GTIN = "01";

  private final String gtin;
  private boolean named;

  Assortment(String gtin) {
    this.gtin = gtin;
  }

  /** Answers whether it is, by this tag, known for the first time that tags here name products. */
  boolean learn(Epc epc) {
    if (named || tradeItem(epc).filter(gtin::equals).isEmpty()) {
      return false;
    }
    named = true;
    return true;
  }

  boolean isForeign(Epc epc) {
    return named && tradeItem(epc).filter(item -> !item.equals(gtin)).isPresent();
  }

  /** The GTIN that a tag carries. */
  static Optional<String> tradeItem(Epc epc) {
    return TagData.decode(epc) instanceof GsKey key
        ? key.elements().stream()
            .filter(element -> element.ai().equals(GTIN))
            .map(Element::value)
            .findFirst()
        : Optional.empty();
  }

  void save(Snapshot into, String prefix) {
    into.put(prefix + "named", named ? 1 : 0);
  }

  void restore(Snapshot from, String prefix) {
    named = from.number(prefix + "named", 0) == 1;
  }
}
