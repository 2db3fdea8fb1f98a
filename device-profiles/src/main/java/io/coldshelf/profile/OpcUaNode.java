package io.coldshelf.profile;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node of an OPC UA server: value = node's value * scale + offset.
 *
 * <p>Namespaces are named by their URI throughout. Their numbers are a server's own and change from
 * start to start (OPC 10000-3, 8.2.2).
 *
 * @param where which node
 * @param scaling from the node's value to the point's unit
 */
public record OpcUaNode(Where where, Linear scaling) implements PointSource {

  /** How a node is named. */
  public sealed interface Where {}

  /**
   * By its id, the same on all devices of the model.
   *
   * @param text as an ExpandedNodeId is written (OPC 10000-6, 5.3.1.11): {@code
   *     nsu=http://maker.example/cold;s=Case1.Air}, or without {@code nsu} for the standard's own
   *     nodes
   */
  public record Id(String text) implements Where {

    private static final Pattern FORM =
        Pattern.compile(
            "(nsu=[^;]+;)?(i=[0-9]{1,10}|s=.+|g=[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
                + "|b=[A-Za-z0-9+/]+=*)");

    private static final Pattern NUMBERED = Pattern.compile("(ns=[0-9]+);.*");

    /** It is of that form. */
    public Id {
      Matcher numbered = NUMBERED.matcher(text);
      if (numbered.matches()) {
        throw new IllegalArgumentException(
            "'"
                + text
                + "' has its namespace by number, which changes from start to start; write"
                + " nsu=URI; in place of "
                + numbered.group(1)
                + ";");
      }
      if (!FORM.matcher(text).matches()) {
        throw new IllegalArgumentException("'" + text + "' is no node's id");
      }
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * By the names on the way from an object, which the device's connection names.
   *
   * @param names at least one
   */
  public record Path(List<Name> names) implements Where {

    /** Copies the list. */
    public Path {
      if (names.isEmpty()) {
        throw new IllegalArgumentException("a path without names");
      }
      names = List.copyOf(names);
    }

    @Override
    public String toString() {
      return String.join("/", names.stream().map(Name::name).toList());
    }
  }

  /**
   * A qualified name.
   *
   * @param namespace the URI; empty for the standard's own
   * @param name what stands there
   */
  public record Name(Optional<String> namespace, String name) {

    private static final Pattern FORM = Pattern.compile("(?:nsu=([^;]+);)?(.+)");

    /**
     * Reads it as a QualifiedName is written (OPC 10000-6, 5.3.1.13).
     *
     * @param text {@code nsu=http://opcfoundation.org/UA/Scales;CurrentWeight}
     * @return the name
     * @throws IllegalArgumentException with a message for a person
     */
    public static Name parse(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("'" + text + "' is no browse name");
      }
      return new Name(Optional.ofNullable(matcher.group(1)), matcher.group(2));
    }
  }

  @Override
  public String described() {
    return switch (where) {
      case Id id -> "node " + id;
      case Path path -> "node …/" + path;
    };
  }
}
