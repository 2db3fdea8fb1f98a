package io.coldshelf.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds documents against JSON Schemas, by means that share nothing with our own readers. */
public final class JsonSchemas {

  private JsonSchemas() {}

  /**
   * Checks a YAML document.
   *
   * @param schema the schema's text, draft 2020-12
   * @param yaml the document
   * @return what the validator objects to
   */
  public static List<String> objectionsToYaml(String schema, String yaml) {
    Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    JsonNode node = new ObjectMapper().valueToTree(loaded);
    return messages(factory().getSchema(schema).validate(node).stream().toList());
  }

  /**
   * Checks a JSON document.
   *
   * @param schema the schema's text; it names its own draft
   * @param json the document
   * @return what the validator objects to
   */
  public static List<String> objectionsToJson(String schema, String json) {
    return messages(
        JsonSchemaFactory.getInstance(
                schema.contains("draft-07")
                    ? SpecVersion.VersionFlag.V7
                    : SpecVersion.VersionFlag.V202012)
            .getSchema(schema)
            .validate(json, InputFormat.JSON)
            .stream()
            .toList());
  }

  private static JsonSchemaFactory factory() {
    return JsonSchemaFactory.getInstance(
        SpecVersion.VersionFlag.V202012,
        builder ->
            builder.schemaMappers(mappers ->
                mappers.mapPrefix("https://coldshelf.io/schema/v1/", "classpath:schema/")));
  }

  private static List<String> messages(List<ValidationMessage> messages) {
    return messages.stream().map(ValidationMessage::getMessage).toList();
  }
}
