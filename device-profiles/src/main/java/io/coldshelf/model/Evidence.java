package io.coldshelf.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What else is known about a finding. Whatever is unknown is left out, never guessed.
 *
 * @param product the product's GTIN, 14 digits
 * @param rule the rule that was broken, and where it comes from
 * @param count how many items
 * @param confidence how sure, 0 to 1
 * @param items the tags concerned
 * @param suggestion what to do, one sentence for a person
 */
public record Evidence(
    Optional<String> product,
    Optional<String> rule,
    OptionalLong count,
    OptionalDouble confidence,
    List<Epc> items,
    Optional<String> suggestion) {

  /** Nothing else is known. */
  public static final Evidence NONE =
      new Evidence(
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          OptionalDouble.empty(),
          List.of(),
          Optional.empty());

  /** Copies the list. */
  public Evidence {
    items = List.copyOf(items);
  }

  /**
   * Only a suggestion.
   *
   * @param suggestion what to do
   * @return evidence that holds it
   */
  public static Evidence suggesting(String suggestion) {
    return new Evidence(
        NONE.product, NONE.rule, NONE.count, NONE.confidence, List.of(), Optional.of(suggestion));
  }
}
