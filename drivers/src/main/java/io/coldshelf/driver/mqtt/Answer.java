package io.coldshelf.driver.mqtt;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * What comes of one request to the broker. Paho's own way of waiting cannot be told to stop, and a
 * wait that ends without an answer spoils its token for the next one.
 */
final class Answer implements MqttActionListener {

  private final CountDownLatch came = new CountDownLatch(1);
  private volatile @Nullable MqttException failure;
  private volatile int[] reasonCodes = new int[0];

  @Override
  public void onSuccess(IMqttToken token) {
    int @Nullable [] codes = token.getReasonCodes();
    if (codes != null) {
      reasonCodes = codes.clone();
    }
    came.countDown();
  }

  @Override
  public void onFailure(@Nullable IMqttToken token, @Nullable Throwable cause) {
    failure = cause instanceof MqttException known ? known : new MqttException(cause);
    came.countDown();
  }

  /** Whether it came in so long a time. */
  boolean came(long waitMillis) throws InterruptedException {
    return came.await(waitMillis, TimeUnit.MILLISECONDS);
  }

  Optional<MqttException> failure() {
    return Optional.ofNullable(failure);
  }

  /** One for each topic of a subscription. */
  int[] reasonCodes() {
    return reasonCodes.clone();
  }
}
