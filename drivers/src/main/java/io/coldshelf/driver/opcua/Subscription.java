package io.coldshelf.driver.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFilter;

/** What one device has subscribed to in a session. It tells its mailbox, and when it is no more. */
final class Subscription implements AutoCloseable {

  /** How often the server tells, and how often it looks at a value, in ms. */
  private static final double EVERY_MILLIS = 1_000;

  /** What the server keeps of events between two publications. */
  private static final int MOST_EVENTS = 1_000;

  private final Session session;
  private final Endpoint endpoint;
  private final Mailbox mailbox;
  private final OpcUaSubscription subscription;

  private Subscription(Session session, Endpoint endpoint, Mailbox mailbox) {
    this.session = session;
    this.endpoint = endpoint;
    this.mailbox = mailbox;
    this.subscription = new OpcUaSubscription(session.client(), EVERY_MILLIS);
  }

  static Subscription begin(Session session, Endpoint endpoint, Mailbox mailbox)
      throws ServerException, InterruptedException {
    Subscription begun = new Subscription(session, endpoint, mailbox);
    begun.subscription.setSubscriptionListener(begun.new Listener());
    var _ = session.await(begun.subscription.createAsync().toCompletableFuture(), endpoint);
    return begun;
  }

  /**
   * Watches values.
   *
   * @return what the server says to each
   */
  List<StatusCode> values(List<NodeId> nodes) {
    List<OpcUaMonitoredItem> items = new ArrayList<>();
    for (NodeId node : nodes) {
      int number = items.size();
      OpcUaMonitoredItem item = OpcUaMonitoredItem.newDataItem(node);
      item.setSamplingInterval(EVERY_MILLIS);
      item.setQueueSize(uint(1));
      item.setDataValueListener((_, value) -> tell(new Notice.Changed(number, value)));
      items.add(item);
    }
    return watch(items);
  }

  /** Watches a node's events; gives what the server says to it. */
  StatusCode events(NodeId node, EventFilter filter) {
    OpcUaMonitoredItem item = OpcUaMonitoredItem.newEventItem(node, filter);
    item.setSamplingInterval(0);
    item.setQueueSize(uint(MOST_EVENTS));
    item.setEventValueListener((_, fields) -> tell(new Notice.Happened(List.<Variant>of(fields))));
    return watch(List.of(item)).getFirst();
  }

  private List<StatusCode> watch(List<OpcUaMonitoredItem> items) {
    subscription.addMonitoredItems(items);
    return subscription.createMonitoredItems().stream()
        .map(result -> result.operationResult().orElse(result.serviceResult()))
        .toList();
  }

  /** What comes late, of a subscription that was left, is of no use. */
  private void tell(Notice notice) {
    if (session.has(mailbox)) {
      mailbox.put(notice);
    }
  }

  @Override
  public void close() {
    if (!session.isLost()) {
      var _ = subscription.deleteAsync();
    }
  }

  /** Ends the session where the subscription is gone, since no value would ever come again. */
  private final class Listener implements OpcUaSubscription.SubscriptionListener {

    @Override
    public void onTransferFailed(OpcUaSubscription failed, StatusCode status) {
      gone();
    }

    @Override
    public void onStatusChanged(OpcUaSubscription changed, StatusCode status) {
      if (status.isBad()) {
        gone();
      }
    }

    @Override
    public void onWatchdogTimerElapsed(OpcUaSubscription silent) {
      gone();
    }

    @Override
    public void onNotificationDataLost(OpcUaSubscription losing) {
      tell(
          new Notice.Missed(
              "The server at " + endpoint.place() + " gave up notifications before they came."));
    }

    private void gone() {
      session.lose("The server at " + endpoint.place() + " has forgotten the subscription.");
    }
  }
}
