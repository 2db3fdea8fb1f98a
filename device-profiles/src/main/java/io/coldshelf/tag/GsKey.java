package io.coldshelf.tag;

import io.coldshelf.model.Epc;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A tag that carries a GS1 key: a trade item, a shipping container, a location and so on. Every
 * value of this type can be written to a tag.
 *
 * @param scheme how it is packed
 * @param filter what a reader selects by, 0 to 7; 1 is an item sold at a till (TDS 2.3, section 10)
 * @param companyPrefixDigits 6 to 12, or 0 where the scheme does not tell
 * @param elements the application identifiers that the tag's own scheme holds, the key first, a
 *     date last
 * @param writing what the tag has beside
 */
public record GsKey(
    TagScheme scheme, int filter, int companyPrefixDigits, List<Element> elements, Writing writing)
    implements TagData {

  private static final int MAX_FILTER = 7;

  /** Refuses what cannot be written to a tag, and says why. */
  public GsKey {
    elements = List.copyOf(elements);
    if (filter < 0 || filter > MAX_FILTER) {
      throw new UnfitException("a filter value is 0 to 7, not " + filter);
    }
    if ((companyPrefixDigits != 0) != scheme.hasCompanyPrefix()) {
      throw new UnfitException(
          scheme.hasCompanyPrefix()
              ? scheme + " needs to know how long the company prefix is"
              : scheme + " does not tell how long the company prefix is");
    }
    KeyValue value = KeyValue.of(scheme.kind(), elements);
    elements = value.elements();
    checkWriting(scheme, value, writing);
    write(new Fields(scheme, filter, companyPrefixDigits, value, writing));
  }

  private static void checkWriting(TagScheme scheme, KeyValue value, Writing writing) {
    boolean plus = !scheme.hasCompanyPrefix();
    if (!plus && (writing.dataFollows() || !TagBits.isZero(writing.rest()))) {
      throw new UnfitException(scheme + " has no room for further data");
    }
    if ((!plus || PlusCodec.text(value).isEmpty()) && writing.text() != TextEncoding.NUMERIC) {
      throw new UnfitException(scheme + " has no text here that could be " + writing.text());
    }
    if (!scheme.hasHost() && !writing.host().equals(HostName.NONE)) {
      throw new UnfitException(scheme + " has no room for a host name");
    }
  }

  /** What is written, once it is checked. */
  record Fields(
      TagScheme scheme, int filter, int companyPrefixDigits, KeyValue value, Writing writing) {}

  private static Epc write(Fields fields) {
    return fields.scheme().hasCompanyPrefix()
        ? new ClassicCodec(fields.scheme()).write(fields)
        : new PlusCodec(fields.scheme()).write(fields);
  }

  /**
   * A key for a scheme that tells how long the company prefix is.
   *
   * @param scheme one that is older than TDS 2.0
   * @param filter 0 to 7
   * @param companyPrefixDigits 6 to 12
   * @param elements the key and its serial part, in any order
   * @return the tag, without zeros that fill up
   * @throws IllegalArgumentException for what the scheme has no room for, and for wrong check
   *     digits
   */
  public static GsKey of(
      TagScheme scheme, int filter, int companyPrefixDigits, List<Element> elements) {
    return new GsKey(scheme, filter, companyPrefixDigits, elements, Writing.PLAIN);
  }

  /**
   * A key for a '+' scheme; characters are packed in the fewest bits.
   *
   * @param scheme a '+' scheme
   * @param filter 0 to 7
   * @param elements the key, its serial part and date, in any order
   * @return the tag, without zeros that fill up
   * @throws IllegalArgumentException for what the scheme has no room for, and for wrong check
   *     digits
   */
  public static GsKey of(TagScheme scheme, int filter, List<Element> elements) {
    return new GsKey(scheme, filter, 0, elements, Writing.PLAIN.withText(best(scheme, elements)));
  }

  /**
   * A key for a '++' scheme; characters and host are packed in the fewest bits.
   *
   * @param scheme a '++' scheme
   * @param filter 0 to 7
   * @param elements the key, its serial part and date, in any order
   * @param host the host of the Digital Link
   * @return the tag, without zeros that fill up
   * @throws IllegalArgumentException for what the scheme has no room for, and for wrong check
   *     digits
   */
  public static GsKey of(TagScheme scheme, int filter, List<Element> elements, String host) {
    Writing writing = Writing.PLAIN.withText(best(scheme, elements)).withHost(HostName.of(host));
    return new GsKey(scheme, filter, 0, elements, writing);
  }

  /**
   * The key of a Digital Link for a '+' scheme: the one that has room for all its identifiers.
   *
   * @param link a link with nothing but a key, its serial part and perhaps a date
   * @param filter 0 to 7
   * @return the tag, without zeros that fill up
   * @throws IllegalArgumentException if no scheme has room for all of them
   */
  public static GsKey of(DigitalLink link, int filter) {
    UnfitException last =
        new UnfitException("no tag can carry (" + link.path().getFirst().ai() + ")");
    for (TagScheme scheme : TagScheme.values()) {
      if (scheme.form() == TagScheme.Form.PLUS
          && scheme.kind().ai().equals(link.path().getFirst().ai())) {
        try {
          return of(scheme, filter, link.elements());
        } catch (UnfitException other) {
          last = other;
        }
      }
    }
    throw last;
  }

  private static TextEncoding best(TagScheme scheme, List<Element> elements) {
    String text = PlusCodec.text(KeyValue.of(scheme.kind(), elements));
    return text.isEmpty() ? TextEncoding.NUMERIC : TextEncoding.shortest(text);
  }

  KeyValue value() {
    return KeyValue.of(scheme.kind(), elements);
  }

  @Override
  public Epc bits() {
    return write(new Fields(scheme, filter, companyPrefixDigits, value(), writing));
  }

  /**
   * The value of one application identifier.
   *
   * @param ai as {@code 21}
   * @return what the tag's own scheme says of it, or nothing
   */
  public Optional<String> value(String ai) {
    return elements.stream()
        .filter(element -> element.ai().equals(ai))
        .map(Element::value)
        .findFirst();
  }

  /**
   * The identifiers as people write them, which is not a form for machines.
   *
   * @return as {@code (01)09506000134352(21)123456789}
   */
  public String elementString() {
    return elements.stream().map(Element::toString).collect(Collectors.joining());
  }

  /**
   * The GS1 Digital Link, on the tag's own host or on {@code id.gs1.org}.
   *
   * @return a link with the same identifiers
   */
  public DigitalLink digitalLink() {
    String host =
        writing.host().equals(HostName.NONE) ? DigitalLink.CANONICAL : writing.host().name();
    return DigitalLink.of("https://" + host, elements);
  }

  /** {@inheritDoc} A '+' scheme has none. */
  @Override
  public Optional<String> identityUri() {
    return scheme.hasCompanyPrefix() ? Optional.of(EpcUri.identity(this)) : Optional.empty();
  }

  /** {@inheritDoc} A '+' scheme has none. */
  @Override
  public Optional<String> tagUri() {
    return scheme.hasCompanyPrefix() ? Optional.of(EpcUri.tag(this)) : Optional.empty();
  }

  @Override
  public OptionalInt filterValue() {
    return OptionalInt.of(filter);
  }

  @Override
  public String uri() {
    return identityUri().orElseGet(() -> digitalLink().uri());
  }
}
