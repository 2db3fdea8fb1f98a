package io.coldshelf.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A mapping: ask it for its keys; those that nobody asks for are mistakes. */
public final class YamlMapping {

  private final YamlDocument document;
  private final Position position;
  private final String path;
  private final Map<String, NodeTuple> unread = new LinkedHashMap<>();
  private final Map<String, NodeTuple> present = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  YamlMapping(YamlDocument document, MappingNode node, Position position, String path) {
    this.document = document;
    this.position = position;
    this.path = path;
    for (NodeTuple tuple : node.getValue()) {
      add(tuple);
    }
    document.register(this);
  }

  /** Stands in for a mapping that is missing or wrong: it has been said, so nothing more is. */
  static YamlMapping nothing() {
    YamlDocument silent = YamlDocument.parse("", "{}");
    return silent.root();
  }

  private void add(NodeTuple tuple) {
    Position at = Position.of(tuple.getKeyNode().getStartMark());
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      document.mistake(at, "a key" + in() + " is not a word", "write 'key: value'");
    } else if (present.putIfAbsent(key.getValue(), tuple) != null) {
      document.mistake(at, "'" + key.getValue() + "' stands twice" + in(), "remove one of the two");
    } else {
      unread.put(key.getValue(), tuple);
    }
  }

  /**
   * One entry of a mapping whose keys are names.
   *
   * @param name the key, for mistakes about the name itself
   * @param value what stands under it
   */
  public record Entry(YamlValue name, YamlValue value) {}

  /**
   * Where this mapping is.
   *
   * @return {@code shelves.milk-bay-1}; empty for the document itself
   */
  public String path() {
    return path;
  }

  /**
   * A value that must be there.
   *
   * @param key its key
   * @return the value; when it is missing, one whose mistake is already noted
   */
  public YamlValue required(String key) {
    YamlValue value = optional(key);
    if (!present.containsKey(key)) {
      mistake("'" + key + "' is missing" + in(), "add '" + key + ": …'");
    }
    return value;
  }

  /**
   * A value that may be there.
   *
   * @param key its key
   * @return the value; ask {@link YamlValue#isUsable} before using what stands in for it
   */
  public YamlValue optional(String key) {
    known.add(key);
    unread.remove(key);
    NodeTuple tuple = present.get(key);
    return tuple == null ? YamlValue.nothing(document, key, path) : value(key, tuple);
  }

  /**
   * All entries, of a mapping whose keys are names.
   *
   * @return in the order of the file
   */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    present.forEach((key, tuple) ->
        entries.add(
            new Entry(
                YamlValue.of(
                    document,
                    tuple.getKeyNode(),
                    Position.of(tuple.getKeyNode().getStartMark()),
                    new YamlValue.Place(key, path)),
                value(key, tuple))));
    unread.clear();
    return entries;
  }

  /**
   * Notes a mistake of the mapping as a whole.
   *
   * @param what is wrong
   * @param fix how to mend it
   */
  public void mistake(String what, String fix) {
    document.mistake(position, what, fix);
  }

  void finish() {
    unread.forEach((key, tuple) ->
        document.mistake(
            Position.of(tuple.getKeyNode().getStartMark()),
            "unknown key '" + key + "'" + in(),
            Nearest.hint(key, known)));
    unread.clear();
  }

  private YamlValue value(String key, NodeTuple tuple) {
    return YamlValue.of(
        document,
        tuple.getValueNode(),
        Position.of(tuple.getKeyNode().getStartMark()),
        new YamlValue.Place(key, path));
  }

  private String in() {
    return path.isEmpty() ? "" : " in " + path;
  }
}
