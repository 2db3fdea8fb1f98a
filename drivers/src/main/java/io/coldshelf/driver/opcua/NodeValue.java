package io.coldshelf.driver.opcua;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.OpcUaNode;
import io.coldshelf.profile.PointProfile;
import java.math.BigDecimal;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.jspecify.annotations.Nullable;

/** Makes a reading of what a server says of a node. A bad value is never a number. */
final class NodeValue {

  /** The part of a status that says what it is, without its flags (OPC 10000-4, 7.39.1). */
  private static final long CODE = 0xFFFF_0000L;

  private NodeValue() {}

  static Reading reading(
      PointId id, PointProfile point, OpcUaNode node, DataValue said, long timeMillis) {
    StatusCode status = said.statusCode();
    if (status.isBad()) {
      return Reading.missing(id, timeMillis, bad(status));
    }
    if (!isNumber(said.value().value())) {
      return Reading.missing(id, timeMillis, Quality.BAD_ENCODING);
    }
    Optional<BigDecimal> number = number(said.value().value());
    if (number.isEmpty()) {
      return Reading.missing(id, timeMillis, Quality.BAD_SENSOR_FAILURE);
    }
    double value = node.scaling().value(number.get());
    if (!point.valid().contains(value)) {
      return Reading.missing(id, timeMillis, Quality.BAD_OUT_OF_RANGE);
    }
    return status.isUncertain()
        ? uncertain(status, id, timeMillis, value)
        : Reading.good(id, timeMillis, value);
  }

  /** A value that only was is a gap, not a measurement (OPC 10000-8, 6.3.2). */
  private static Reading uncertain(StatusCode status, PointId id, long timeMillis, double value) {
    long code = status.getValue() & CODE;
    if (code == StatusCodes.Uncertain_LastUsableValue
        || code == StatusCodes.Uncertain_NoCommunicationLastUsableValue
        || code == StatusCodes.Uncertain_SubstituteValue
        || code == StatusCodes.Uncertain_InitialValue) {
      return Reading.missing(id, timeMillis, Quality.BAD_NO_COMMUNICATION);
    }
    if (code == StatusCodes.Uncertain_EngineeringUnitsExceeded) {
      return Reading.missing(id, timeMillis, Quality.BAD_OUT_OF_RANGE);
    }
    return new Reading(id, timeMillis, value, Quality.UNCERTAIN_ACCURACY);
  }

  /** Texts and structures are no measurements. */
  private static boolean isNumber(@Nullable Object value) {
    return value instanceof Boolean || value instanceof Number;
  }

  /**
   * As it is written, so that 42 tenths are 4.2 and not a little more; none of what is infinite.
   */
  private static Optional<BigDecimal> number(@Nullable Object value) {
    return switch (value) {
      case Boolean truth -> Optional.of(truth ? BigDecimal.ONE : BigDecimal.ZERO);
      case Number number when Double.isFinite(number.doubleValue()) ->
          Optional.of(new BigDecimal(number.toString()));
      case null, default -> Optional.empty();
    };
  }

  /** OPC 10000-4, table 178, and OPC 10000-8, table 21. */
  private static Quality bad(StatusCode status) {
    long code = status.getValue() & CODE;
    if (code == StatusCodes.Bad_SensorFailure || code == StatusCodes.Bad_DeviceFailure) {
      return Quality.BAD_SENSOR_FAILURE;
    }
    if (code == StatusCodes.Bad_NoCommunication
        || code == StatusCodes.Bad_NotConnected
        || code == StatusCodes.Bad_WaitingForInitialData
        || code == StatusCodes.Bad_CommunicationError
        || code == StatusCodes.Bad_ServerHalted
        || code == StatusCodes.Bad_Timeout) {
      return Quality.BAD_NO_COMMUNICATION;
    }
    if (code == StatusCodes.Bad_OutOfRange) {
      return Quality.BAD_OUT_OF_RANGE;
    }
    if (code == StatusCodes.Bad_NodeIdUnknown
        || code == StatusCodes.Bad_NodeIdInvalid
        || code == StatusCodes.Bad_AttributeIdInvalid
        || code == StatusCodes.Bad_NotReadable
        || code == StatusCodes.Bad_UserAccessDenied
        || code == StatusCodes.Bad_ConfigurationError) {
      return Quality.BAD_CONFIGURATION;
    }
    return Quality.BAD;
  }
}
