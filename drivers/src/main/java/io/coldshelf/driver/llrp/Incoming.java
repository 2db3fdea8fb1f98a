package io.coldshelf.driver.llrp;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import io.coldshelf.driver.Outcome.Fault.Kind;
import io.coldshelf.model.AntennaState;
import io.coldshelf.model.DataGap;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Observation;
import io.coldshelf.model.TagReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a reader says by itself, made into observations. For the life of one connection.
 *
 * <p>A reader that holds nothing back may report before it is set up. Such reports wait here, since
 * a device first of all says that it is online.
 */
final class Incoming {

  /** How many observations may wait for that. */
  static final int MAX_WAITING = 10_000;

  private static final System.Logger LOG = System.getLogger(Incoming.class.getName());

  private static final int ANTENNA_CONNECTED = 1;
  private static final int ATTEMPT_BY_ANOTHER = 4;

  private final String device;
  private final String place;
  private final Consumer<Observation> sink;
  private final ReaderClock clock;
  private final TagReports tagReports;

  private final List<Observation> waiting = new ArrayList<>();
  private long lostWaiting;
  private boolean online;

  Incoming(String device, String place, ReaderClock clock, Consumer<Observation> sink) {
    this.device = device;
    this.place = place;
    this.sink = sink;
    this.clock = clock;
    this.tagReports = new TagReports(device, clock);
  }

  /** The reader is set up. */
  void online() {
    online = true;
    sink.accept(DeviceState.online(device, clock.now()));
    waiting.forEach(sink);
    waiting.clear();
    if (lostWaiting > 0) {
      gap(lostWaiting, "the reader reported more than can be kept while it was being set up");
    }
  }

  /**
   * Takes a message that answers nothing.
   *
   * @throws SessionEndedException when it says that the reader goes
   */
  void take(Message message) throws SessionEndedException {
    if (message.is(MessageType.RO_ACCESS_REPORT)) {
      reports(message);
    } else if (message.is(MessageType.READER_EVENT_NOTIFICATION)) {
      for (Parameter data :
          message.parameters().all(ParameterType.READER_EVENT_NOTIFICATION_DATA)) {
        event(data.parameters());
      }
    } else if (message.is(MessageType.ERROR_MESSAGE)) {
      // Never answered, or the two sides might complain to each other for ever.
      String reason = Status.in(message).map(Status::toString).orElse("no reason given");
      LOG.log(WARNING, "{0} complains: {1}", place, reason);
    } else {
      LOG.log(DEBUG, "{0} sent {1}, which nobody awaits", place, message.name());
    }
  }

  /** Takes note of a message that could not be read. */
  void unreadable(byte[] frame, MalformedMessageException problem) {
    LOG.log(WARNING, "{0} sent what cannot be read: {1}", place, problem.getMessage());
    if ((((frame[0] & 3) << 8) | (frame[1] & 0xFF)) == MessageType.RO_ACCESS_REPORT.code()) {
      gap(0, "a report of the reader could not be read: " + problem.getMessage());
    }
  }

  private void reports(Message message) {
    List<TagReport> reports = tagReports.in(message);
    reports.forEach(this::emit);
    int sent = message.parameters().all(ParameterType.TAG_REPORT_DATA).size();
    if (reports.size() < sent) {
      gap(sent - reports.size(), "the reader reported tags without EPC or antenna");
    }
  }

  private void event(Parameters data) throws SessionEndedException {
    for (Parameter event : data.list()) {
      if (event.is(ParameterType.ANTENNA_EVENT)) {
        antenna(event.fields(), time(data));
      } else if (event.is(ParameterType.REPORT_BUFFER_OVERFLOW_ERROR_EVENT)) {
        emit(new DataGap(device, time(data), 0, "the reader's buffer of reports ran over"));
      } else if (event.is(ParameterType.REPORT_BUFFER_LEVEL_WARNING_EVENT)) {
        LOG.log(WARNING, "{0}: buffer of reports {1} % full", place, event.fields().u8(0));
      } else if (event.is(ParameterType.READER_EXCEPTION_EVENT)) {
        LOG.log(WARNING, "{0} reports trouble: {1}", place, event.fields().text(0));
      } else if (event.is(ParameterType.CONNECTION_ATTEMPT_EVENT)
          && event.fields().u16(0) == ATTEMPT_BY_ANOTHER) {
        LOG.log(WARNING, "{0}: another program tries to connect to it", place);
      } else if (event.is(ParameterType.CONNECTION_CLOSE_EVENT)) {
        throw new SessionEndedException(
            Kind.UNREACHABLE,
            place + " takes leave",
            "It may be starting anew or being serviced; this is tried again by itself.");
      }
    }
  }

  private void antenna(Fields event, long time) {
    int antenna = event.u16(1);
    if (antenna > 0) {
      emit(new AntennaState(device, antenna, time, event.u8(0) == ANTENNA_CONNECTED));
    }
  }

  private long time(Parameters data) {
    return clock
        .millis(data.first(ParameterType.UTC_TIMESTAMP).or(() -> data.first(ParameterType.UPTIME)))
        .orElse(clock.now());
  }

  private void gap(long lost, String reason) {
    emit(new DataGap(device, clock.now(), lost, reason));
  }

  private void emit(Observation observation) {
    if (online) {
      sink.accept(observation);
    } else if (waiting.size() < MAX_WAITING) {
      waiting.add(observation);
    } else {
      lostWaiting++;
    }
  }
}
