package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class RowListTest {

	private record Fruit(String name, int weight) {}

	private static final Fruit APPLE = new Fruit("apple", 150);
	private static final Fruit BANANA = new Fruit("Banana", 9);
	private static final Fruit CHERRY = new Fruit("cherry", 1000);

	private final RowList<Fruit> rows = new RowList<>(List.of(RowColumn.text("Name", 10, Fruit::name),
			RowColumn.number("Weight", 10, fruit -> Words.count(fruit.weight()), Fruit::weight)), 1, true);

	@BeforeEach
	void fill() {
		rows.add(List.of(APPLE, BANANA));
		rows.add(List.of(CHERRY));
	}

	@Test
	void numbersAreSortedAsNumbers() {
		assertThat(rows.shown()).containsExactly(CHERRY, APPLE, BANANA);
	}

	@Test
	void theSameColumnAgainTurnsTheOrderAround() {
		rows.sort(1);
		assertThat(rows.shown()).containsExactly(BANANA, APPLE, CHERRY);
		assertThat(rows.isDescending()).isFalse();
	}

	@Test
	void textsAreSortedWithoutRegardToCase() {
		rows.sort(0);
		assertThat(rows.shown()).containsExactly(APPLE, BANANA, CHERRY);
	}

	@Test
	void aFilterFindsAllWordsInAnyColumn() {
		rows.filter("an 9");
		assertThat(rows.shown()).containsExactly(BANANA);
		assertThat(rows.count()).isEqualTo("1 of 3");
		rows.filter("  ");
		assertThat(rows.count()).isEqualTo("3");
	}

	@Test
	void whatComesLaterIsFilteredToo() {
		rows.filter("an");
		rows.add(List.of(new Fruit("mango", 2000), new Fruit("kiwi", 80)));
		assertThat(rows.shown()).extracting(Fruit::name).containsExactly("mango", "Banana");
		assertThat(rows.total()).isEqualTo(5);
	}

	@Test
	void aRowThatHasGoneIsNull() {
		rows.clear();
		assertThat(rows.get(0)).isNull();
		assertThat(rows.size()).isZero();
	}

	@Test
	void tenThousandRowsInPortionsAllArrive() {
		for (int portion = 0; portion < 100; portion++) {
			int start = portion * 100;
			rows.add(IntStream.range(start, start + 100).mapToObj(i -> new Fruit("fruit " + i, i)).toList());
		}
		assertThat(rows.total()).isEqualTo(10_003);
		rows.filter("fruit 9999");
		assertThat(rows.shown()).extracting(Fruit::weight).containsExactly(9999);
	}
}
