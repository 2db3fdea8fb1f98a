package io.coldshelf.edge.provision;

import java.util.ArrayList;
import java.util.List;

/** Keeps what a search reports. */
final class Told implements Report {

  final List<Found> found = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  int looked;

  @Override
  public synchronized void looking(String place) {
    looked++;
  }

  @Override
  public synchronized void found(Found each) {
    found.add(each);
  }

  @Override
  public synchronized void note(String place, String note) {
    notes.add(place + ": " + note);
  }
}
