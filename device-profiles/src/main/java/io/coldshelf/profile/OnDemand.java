package io.coldshelf.profile;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A map whose keys are known and whose values are made when somebody asks for them: a gateway reads
 * the profiles of the devices that it has, and no others. Cannot be changed.
 */
final class OnDemand<T> extends AbstractMap<String, T> {

  private final Set<String> names;
  private final Function<String, T> making;
  private final Map<String, T> made = new ConcurrentHashMap<>();

  OnDemand(List<String> names, Function<String, T> making) {
    this.names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
    this.making = making;
  }

  @Override
  public boolean containsKey(Object key) {
    return names.contains(key);
  }

  @Override
  @SuppressWarnings("NullAway") // null for a key that is not there is a map's contract
  public T get(Object key) {
    return Optional.of(key)
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(names::contains)
        .map(name -> made.computeIfAbsent(name, making))
        .orElse(null);
  }

  @Override
  public Set<String> keySet() {
    return names;
  }

  /** Makes all that is not made yet; in the order of the names. */
  @Override
  public Set<Entry<String, T>> entrySet() {
    Map<String, T> all = new LinkedHashMap<>();
    names.forEach(name -> all.put(name, made.computeIfAbsent(name, making)));
    return Collections.unmodifiableSet(all.entrySet());
  }
}
