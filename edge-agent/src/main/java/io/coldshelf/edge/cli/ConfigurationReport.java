package io.coldshelf.edge.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.coldshelf.yaml.ConfigurationException;
import io.coldshelf.yaml.Mistake;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Says what came of reading files: for people one line a mistake on the error stream, for scripts
 * one JSON object a line on the output.
 *
 * @param out what was asked for
 * @param err what went wrong, for people
 * @param json whether a script is listening
 */
record ConfigurationReport(PrintWriter out, PrintWriter err, boolean json) {

  /** Done. */
  static final int OK = 0;

  /** Wrong usage or configuration. */
  static final int WRONG = 2;

  private static final JsonFactory JSON = new JsonFactory();

  /** Writes the fields of one object. */
  interface Fields {
    void write(JsonGenerator object) throws IOException;
  }

  /** Runs what may find mistakes, and says them. */
  int saying(IntSupplier work) {
    try {
      return work.getAsInt();
    } catch (ConfigurationException e) {
      mistakes("error", e.mistakes());
      return WRONG;
    }
  }

  void warnings(List<Mistake> warnings) {
    mistakes("warning", warnings);
  }

  private void mistakes(String level, List<Mistake> mistakes) {
    for (Mistake mistake : mistakes) {
      if (json) {
        object(object -> {
          object.writeStringField("level", level);
          object.writeStringField("file", mistake.file());
          object.writeNumberField("line", mistake.line());
          object.writeNumberField("column", mistake.column());
          object.writeStringField("what", mistake.what());
          object.writeStringField("fix", mistake.fix());
        });
      } else {
        err.println(level.equals("error") ? mistake.toString() : level + ": " + mistake);
      }
    }
  }

  /** A line for people, or an object for scripts. */
  void line(String text, Fields fields) {
    if (json) {
      object(fields);
    } else {
      out.println(text);
    }
  }

  private void object(Fields fields) {
    StringWriter line = new StringWriter();
    try (JsonGenerator object = JSON.createGenerator(line)) {
      object.writeStartObject();
      fields.write(object);
      object.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    out.println(line);
  }
}
