package io.coldshelf.simulator.cli;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code mqtt://host:1883}: the demo's agents know no password and no certificate. */
final class BrokerConverter implements ITypeConverter<URI> {

  @Override
  public URI convert(String text) {
    try {
      URI url = new URI(text);
      if ("mqtt".equals(url.getScheme()) && url.getHost() != null && url.getPath().isEmpty()) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Said below, in the same words as for a URL of another kind.
    }
    throw new TypeConversionException("'" + text + "' is no broker; write mqtt://127.0.0.1:1883");
  }
}
