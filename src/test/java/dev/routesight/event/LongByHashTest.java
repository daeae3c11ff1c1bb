package dev.routesight.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class LongByHashTest {
    private static final long NONE = -1;

    @Property
    void numbersAreThoseOfAMap(
            @ForAll @Size(max = 300) List<@LongRange(min = -60, max = 60) Long> hashes,
            @ForAll boolean travels) {
        LongByHash numbers = new LongByHash();
        Map<Long, Long> expected = new HashMap<>();
        for (int i = 0; i < hashes.size(); i++) {
            long hash = hashes.get(i) << 32;
            Long before = expected.get(hash);
            assertThat(numbers.get(hash, NONE)).isEqualTo(before == null ? NONE : before);
            if (i % 3 == 0) {
                numbers.put(hash, i);
                expected.put(hash, (long) i);
            } else {
                assertThat(numbers.add(hash, i)).isEqualTo(before == null ? 0 : before);
                expected.merge(hash, (long) i, Long::sum);
            }
            if (i % 100 == 99) {
                long least = i - 20;
                numbers.removeLess(least);
                expected.values().removeIf(value -> value < least);
            }
            if (travels && i % 50 == 0) {
                numbers = sentOn(numbers);
            }
        }
        assertThat(numbers.size).isEqualTo(expected.size());
        for (int i = 0; i < numbers.size; i++) {
            assertThat(numbers.values[i]).isEqualTo(expected.get(numbers.hashes[i]));
        }
    }

    @Property
    void oneThatWasEmptiedIsAsANewOne(
            @ForAll @Size(max = 300) List<@LongRange(min = -90, max = 90) Long> first,
            @ForAll @Size(max = 300) List<@LongRange(min = -90, max = 90) Long> second) {
        LongByHash used = new LongByHash();
        LongByHash unused = new LongByHash();
        first.forEach(hash -> used.add(hash, 1));
        used.empty();
        assertThat(used.size).isZero();
        for (long hash : second) {
            assertThat(used.get(hash, NONE)).isEqualTo(unused.get(hash, NONE));
            assertThat(used.add(hash, 1)).isEqualTo(unused.add(hash, 1));
        }
        LongByHash copy = used.copy();
        assertThat(copy.size).isEqualTo(unused.size);
        assertThat(copy.hashes).isEqualTo(unused.copy().hashes);
        assertThat(copy.values).isEqualTo(unused.copy().values);
    }

    /** What a serializer makes of it: the public fields only. */
    private static LongByHash sentOn(LongByHash numbers) {
        LongByHash other = new LongByHash();
        other.hashes = numbers.hashes.clone();
        other.values = numbers.values.clone();
        other.size = numbers.size;
        return other;
    }
}
