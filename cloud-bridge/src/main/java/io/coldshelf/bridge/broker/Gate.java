package io.coldshelf.bridge.broker;

import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import io.coldshelf.wire.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** Decides who may connect to the broker, and with which topics they may deal. */
final class Gate implements ExtensionMain, SimpleAuthenticator {

  private final List<BrokerSettings.User> users;

  Gate(List<BrokerSettings.User> users) {
    this.users = users;
  }

  @Override
  public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
    Services.securityRegistry().setAuthenticatorProvider(_ -> this);
  }

  @Override
  public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
    // Nothing is held.
  }

  @Override
  public void onConnect(SimpleAuthInput input, SimpleAuthOutput output) {
    if (users.isEmpty()) {
      output.authenticateSuccessfully();
      return;
    }
    Optional<BrokerSettings.User> user =
        find(
            input.getConnectPacket().getUserName().orElse(""),
            bytes(input.getConnectPacket().getPassword()));
    if (user.isEmpty()) {
      output.failAuthentication("unknown user or wrong password");
      return;
    }
    for (String site : user.get().sites()) {
      output
          .getDefaultPermissions()
          .add(Builders.topicPermission().topicFilter(Topics.ROOT + "/" + site + "/#").build());
    }
    output.authenticateSuccessfully();
  }

  Optional<BrokerSettings.User> find(String name, byte[] password) {
    return users.stream()
        .filter(user -> user.name().equals(name))
        .filter(user ->
            MessageDigest.isEqual(
                user.password().reveal().getBytes(StandardCharsets.UTF_8), password))
        .findFirst();
  }

  private static byte[] bytes(Optional<ByteBuffer> buffer) {
    if (buffer.isEmpty()) {
      return new byte[0];
    }
    byte[] bytes = new byte[buffer.get().remaining()];
    buffer.get().duplicate().get(bytes);
    return bytes;
  }
}
