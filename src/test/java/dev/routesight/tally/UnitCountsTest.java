package dev.routesight.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class UnitCountsTest {

    @Property
    void countsAreThoseOfAMap(
            @ForAll @Size(max = 300) List<@LongRange(min = -40, max = 40) Long> units,
            @ForAll boolean travels) {
        UnitCounts counts = new UnitCounts();
        Map<Long, Long> expected = new HashMap<>();
        for (int i = 0; i < units.size(); i++) {
            long unit = units.get(i) << 32;
            long more = UnitCounts.pack(1, i & 1);
            Long before = expected.put(unit, expected.getOrDefault(unit, 0L) + more);
            assertThat(counts.add(unit, more)).isEqualTo(before == null ? 0 : before);
            if (travels && i % 50 == 0) {
                counts = sentOn(counts);
            }
        }
        assertThat(counts.size).isEqualTo(expected.size());
        for (int i = 0; i < counts.size; i++) {
            assertThat(counts.packed[i]).isEqualTo(expected.get(counts.units[i]));
        }
    }

    /** What a serializer makes of it: the public fields only. */
    private static UnitCounts sentOn(UnitCounts counts) {
        counts.trim();
        UnitCounts other = new UnitCounts();
        other.units = counts.units.clone();
        other.packed = counts.packed.clone();
        other.size = counts.size;
        return other;
    }
}
