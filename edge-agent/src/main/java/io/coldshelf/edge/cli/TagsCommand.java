package io.coldshelf.edge.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.coldshelf.model.Epc;
import io.coldshelf.tag.DigitalLink;
import io.coldshelf.tag.Element;
import io.coldshelf.tag.EpcUri;
import io.coldshelf.tag.GsKey;
import io.coldshelf.tag.IndustryId;
import io.coldshelf.tag.ProtocolControl;
import io.coldshelf.tag.Raw;
import io.coldshelf.tag.TagData;
import io.coldshelf.tag.TagScheme;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verb {@code tags}: from a tag's bits to identifiers and back. */
@Command(
    name = "tags",
    mixinStandardHelpOptions = true,
    description = "Says what the bits of an RFID tag mean, and the bits of an identifier.")
public final class TagsCommand {

  private static final int WORD_BYTES = 2;
  private static final int HEX = 16;
  private static final String IDENTITY = "urn:epc:id:";
  private static final String URN = "urn:";

  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * The verb.
   *
   * @param out what was asked for
   * @param err what went wrong
   */
  public TagsCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Command(
      name = "decode",
      mixinStandardHelpOptions = true,
      description = "Says what the bits of tags mean.",
      footer = {
        "",
        "Examples:",
        "  coldshelf tags decode 3074257BF7194E4000001A85",
        "  coldshelf tags decode --pc 31A1 3074257BF7194E4000001A85",
        "  coldshelf tags decode --json urn:epc:raw:96.x3074257BF7194E4000001A85",
        "",
        "Bits that mean nothing are shown with the reason; that is no failure.",
        "Exit code 0, or 2 for what is no hexadecimal number and no EPC URI."
      })
  int decode(
      @Parameters(
              paramLabel = "HEX|URI",
              arity = "1..*",
              description = "EPC memory behind the control word, or a tag or raw URI.")
          List<String> tags,
      @Option(
              names = "--pc",
              paramLabel = "HEX",
              description = "The tag's protocol-control word: with it ISO tags are told apart.")
          @Nullable String control,
      @Option(names = "--json", description = "One JSON object a line.") boolean json) {
    return saying(() -> {
      ConfigurationReport report = new ConfigurationReport(out, err, json);
      for (String each : tags) {
        TagData tag = each.startsWith(URN) ? EpcUri.parse(each) : read(each, control);
        report.line(each + "\n" + described(tag), object -> write(object, tag));
      }
    });
  }

  @Command(
      name = "encode",
      mixinStandardHelpOptions = true,
      description = "Gives the bits that a tag needs, whole words of 16.",
      footer = {
        "",
        "Examples:",
        "  coldshelf tags encode urn:epc:id:sgtin:0614141.812345.6789 --filter 1",
        "  coldshelf tags encode 'https://id.gs1.org/01/79521141123453/21/32a%%2Fb?17=220630'",
        "  coldshelf tags encode https://id.gs1.org/01/09506000134352/21/7"
            + " --scheme SGTIN-96 --company-prefix 8",
        "  coldshelf tags encode https://shop.example.com/00/095201234567891235 --scheme SSCC++",
        "",
        "Exit code 0, or 2 for what no tag can carry."
      })
  int encode(
      @Parameters(
              paramLabel = "URI",
              description = "An EPC identity or tag URI, or a GS1 Digital Link.")
          String uri,
      @Option(
              names = "--scheme",
              paramLabel = "NAME",
              description = "As SGTIN-96; without it the shortest, for a link the '+' scheme.")
          @Nullable String scheme,
      @Option(names = "--filter", paramLabel = "N", description = "The filter value, 0 to 7.")
          int filter,
      @Option(
              names = "--company-prefix",
              paramLabel = "DIGITS",
              description = "How long the company prefix is; older schemes need it for a link.")
          int companyPrefix,
      @Option(names = "--json", description = "One JSON object.") boolean json) {
    return saying(() -> {
      TagData tag = made(uri, scheme, filter, companyPrefix);
      new ConfigurationReport(out, err, json).line(words(tag.bits()), object -> write(object, tag));
    });
  }

  /** An objection to an argument is for whoever typed it. */
  private int saying(Runnable work) {
    try {
      work.run();
      return ConfigurationReport.OK;
    } catch (IllegalArgumentException wrong) {
      err.println("coldshelf tags: " + wrong.getMessage());
      return ConfigurationReport.WRONG;
    }
  }

  private static TagData read(String hex, @Nullable String control) {
    if (!hex.matches("([0-9A-Fa-f]{2})+")) {
      throw new IllegalArgumentException(
          "neither pairs of hexadecimal digits nor an EPC URI: '" + hex + "'");
    }
    Epc epc = Epc.parse(hex);
    return control == null ? TagData.decode(epc) : TagData.decode(epc, control(control));
  }

  private static ProtocolControl control(String hex) {
    if (!hex.matches("[0-9A-Fa-f]{4}")) {
      throw new IllegalArgumentException(
          "a control word has four hexadecimal digits: '" + hex + "'");
    }
    return new ProtocolControl(Integer.parseInt(hex, HEX));
  }

  private static TagData made(String uri, @Nullable String label, int filter, int companyPrefix) {
    if (uri.startsWith(URN) && !uri.startsWith(IDENTITY)) {
      if (label != null || filter != 0) {
        throw new IllegalArgumentException("a tag URI names its own scheme and filter value");
      }
      return EpcUri.parse(uri);
    }
    if (uri.startsWith(IDENTITY)) {
      return label == null
          ? EpcUri.parseIdentity(uri, filter)
          : EpcUri.parseIdentity(uri, filter, scheme(label));
    }
    DigitalLink link = DigitalLink.parse(uri);
    if (label == null) {
      return GsKey.of(link, filter);
    }
    TagScheme scheme = scheme(label);
    if (scheme.hasCompanyPrefix()) {
      return GsKey.of(scheme, filter, companyPrefix, link.elements());
    }
    return scheme.hasHost()
        ? GsKey.of(scheme, filter, link.elements(), link.host())
        : GsKey.of(scheme, filter, link.elements());
  }

  private static TagScheme scheme(String label) {
    return TagScheme.ofLabel(label)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no scheme is called '"
                    + label
                    + "'; there are "
                    + Stream.of(TagScheme.values())
                        .map(TagScheme::label)
                        .collect(Collectors.joining(", "))));
  }

  /** The bits with zeros up to the end of the last word (TDS 2.3, 15.1.1). */
  private static String words(Epc bits) {
    byte[] bytes = bits.bytes();
    int whole = (bytes.length + WORD_BYTES - 1) / WORD_BYTES * WORD_BYTES;
    return Epc.of(Arrays.copyOf(bytes, whole)).hex();
  }

  private static String described(TagData tag) {
    StringBuilder text = new StringBuilder();
    switch (tag) {
      case GsKey key -> {
        line(text, "scheme", key.scheme() + ", filter " + key.filter());
        line(text, "elements", key.elementString());
        line(text, "link", key.digitalLink().uri());
      }
      case IndustryId id -> line(text, "scheme", id.scheme() + ", filter " + id.filter());
      case Raw raw -> line(text, "not understood", raw.reason());
    }
    tag.identityUri().ifPresent(uri -> line(text, "identity", uri));
    tag.tagUri().ifPresent(uri -> line(text, "tag", uri));
    if (tag instanceof Raw raw) {
      line(text, "raw", raw.uri());
    }
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("  ").append(name).append(": ").append(value).append('\n');
  }

  private static void write(JsonGenerator object, TagData tag) throws IOException {
    object.writeStringField("epc", words(tag.bits()));
    object.writeNumberField("bits", tag.bits().bits());
    object.writeStringField("uri", tag.uri());
    switch (tag) {
      case GsKey key -> {
        object.writeStringField("scheme", key.scheme().label());
        object.writeObjectFieldStart("elements");
        for (Element element : key.elements()) {
          object.writeStringField(element.ai(), element.value());
        }
        object.writeEndObject();
        object.writeStringField("link", key.digitalLink().uri());
      }
      case IndustryId id -> object.writeStringField("scheme", id.scheme().label());
      case Raw raw -> object.writeStringField("reason", raw.reason());
    }
    if (tag.filterValue().isPresent()) {
      object.writeNumberField("filter", tag.filterValue().getAsInt());
    }
    if (tag.identityUri().isPresent()) {
      object.writeStringField("identity", tag.identityUri().get());
    }
    if (tag.tagUri().isPresent()) {
      object.writeStringField("tag", tag.tagUri().get());
    }
  }
}
