package io.coldshelf.yaml;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * One YAML document being read.
 *
 * <p>Ask its {@link #root} for what should be there; then call {@link #check}, which says
 * everything that was wrong, unknown keys included. Until then a value that is missing or wrong is
 * stood in for by some value of its type, which {@code check} keeps from ever being used.
 *
 * <p>A document is a tree: anchors and aliases are refused, so that each value has one place. Used
 * by one thread.
 */
public final class YamlDocument {

  /** No file that a person writes is longer. */
  public static final int MAX_CHARACTERS = 1 << 20;

  /** No file of ours is half as deep; keeps the composer's recursion within its stack. */
  public static final int MAX_DEPTH = 32;

  /** An escape of a quoted text with fewer digits than it must have (YAML 1.2.2, 5.7). */
  private static final Pattern CUT_ESCAPE =
      Pattern.compile("\\\\(?:x(?!\\p{XDigit}{2})|u(?!\\p{XDigit}{4})|U(?!\\p{XDigit}{8}))");

  private final Mistakes mistakes;
  private final Mistakes warnings;
  private final List<YamlMapping> mappings = new ArrayList<>();
  private final YamlMapping root;

  private YamlDocument(Mistakes mistakes, Node node) {
    this.mistakes = mistakes;
    this.warnings = new Mistakes(mistakes.file());
    if (node instanceof MappingNode mapping) {
      this.root = new YamlMapping(this, mapping, Position.START, "");
    } else {
      throw refused(
          mistakes, Position.START, "the document is not a mapping", "begin with 'key: value'");
    }
  }

  /**
   * Reads a file.
   *
   * @param path UTF-8
   * @return the document
   * @throws ConfigurationException when it cannot be read or is no YAML
   */
  public static YamlDocument read(Path path) {
    Mistakes mistakes = new Mistakes(path.toString());
    try {
      if (Files.size(path) > 4L * MAX_CHARACTERS) {
        throw tooLong(mistakes);
      }
      return parse(path.toString(), Files.readString(path));
    } catch (CharacterCodingException e) {
      throw refused(mistakes, Position.START, "the file is not UTF-8", "save it as UTF-8");
    } catch (NoSuchFileException e) {
      throw refused(mistakes, Position.START, "there is no such file", "check the path");
    } catch (IOException e) {
      throw refused(
          mistakes,
          Position.START,
          "the file cannot be read",
          "check that it is a file and that you may read it");
    }
  }

  /**
   * Reads a text.
   *
   * @param file the name that mistakes carry
   * @param text the document
   * @return the document
   * @throws ConfigurationException when it is no YAML
   */
  public static YamlDocument parse(String file, String text) {
    Mistakes mistakes = new Mistakes(file);
    if (text.length() > MAX_CHARACTERS) {
      throw tooLong(mistakes);
    }
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    LoadSettings settings = LoadSettings.builder().setLabel(file).build();
    try {
      Node node =
          new Composer(settings, new TreeParser(settings, plain, mistakes))
              .getSingleNode()
              .orElseThrow(() ->
                  refused(mistakes, Position.START, "the file is empty", "write 'key: value'"));
      return new YamlDocument(mistakes, node);
    } catch (MarkedYamlEngineException e) {
      throw refused(
          mistakes,
          Position.of(e.getProblemMark()),
          "this is not YAML: " + e.getProblem(),
          "look at the indentation and quotes here and in the line before");
    } catch (YamlEngineException e) {
      throw refused(
          mistakes,
          Position.START,
          "this is not YAML: " + firstLine(e),
          "look for characters that cannot be printed");
    } catch (NumberFormatException e) {
      // The library's own word for an escape that ends too early.
      throw refused(
          mistakes,
          cutEscape(plain),
          "this is not YAML: an escape in quotes has too few digits",
          "write \\x41 with two digits, \\u0041 with four, or a plain \\\\");
    }
  }

  private static Position cutEscape(String text) {
    Matcher cut = CUT_ESCAPE.matcher(text);
    return cut.find()
        ? new Position((int) text.substring(0, cut.start()).lines().count(), 1)
        : Position.START;
  }

  private static ConfigurationException tooLong(Mistakes mistakes) {
    return refused(
        mistakes,
        Position.START,
        "the file is longer than " + MAX_CHARACTERS + " characters",
        "check that it is the right one");
  }

  private static String firstLine(YamlEngineException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  static ConfigurationException refused(Mistakes mistakes, Position at, String what, String fix) {
    mistakes.add(at, what, fix);
    return new ConfigurationException(mistakes.inOrder());
  }

  /**
   * The outermost mapping.
   *
   * @return always the same
   */
  public YamlMapping root() {
    return root;
  }

  /**
   * Ends the reading: keys that nobody has asked for are unknown ones.
   *
   * @throws ConfigurationException with all mistakes, when there is one
   */
  public void check() {
    List<Mistake> found = mistakes();
    if (!found.isEmpty()) {
      throw new ConfigurationException(found);
    }
  }

  /**
   * Ends the reading, as {@link #check} does.
   *
   * @return all mistakes in the order of the file
   */
  public List<Mistake> mistakes() {
    mappings.forEach(YamlMapping::finish);
    mappings.clear();
    return mistakes.inOrder();
  }

  /**
   * What is odd though it can be used; {@link #check} does not mind it.
   *
   * @return in the order of the file
   */
  public List<Mistake> warnings() {
    return warnings.inOrder();
  }

  void register(YamlMapping mapping) {
    mappings.add(mapping);
  }

  void warning(Position at, String what, String fix) {
    warnings.add(at, what, fix);
  }

  void mistake(Position at, String what, String fix) {
    mistakes.add(at, what, fix);
  }
}
