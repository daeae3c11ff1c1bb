package dev.routesight.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.event.Dimensions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SessionStubsTest {
    private static final int FEW = SessionStubs.FEW;

    private final Store store = new Store();
    private final SessionStubs stubs = new SessionStubs();

    /** Keeps a stub, or forgets up to a time; ids come again, times are out of order a little. */
    @Property
    void stubsAreThoseOfAMap(
            @ForAll @Size(max = 120) List<@IntRange(max = 40) Integer> ids,
            @ForAll @IntRange(min = 3, max = 40) int forgetEvery,
            @ForAll @IntRange(max = 40) int age) {
        Store more = new Store();
        SessionStubs few = new SessionStubs();
        Map<Long, DecisionStub> expected = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            long id = ids.get(i);
            DecisionStub stub = stub(i + id % 3);
            few.put(id, stub, more);
            expected.put(id, stub);
            if (i % forgetEvery == forgetEvery - 1) {
                long ts = i - age;
                few.forgetBefore(ts, more);
                expected.values().removeIf(kept -> kept.ts() < ts);
                assertThat(few.earliest).isEqualTo(earliest(expected));
            }
            assertThat(few.ids).hasSizeLessThanOrEqualTo(FEW);
            assertThat(few.ids.length + more.stubs.size()).isEqualTo(expected.size());
            assertThat(few.latestStored == Long.MIN_VALUE).isEqualTo(more.stubs.isEmpty());
            for (long any = 0; any <= 40; any++) {
                assertThat(few.get(any, more)).isEqualTo(expected.get(any));
            }
        }
    }

    @Test
    void theStoreOfAFewIsNotTouched() {
        keep(0, FEW);
        assertThat(stubs.get(FEW - 1, store)).isEqualTo(stub(FEW - 1));
        assertThat(stubs.get(FEW, store)).isNull();
        stubs.forgetBefore(FEW - 1, store);
        assertThat(stubs.ids).containsExactly(FEW - 1);
        keep(0, 1);
        stubs.forgetBefore(FEW, store);
        assertThat(stubs.earliest).isEqualTo(Long.MAX_VALUE);
        assertThat(store.calls).isEmpty();
    }

    @Test
    void whatIsTooManyGoesToTheStoreUntilThatIsEmpty() {
        keep(0, FEW + 2);
        assertThat(store.stubs).containsOnlyKeys((long) FEW, FEW + 1L);
        stubs.forgetBefore(FEW + 1, store);
        keep(FEW + 2, FEW + 3);
        assertThat(stubs.ids).isEmpty();
        assertThat(store.stubs).containsOnlyKeys(FEW + 1L, FEW + 2L);
        stubs.forgetBefore(FEW + 3, store);
        keep(FEW + 3, FEW + 4);
        assertThat(stubs.ids).containsExactly(FEW + 3);
        assertThat(store.stubs).isEmpty();
    }

    @Test
    void aStoreOfWhichNothingIsLeftIsEmptiedWithoutALookAtEachStub() {
        keep(0, 100);
        store.calls.clear();
        stubs.forgetBefore(100, store);
        assertThat(store.calls).containsExactly("clear");
        assertThat(store.stubs).isEmpty();
        stubs.forgetBefore(100, store);
        assertThat(store.calls).containsExactly("clear");
    }

    @Test
    void aStubInPlaceOfTheStoresLatestLeavesNoEmptyStoreBehind() {
        keep(0, FEW);
        stubs.put(-1, stub(50), store);
        stubs.put(-1, stub(20), store);
        stubs.forgetBefore(30, store);
        assertThat(store.calls).endsWith("forget", "clear");
        assertThat(stubs.earliest).isEqualTo(Long.MAX_VALUE);
        keep(60, 61);
        assertThat(stubs.ids).containsExactly(60);
    }

    private void keep(int from, int until) {
        for (int id = from; id < until; id++) {
            stubs.put(id, stub(id), store);
        }
    }

    private static DecisionStub stub(long ts) {
        return new DecisionStub(
                ts, new Dimensions("route-" + ts, "", "", "policy", "", "", "", "", null));
    }

    private static long earliest(Map<Long, DecisionStub> stubs) {
        return stubs.values().stream().mapToLong(DecisionStub::ts).min().orElse(Long.MAX_VALUE);
    }

    private static final class Store implements StubStore {
        final Map<Long, DecisionStub> stubs = new HashMap<>();
        final List<String> calls = new ArrayList<>();

        @Override
        public DecisionStub get(long id) {
            calls.add("get");
            return stubs.get(id);
        }

        @Override
        public void put(long id, DecisionStub stub) {
            calls.add("put");
            stubs.put(id, stub);
        }

        @Override
        public long forgetBefore(long ts) {
            calls.add("forget");
            stubs.values().removeIf(stub -> stub.ts() < ts);
            return earliest(stubs);
        }

        @Override
        public void clear() {
            calls.add("clear");
            stubs.clear();
        }
    }
}
