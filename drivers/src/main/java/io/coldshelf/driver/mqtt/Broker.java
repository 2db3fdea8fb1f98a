package io.coldshelf.driver.mqtt;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * One broker and all devices behind it. They share a connection: the first that listens makes it,
 * with the topics of all, for what the broker has kept comes at once and for everybody. What comes
 * for a device that does not listen yet waits on its route.
 */
final class Broker implements Link.Listener {

  private static final System.Logger LOG = System.getLogger(Broker.class.getName());

  private final Endpoint endpoint;
  private final List<Route> routes = new CopyOnWriteArrayList<>();
  private final Map<String, List<Route>> byTopic = new ConcurrentHashMap<>();

  /** Held while connecting, so that only one does. */
  private final ReentrantLock connecting = new ReentrantLock();

  /** Guarded by {@code this}. */
  private Optional<Link> current = Optional.empty();

  Broker(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  void add(Route route) {
    routes.add(route);
    for (String topic : route.topics()) {
      byTopic.computeIfAbsent(topic, _ -> new CopyOnWriteArrayList<>()).add(route);
    }
  }

  /** The connection, made where there is none, with the route's topics subscribed to. */
  Link join(Route route, Link.Patience patience) throws LinkException, InterruptedException {
    connecting.lockInterruptibly();
    try {
      Optional<Link> working = working();
      if (working.isEmpty()) {
        return connect(patience);
      }
      if (!route.isSubscribed(working.get())) {
        subscribe(working.get(), List.of(route), patience);
      }
      return working.get();
    } finally {
      connecting.unlock();
    }
  }

  private synchronized Optional<Link> working() {
    return current.filter(link -> !link.isLost());
  }

  private Link connect(Link.Patience patience) throws LinkException, InterruptedException {
    replace(Optional.empty()).ifPresent(Link::close);
    routes.forEach(Route::startAnew);
    Link link = Link.open(endpoint, this, patience);
    boolean subscribed = false;
    try {
      subscribe(link, routes, patience);
      subscribed = true;
    } finally {
      if (!subscribed) {
        link.close();
      }
    }
    Optional<Link> _ = replace(Optional.of(link));
    if (routes.isEmpty()) {
      replace(Optional.empty()).ifPresent(Link::close);
      throw new InterruptedException("closed while connecting to " + endpoint.place());
    }
    return link;
  }

  private synchronized Optional<Link> replace(Optional<Link> by) {
    Optional<Link> before = current;
    current = by;
    return before;
  }

  private static void subscribe(Link link, List<Route> routes, Link.Patience patience)
      throws LinkException, InterruptedException {
    Set<String> topics = new TreeSet<>();
    routes.forEach(route -> topics.addAll(route.topics()));
    Set<String> refused = link.subscribe(new ArrayList<>(topics), patience);
    for (Route route : routes) {
      route.subscribed(link, route.topics().stream().anyMatch(refused::contains));
    }
  }

  @Override
  public void arrived(Link link, String topic, MqttMessage message) {
    List<Route> all = byTopic.getOrDefault(topic, List.of());
    List<Route> taking = all.stream().filter(route -> !route.isRefused()).toList();
    if (taking.isEmpty()) {
      Delivery nobodys = link.owe(message, 1);
      nobodys.settled();
      if (all.isEmpty()) {
        link.unsubscribe(topic);
      }
      return;
    }
    Delivery delivery = link.owe(message, taking.size());
    for (Route route : taking) {
      route.published(topic, message.getPayload(), message.isRetained(), delivery);
    }
  }

  @Override
  public void lost(Link link, String reason) {
    LOG.log(Level.DEBUG, reason);
    routes.forEach(route -> route.tell(new Message.Lost(link, reason)));
  }

  /** A device is closed; with the last one the connection ends. */
  void leave(Route route) {
    boolean _ = routes.remove(route);
    for (String topic : route.topics()) {
      var _ =
          byTopic.computeIfPresent(
              topic,
              (_, all) -> {
                boolean _ = all.remove(route);
                return all.isEmpty() ? null : all;
              });
    }
    if (routes.isEmpty()) {
      replace(Optional.empty()).ifPresent(Link::close);
    }
  }
}
