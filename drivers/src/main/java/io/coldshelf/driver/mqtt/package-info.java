/**
 * Sensors whose hub publishes what they measure on an MQTT broker in the place itself: Zigbee2MQTT,
 * Tasmota, Shelly, and whatever else writes JSON or plain values.
 *
 * <p>{@link io.coldshelf.driver.mqtt.MqttDriver} has one {@code Broker} for each broker, and that
 * one has one {@code Link}, a connection, at a time. A message goes to the {@code Route} of each
 * device whose topic it has, and is acknowledged when all of them know that what it said is
 * durable. {@code FieldReader} knows payloads and nothing of MQTT.
 */
@NullMarked
package io.coldshelf.driver.mqtt;

import org.jspecify.annotations.NullMarked;
