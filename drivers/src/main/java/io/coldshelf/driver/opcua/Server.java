package io.coldshelf.driver.opcua;

import io.coldshelf.driver.Outcome.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One server and all devices behind it. They share a session: the first that listens makes it, and
 * it ends with the last. A session that was lost is never mended, for its subscriptions may be gone
 * although it is not (OPC 10000-4, 5.13.7): a new one is made, and all in it.
 */
final class Server {

  private final Endpoint endpoint;
  private final Identity identity;

  /** Held while connecting, so that only one does. */
  private final ReentrantLock connecting = new ReentrantLock();

  private Optional<Session> current = Optional.empty();

  Server(Endpoint endpoint, Identity identity) {
    this.endpoint = endpoint;
    this.identity = identity;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** The session, made where there is none. */
  Session join(Mailbox mailbox, Duration timeout) throws ServerException, InterruptedException {
    connecting.lockInterruptibly();
    try {
      mailbox.startAnew();
      if (mailbox.isClosed()) {
        throw new InterruptedException("closed");
      }
      Optional<Session> working = current.filter(session -> !session.isLost());
      if (working.isEmpty()) {
        current.ifPresent(Session::close);
        current = Optional.empty();
        working = Optional.of(Session.open(endpoint, identity, timeout));
        current = working;
      }
      Session session = working.get();
      session.add(mailbox);
      if (session.isLost()) {
        throw new ServerException(lost());
      }
      return session;
    } finally {
      connecting.unlock();
    }
  }

  private Fault lost() {
    return ServerException.server(endpoint.place())
        .unreachable("The session with the server at " + endpoint.place() + " has ended.");
  }

  void leave(Session session, Mailbox mailbox) {
    connecting.lock();
    try {
      if (session.remove(mailbox)) {
        session.close();
        current = current.filter(other -> !other.equals(session));
      }
    } finally {
      connecting.unlock();
    }
  }
}
