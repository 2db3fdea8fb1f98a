package io.coldshelf.tag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A GS1 Digital Link: identifiers in the form of a web address (GS1 Digital Link URI Syntax 1.7).
 *
 * <pre>
 *  https://example.com/some/stem/01/09506000134352/10/ABC/21/123?17=261231&amp;linkType=all
 *  stem                          key               qualifiers   attributes parameters
 * </pre>
 *
 * @param stem scheme, host and any path in front of the key, without a slash at its end
 * @param path the key and its qualifiers, in the order of the standard
 * @param attributes the identifiers of the query, known or not, in their order
 * @param parameters what else the query has
 */
public record DigitalLink(
    String stem, List<Element> path, List<Element> attributes, List<Parameter> parameters) {

  /** The host of a link that leads nowhere in particular. */
  public static final String CANONICAL = "id.gs1.org";

  /** The longest link that is read. */
  public static final int MAX_LENGTH = 8192;

  private static final String HTTP = "http://";
  private static final String HTTPS = "https://";

  /**
   * A word of the query that is no identifier.
   *
   * @param name as {@code linkType}
   * @param value may be empty
   */
  public record Parameter(String name, String value) {}

  /** Proves check digits and order, and refuses what no link can be. */
  public DigitalLink {
    checkStem(stem);
    if (path.isEmpty() || !LinkKeys.isKey(path.getFirst().ai())) {
      throw new UnfitException("a link's path begins with a key such as (01), not " + path);
    }
    List<Element> proved = new ArrayList<>();
    proved.add(LinkKeys.proved(path.getFirst().ai(), path.getFirst().value()));
    proved.addAll(path.subList(1, path.size()));
    path = List.copyOf(proved);
    attributes = List.copyOf(attributes);
    parameters = List.copyOf(parameters);
    checkOrder(path);
    checkTwice(path, attributes);
  }

  private static void checkStem(String stem) {
    int host = stem.startsWith(HTTPS) ? HTTPS.length() : HTTP.length();
    boolean known = stem.startsWith(HTTPS) || stem.startsWith(HTTP);
    if (!known || stem.length() == host || stem.charAt(host) == '/' || stem.endsWith("/")) {
      throw new UnfitException("a link begins with https:// and a host, not '" + stem + "'");
    }
    if (!stem.chars().allMatch(c -> c > ' ' && c <= '~' && "\"<>?#\\".indexOf(c) < 0)) {
      throw new UnfitException("a character in '" + stem + "' cannot be part of a web address");
    }
  }

  private static void checkOrder(List<Element> path) {
    String key = path.getFirst().ai();
    List<String> order = LinkKeys.qualifiers(key);
    int last = -1;
    for (Element qualifier : path.subList(1, path.size())) {
      int at = order.indexOf(qualifier.ai());
      if (at < 0) {
        throw new UnfitException(
            "("
                + qualifier.ai()
                + ") does not qualify ("
                + key
                + ") in the path, "
                + order
                + " do");
      }
      if (at <= last) {
        throw new UnfitException("the path's order behind (" + key + ") is " + order);
      }
      last = at;
    }
  }

  private static void checkTwice(List<Element> path, List<Element> attributes) {
    Set<String> seen = new HashSet<>();
    Stream.concat(path.stream(), attributes.stream())
        .forEach(element -> {
          if (!seen.add(element.ai())) {
            throw new UnfitException("(" + element.ai() + ") is there twice");
          }
        });
  }

  /**
   * Makes a link of identifiers: the first key among them and its qualifiers become the path, the
   * others attributes.
   *
   * @param stem as {@link #stem}
   * @param elements in any order
   * @return the link
   * @throws IllegalArgumentException if no key is among them, or its check digit is wrong
   */
  public static DigitalLink of(String stem, List<Element> elements) {
    Element key =
        elements.stream()
            .filter(element -> LinkKeys.isKey(element.ai()))
            .findFirst()
            .orElseThrow(() -> new UnfitException("no key such as (01) is among " + elements));
    List<String> order = LinkKeys.qualifiers(key.ai());
    List<Element> path = new ArrayList<>(List.of(key));
    elements.stream()
        .filter(element -> order.contains(element.ai()))
        .sorted(Comparator.comparingInt(element -> order.indexOf(element.ai())))
        .forEach(path::add);
    List<Element> others =
        elements.stream()
            .filter(element -> !element.equals(key) && !order.contains(element.ai()))
            .toList();
    return new DigitalLink(stem, path, others, List.of());
  }

  /**
   * Reads a link. The words of older links, such as {@code gtin} and {@code lot}, are taken for
   * their identifiers. A fragment is dropped.
   *
   * @param uri a web address
   * @return what it says
   * @throws IllegalArgumentException for what is no Digital Link, with what is wrong
   */
  public static DigitalLink parse(String uri) {
    if (uri.length() > MAX_LENGTH) {
      throw new UnfitException("a link of " + uri.length() + " characters is too long");
    }
    int fragment = uri.indexOf('#');
    String plain = fragment < 0 ? uri : uri.substring(0, fragment);
    int question = plain.indexOf('?');
    String address = question < 0 ? plain : plain.substring(0, question);
    int host = authority(address);
    int slash = address.indexOf('/', host);
    if (slash < 0) {
      throw new UnfitException("no identifier in the path of '" + uri + "'");
    }
    String base = address.substring(0, slash).toLowerCase(Locale.ROOT);
    List<String> segments = segments(address.substring(slash + 1));
    int start = start(segments);
    List<Element> path = new ArrayList<>();
    for (int at = start; at < segments.size(); at += 2) {
      path.add(new Element(LinkKeys.ai(segments.get(at)), Escapes.undo(segments.get(at + 1))));
    }
    List<Element> attributes = new ArrayList<>();
    List<Parameter> parameters = new ArrayList<>();
    query(question < 0 ? "" : plain.substring(question + 1), attributes, parameters);
    String stem =
        base + segments.stream().limit(start).map(s -> "/" + s).collect(Collectors.joining());
    return new DigitalLink(stem, path, attributes, parameters);
  }

  private static int authority(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    if (lower.startsWith(HTTPS)) {
      return HTTPS.length();
    }
    if (lower.startsWith(HTTP)) {
      return HTTP.length();
    }
    throw new UnfitException("a link begins with https://, not '" + address + "'");
  }

  private static List<String> segments(String path) {
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return List.of(trimmed.split("/", -1));
  }

  /** Where the key is: the last one that everything behind it qualifies. */
  private static int start(List<String> segments) {
    for (int at = segments.size() - 2; at >= 0; at -= 2) {
      String ai = LinkKeys.ai(segments.get(at));
      if (LinkKeys.isKey(ai)) {
        return at;
      }
      if (!LinkKeys.looksLikeAi(ai)) {
        break;
      }
    }
    throw new UnfitException("no key such as /01/ with its value at the end of the path");
  }

  private static void query(String query, List<Element> attributes, List<Parameter> parameters) {
    for (String pair : query.split("[&;]", -1)) {
      int equals = pair.indexOf('=');
      String name = Escapes.undo(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : Escapes.undo(pair.substring(equals + 1));
      String ai = LinkKeys.ai(name);
      if (LinkKeys.looksLikeAi(ai)) {
        attributes.add(new Element(ai, value));
      } else if (!name.isEmpty()) {
        parameters.add(new Parameter(name, value));
      }
    }
  }

  /**
   * All identifiers.
   *
   * @return those of the path, then the attributes
   */
  public List<Element> elements() {
    return Stream.concat(path.stream(), attributes.stream()).toList();
  }

  /**
   * The value of one identifier.
   *
   * @param ai as {@code 21}
   * @return what the link says of it, or nothing
   */
  public Optional<String> value(String ai) {
    return elements().stream()
        .filter(element -> element.ai().equals(ai))
        .map(Element::value)
        .findFirst();
  }

  /**
   * The host.
   *
   * @return with its port, if the link has one
   */
  public String host() {
    int host = authority(stem);
    int slash = stem.indexOf('/', host);
    return slash < 0 ? stem.substring(host) : stem.substring(host, slash);
  }

  /**
   * The same identifiers on {@link #CANONICAL}, attributes by number, nothing else: equal for two
   * links that name the same thing (GS1 Digital Link URI Syntax 4.12).
   *
   * @return the canonical link
   */
  public DigitalLink canonical() {
    List<Element> sorted = attributes.stream().sorted(Comparator.comparing(Element::ai)).toList();
    return new DigitalLink(HTTPS + CANONICAL, path, sorted, List.of());
  }

  /**
   * The address.
   *
   * @return identifiers as numbers, everything but letters, digits and {@code - . _ ~} escaped
   */
  public String uri() {
    String identifiers =
        path.stream()
            .map(element -> "/" + element.ai() + "/" + Escapes.forLink(element.value()))
            .collect(Collectors.joining());
    String query =
        Stream.concat(
                attributes.stream()
                    .map(element -> element.ai() + "=" + Escapes.forLink(element.value())),
                parameters.stream()
                    .map(
                        word -> Escapes.forLink(word.name()) + "=" + Escapes.forLink(word.value())))
            .collect(Collectors.joining("&"));
    return stem + identifiers + (query.isEmpty() ? "" : "?" + query);
  }

  @Override
  public String toString() {
    return uri();
  }
}
