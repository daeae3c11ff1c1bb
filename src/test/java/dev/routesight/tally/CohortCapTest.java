package dev.routesight.tally;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.event.Hash64;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CohortCapTest {

    @Property(tries = 300)
    void theSmallestHashesKeepTheirPlacesWhateverTheOrderAndWhoLostOneNeverHasItBack(
            @ForAll long seed,
            @ForAll @IntRange(max = 8) int places,
            @ForAll @IntRange(min = 1, max = 30) int cohorts) {
        Random random = new Random(seed);
        Set<String> always = Set.of("c0", "c1");
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 3 * cohorts; i++) {
            seen.add("c" + random.nextInt(cohorts));
        }
        TreeSet<String> byHash =
                new TreeSet<>(Comparator.comparing(Hash64::of, Long::compareUnsigned));
        byHash.addAll(seen);
        byHash.removeAll(always);
        List<String> expected = byHash.stream().limit(places).toList();
        for (int order = 0; order < 3; order++) {
            Collections.shuffle(seen, random);
            CohortCap cap = new CohortCap();
            Set<String> lost = new HashSet<>();
            for (String cohort : seen) {
                String loses = cap.see(cohort, always, places);
                if (loses != null) {
                    lost.add(loses);
                }
                assertThat(cap.kept).noneMatch(lost::contains);
                assertThat(cap.kept.size()).isLessThanOrEqualTo(places);
            }
            assertThat(cap.kept).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(lost).noneMatch(always::contains);
            assertThat(cap.kept.size() + lost.size()).isEqualTo(byHash.size());
        }
    }
}
