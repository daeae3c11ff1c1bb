package dev.routesight.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatheredTest {
    private final Gathered<Long> gathered = new Gathered<>(Long::longValue);

    private List<String> takenUntil(long time) throws Exception {
        List<String> taken = new ArrayList<>();
        gathered.takeDue(time, (key, values) -> taken.add(key + values));
        return taken;
    }

    @Test
    void whatIsDueIsGivenOnceInTheOrderOfArrivalAndTheRestWaits() throws Exception {
        for (long time : new long[] {5, 9, 3, 4}) {
            gathered.add("a", time);
        }
        gathered.add("b", 7L);
        assertThat(takenUntil(2)).isEmpty();
        assertThat(takenUntil(5)).containsExactly("a[5, 3, 4]");
        assertThat(takenUntil(5)).isEmpty();
        gathered.add("a", 6L);
        assertThat(takenUntil(Long.MAX_VALUE)).containsExactlyInAnyOrder("a[9, 6]", "b[7]");
        assertThat(takenUntil(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void theyAreManyUntilEnoughWereTaken() throws Exception {
        for (long i = 0; i < 49_999; i++) {
            gathered.add("key" + i % 100, i);
        }
        assertThat(gathered.areMany()).isFalse();
        gathered.add("one more", 0L);
        assertThat(gathered.areMany()).isTrue();
        assertThat(takenUntil(0)).containsExactlyInAnyOrder("key0[0]", "one more[0]");
        assertThat(gathered.areMany()).isFalse();
    }
}
