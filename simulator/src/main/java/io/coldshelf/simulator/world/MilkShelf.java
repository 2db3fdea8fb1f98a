package io.coldshelf.simulator.world;

import io.coldshelf.model.Epc;
import io.coldshelf.simulator.truth.Condition;
import io.coldshelf.simulator.truth.TruthEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A shelf of one product, seen by antennas and standing on a scale. Shoppers come, stand between
 * the antenna and some of the tags, take items and sometimes put one back; a restocker fills it
 * when it has been empty for a while.
 */
public final class MilkShelf {

  private static final long FIRST_REACH_MILLIS = 900;
  private static final long LAST_LOOK_MILLIS = 500;

  /** A hand is on the plate so long before and after it lifts an item. */
  private static final long HAND_MILLIS = 300;

  private static final double HAND_KILOGRAMS = 2;
  private static final double HAND_DEVIATION = 0.8;
  private static final double MAX_HAND_KILOGRAMS = 17;
  private static final long MIN_SETTLE_MILLIS = 300;
  private static final long MAX_SETTLE_MILLIS = 1_000;

  private static final double MIN_SHADOW = 0.1;
  private static final double MAX_SHADOW = 0.6;

  private static final long RESTOCK_PACE_MILLIS = 700;
  private static final int ITEMS_PER_HAND = 2;
  private static final int NEIGHBOURS = 3;

  private final World world;
  private final ShelfSetup setup;
  private final Shoppers shoppers;
  private final RandomGenerator chance;
  private final TagField field;
  private final Plate plate;
  private final Lasting stockout;
  private final Lasting lowStock;

  private final List<Optional<Item>> places;
  private long nextSerial;
  private long stockouts;

  /**
   * A full shelf.
   *
   * @param world in which it stands
   * @param setup what it is like
   * @param shoppers who come to it
   */
  public MilkShelf(World world, ShelfSetup setup, Shoppers shoppers) {
    this.world = world;
    this.setup = setup;
    this.shoppers = shoppers;
    this.chance = world.chance(setup.name());
    this.nextSerial = chance.nextLong(Sgtin96.SERIALS / 2);
    this.places = new ArrayList<>(Collections.nCopies(setup.capacity(), Optional.empty()));
    this.field =
        new TagField(setup.radio(), world.noise(setup.name() + "/tags"), neighbours(setup));
    this.plate = new Plate(setup.scale(), world.noise(setup.name() + "/plate"));
    this.stockout = new Lasting(world, setup.name(), Condition.STOCKOUT);
    this.lowStock = new Lasting(world, setup.name(), Condition.LOW_STOCK);
    places.replaceAll(_ -> Optional.of(newItem()));
    plate.load(load());
    expectNext(world.nowMillis());
  }

  /**
   * Its name.
   *
   * @return the subject of all that is told about it
   */
  public String name() {
    return setup.name();
  }

  /**
   * What an antenna reads in one inventory round, as the shelf is at the world's present.
   *
   * @param antenna 1 to the number of antennas
   * @param timeMillis when the round is, milliseconds since 1970
   * @return the tags that answered
   */
  public List<SeenTag> round(int antenna, long timeMillis) {
    return field.round(places, antenna, timeMillis);
  }

  /**
   * What the scale displays.
   *
   * @param timeMillis when, milliseconds since 1970
   * @return kilograms, hands included
   */
  public double kilograms(long timeMillis) {
    return plate.kilograms(timeMillis);
  }

  /**
   * Whether the scale calls its reading stable.
   *
   * @param timeMillis when, milliseconds since 1970
   * @return false while a hand is on it and until it has settled
   */
  public boolean stable(long timeMillis) {
    return plate.stable(timeMillis);
  }

  /**
   * What really lies there.
   *
   * @return EPCs by place
   */
  public List<Epc> epcs() {
    return places.stream().flatMap(Optional::stream).map(Item::epc).toList();
  }

  /**
   * How much really lies there.
   *
   * @return items
   */
  public int stock() {
    return (int) places.stream().filter(Optional::isPresent).count();
  }

  private void expectNext(long afterMillis) {
    shoppers
        .next(afterMillis, chance)
        .ifPresent(visit -> world.at(visit.arriveMillis(), () -> arrive(visit)));
  }

  private void arrive(Visit visit) {
    expectNext(visit.arriveMillis());
    long now = world.nowMillis();
    int wanted = Math.min(visit.items(), stock());
    boolean putsOneBack = visit.putsOneBack() && wanted > 0;
    long busy =
        FIRST_REACH_MILLIS
            + (wanted + (putsOneBack ? 1 : 0)) * visit.paceMillis()
            + LAST_LOOK_MILLIS;
    TagField.Shadow shadow =
        stand(chance.nextDouble(MIN_SHADOW, MAX_SHADOW), now + Math.max(visit.stayMillis(), busy));
    List<Item> basket = new ArrayList<>();
    long reach = now + FIRST_REACH_MILLIS;
    for (int i = 0; i < wanted; i++) {
      reach(reach, () -> take(basket, shadow));
      reach += visit.paceMillis();
    }
    if (putsOneBack) {
      reach(reach, () -> putBack(basket));
    }
  }

  /** Somebody stands before a part of the shelf until they leave. */
  private TagField.Shadow stand(double fraction, long untilMillis) {
    int width = Math.max(1, (int) Math.rint(fraction * places.size()));
    int from = chance.nextInt(places.size() - width + 1);
    TagField.Shadow shadow = new TagField.Shadow(from, from + width);
    field.enter(shadow);
    world.at(untilMillis, () -> field.leave(shadow));
    world.tell(
        new TruthEvent.ShadowFell(
            world.nowMillis(), name(), untilMillis, (double) width / places.size()));
    return shadow;
  }

  /** A hand comes down, does something, and goes. */
  private void reach(long timeMillis, Runnable move) {
    double push =
        Math.min(Draw.logNormal(chance, HAND_KILOGRAMS, HAND_DEVIATION), MAX_HAND_KILOGRAMS);
    long settle = chance.nextLong(MIN_SETTLE_MILLIS, MAX_SETTLE_MILLIS + 1);
    long from = timeMillis - HAND_MILLIS;
    world.at(from, () -> plate.touch(from, timeMillis + HAND_MILLIS, push, settle));
    world.at(timeMillis, move);
  }

  private void take(List<Item> basket, TagField.Shadow shadow) {
    List<Integer> filled = placesThat(true);
    if (filled.isEmpty()) {
      return;
    }
    List<Integer> near = filled.stream().filter(shadow::covers).toList();
    int place = oneOf(near.isEmpty() ? filled : near);
    Item item = places.get(place).orElseThrow();
    places.set(place, Optional.empty());
    basket.add(item);
    world.tell(new TruthEvent.ItemsTaken(world.nowMillis(), name(), List.of(item.epc()), stock()));
    changed();
  }

  private void putBack(List<Item> basket) {
    List<Integer> free = placesThat(false);
    if (free.isEmpty() || basket.isEmpty()) {
      return;
    }
    Item item = basket.removeLast();
    places.set(oneOf(free), Optional.of(item));
    world.tell(
        new TruthEvent.ItemsReturned(world.nowMillis(), name(), List.of(item.epc()), stock()));
    changed();
  }

  private void restock() {
    int hands = (setup.capacity() + ITEMS_PER_HAND - 1) / ITEMS_PER_HAND;
    long first = world.nowMillis() + FIRST_REACH_MILLIS;
    for (int i = 0; i < hands; i++) {
      reach(first + i * RESTOCK_PACE_MILLIS, this::fill);
    }
    stand(MAX_SHADOW, first + hands * RESTOCK_PACE_MILLIS + LAST_LOOK_MILLIS);
  }

  private void fill() {
    List<Epc> epcs = new ArrayList<>();
    for (int place : placesThat(false)) {
      if (epcs.size() == ITEMS_PER_HAND) {
        break;
      }
      Item item = newItem();
      places.set(place, Optional.of(item));
      epcs.add(item.epc());
    }
    if (!epcs.isEmpty()) {
      world.tell(new TruthEvent.ItemsRestocked(world.nowMillis(), name(), epcs, stock()));
      changed();
    }
  }

  private void changed() {
    plate.load(load());
    lowStock.set(stock() <= setup.lowAt());
    boolean wasEmpty = stockout.lasts();
    stockout.set(stock() == 0);
    if (stockout.lasts() && !wasEmpty) {
      long which = ++stockouts;
      world.at(world.nowMillis() + setup.restockAfterMillis(), () -> restockIfStill(which));
    }
  }

  private void restockIfStill(long which) {
    if (stockout.lasts() && stockouts == which) {
      restock();
    }
  }

  private double load() {
    return places.stream().flatMap(Optional::stream).mapToDouble(Item::kilograms).sum();
  }

  private List<Integer> placesThat(boolean areFilled) {
    return IntStream.range(0, places.size())
        .filter(place -> places.get(place).isPresent() == areFilled)
        .boxed()
        .toList();
  }

  private int oneOf(List<Integer> some) {
    return some.get(chance.nextInt(some.size()));
  }

  private Item newItem() {
    ShelfSetup.Product product = setup.product();
    ShelfSetup.Radio radio = setup.radio();
    return new Item(
        Sgtin96.encode(product.gtin(), product.prefixDigits(), Sgtin96.POINT_OF_SALE, nextSerial++),
        product.kilograms() * (1 + product.tolerance() * chance.nextGaussian()),
        Draw.beta(chance, radio.meanReadability(), radio.correlation()));
  }

  /** The tags at the edge of the next shelf, of the same product. */
  private List<Epc> neighbours(ShelfSetup setup) {
    ShelfSetup.Product product = setup.product();
    return IntStream.range(0, NEIGHBOURS)
        .mapToObj(i ->
            Sgtin96.encode(
                product.gtin(),
                product.prefixDigits(),
                Sgtin96.POINT_OF_SALE,
                Sgtin96.SERIALS - 1 - i))
        .toList();
  }
}
