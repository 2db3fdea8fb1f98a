package io.coldshelf.driver.coap;

/** A pack that can be read and is none of this device's. */
final class UnfitException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnfitException(String message) {
    super(message);
  }
}
