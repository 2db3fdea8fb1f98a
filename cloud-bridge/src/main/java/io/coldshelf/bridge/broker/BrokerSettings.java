package io.coldshelf.bridge.broker;

import io.coldshelf.yaml.Secret;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where the broker inside the bridge listens, and who may come.
 *
 * @param listen address and port; port 0 for any that is free
 * @param users who may connect; without any everybody may, which is allowed on loopback only
 */
public record BrokerSettings(InetSocketAddress listen, List<User> users) {

  /** Copies the list. */
  public BrokerSettings {
    users = List.copyOf(users);
  }

  /**
   * One who may connect.
   *
   * @param name as sent in CONNECT
   * @param password as sent in CONNECT
   * @param sites the sites of which it may publish and read; empty for all
   */
  public record User(String name, Secret password, List<String> sites) {

    /** Copies the list. */
    public User {
      sites = List.copyOf(sites);
    }
  }
}
