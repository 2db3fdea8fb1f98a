package io.coldshelf.yaml;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A file cannot be used as it is; whoever wrote it must mend it. */
public final class ConfigurationException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient List<Mistake> mistakes;

  /**
   * What is wrong.
   *
   * @param mistakes at least one, in the order of the file
   */
  public ConfigurationException(List<Mistake> mistakes) {
    super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
    this.mistakes = List.copyOf(mistakes);
  }

  /**
   * What is wrong, and what said so.
   *
   * @param mistakes at least one, in the order of the file
   * @param cause for whoever looks for the reason
   */
  public ConfigurationException(List<Mistake> mistakes, Throwable cause) {
    this(mistakes);
    initCause(cause);
  }

  /**
   * What is wrong.
   *
   * @return in the order of the file
   */
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
