package io.coldshelf.driver;

import io.coldshelf.driver.Outcome.Fault;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * A program on the network behind which devices are, and what is to be said when it cannot be had.
 *
 * @param noun what it is: {@code broker}
 * @param place where it is: {@code host:port}
 */
public record Peer(String noun, String place) {

  /**
   * What a failure of the network means.
   *
   * @param thrown what a library complains of
   * @return the fault; nothing where it is no failure of the network that is known
   */
  public Optional<Fault> fault(Throwable thrown) {
    return switch (thrown) {
      case UnknownHostException _ ->
          Optional.of(unreachable("The name of the " + this + " cannot be resolved."));
      case ConnectException _, NoRouteToHostException _ ->
          Optional.of(unreachable("Nobody listens at " + place + "."));
      case SocketTimeoutException _, TimeoutException _ -> Optional.of(silent());
      default -> Optional.empty();
    };
  }

  /**
   * It is not there.
   *
   * @param reason what happened, one sentence for a person
   * @return the fault
   */
  public Fault unreachable(String reason) {
    return new Fault(
        Fault.Kind.UNREACHABLE,
        reason,
        "Check that the "
            + noun
            + " runs, the address in 'connect', and the network to "
            + place
            + ".");
  }

  /**
   * It is there and says nothing.
   *
   * @return the fault
   */
  public Fault silent() {
    return new Fault(
        Fault.Kind.SILENT,
        "The " + this + " does not answer.",
        "Look whether it hangs, and whether a firewall is in the way.");
  }

  @Override
  public String toString() {
    return noun + " at " + place;
  }
}
