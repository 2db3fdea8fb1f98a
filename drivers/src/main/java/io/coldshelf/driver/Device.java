package io.coldshelf.driver;

/** One opened device. Called from one thread; only {@link #close} may come from another. */
public sealed interface Device extends AutoCloseable {

  /** Lets go of the wire; a call in progress ends soon. May be called twice. */
  @Override
  void close();

  /** A device that speaks when it is asked. */
  non-sealed interface Polled extends Device {

    /**
     * Asks once. Connects first where it must. Returns within the set-up's timeout and a little.
     *
     * @return all points of the device, those that it could not give as missing with the reason; or
     *     the fault by which nothing at all could be had
     */
    Outcome read();
  }

  /** A device some of whose points can be set, where its profile allows it. */
  interface Settable extends Polled {

    /**
     * Says what setting a point would send; touches no wire.
     *
     * @param point its name
     * @param value in the point's unit
     * @return a few words for a person
     * @throws IllegalArgumentException with the reason, for a person, when the profile does not
     *     allow it
     */
    String wouldWrite(String point, double value);

    /**
     * Sets a point and reads it back.
     *
     * @param point its name
     * @param value in the point's unit
     * @return what the device has there now; or a fault, which says whether the value may have
     *     changed
     * @throws IllegalArgumentException with the reason, for a person, when the profile does not
     *     allow it
     */
    Outcome write(String point, double value);
  }

  /** A device that speaks by itself. */
  non-sealed interface Listening extends Device {

    /**
     * Connects, sets the device up and listens until the session ends, which may be never.
     *
     * @param sink takes what the device says, in order; first of all {@link
     *     io.coldshelf.model.DeviceState#online} as soon as the device is set up and is working.
     *     Whoever owes an answer asks it with {@link Sink#whenDurable} when to give it
     * @return why the session ended
     * @throws InterruptedException when asked to stop
     */
    Outcome.Fault listen(Sink sink) throws InterruptedException;
  }
}
