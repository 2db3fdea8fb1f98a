/**
 * CoAP (RFC 7252) by Eclipse Californium: sensors that post SenML (RFC 8428) to the gateway, and
 * those that the gateway observes (RFC 7641); in the clear, or by DTLS with a key of each sensor.
 */
@NullMarked
package io.coldshelf.driver.coap;

import org.jspecify.annotations.NullMarked;
