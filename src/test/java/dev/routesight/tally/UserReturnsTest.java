package dev.routesight.tally;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.attribution.DecisionStub;
import dev.routesight.attribution.Visit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Returns as they are followed, against a plain reading of the rule over all decisions at once. */
class UserReturnsTest {
    private static final long DAY = Retained.DAY;
    private static final long BEGINNING = 20_601 * DAY;

    @Property(tries = 2000)
    void returnsAreThoseOfAPlainReadingOfTheRule(@ForAll long seed, @ForAll boolean onlyVisits) {
        Random random = new Random(seed);
        List<DecisionStub> decisions = decisions(random);
        Map<String, String> expected = plainly(decisions);
        if (onlyVisits) {
            decisions = visits(decisions);
        }
        UserState state = new UserState();
        Map<String, int[]> sums = new TreeMap<>();
        List<DecisionStub> arriving = new ArrayList<>(decisions);
        Collections.shuffle(arriving, random);
        arriving.sort(Comparator.comparingLong(d -> d.decisionTs() / DAY)); // disorder of a day
        long released = 0;
        for (DecisionStub decision : arriving) {
            state.pending.add(decision);
            long safe = decision.decisionTs() / DAY * DAY - 1;
            if (random.nextBoolean() && safe > released) {
                released = safe;
                UserReturns.advanceTo(safe, state, retained -> add(retained, sums));
            }
        }
        UserReturns.advanceTo(BEGINNING + 100 * DAY, state, retained -> add(retained, sums));
        Map<String, String> found = new TreeMap<>();
        sums.forEach((first, n) -> found.put(first, n[0] + " " + n[1] + " " + n[2]));
        assertThat(found).isEqualTo(expected);
        assertThat(state.pending).isEmpty();
        assertThat(state.firsts).isEmpty();
    }

    /** What attribution tells of each session. */
    private static List<DecisionStub> visits(List<DecisionStub> decisions) {
        Map<String, Visit> sessions = new TreeMap<>();
        return decisions.stream()
                .sorted(
                        Comparator.comparingLong(DecisionStub::decisionTs)
                                .thenComparing(DecisionStub::eventId))
                .filter(
                        d ->
                                sessions.computeIfAbsent(d.sessionId(), s -> new Visit())
                                        .isNews(d.userId(), d.decisionTs()))
                .toList();
    }

    /** Of each UTC day's first decision: one user, back within a day, back within seven. */
    private static Map<String, String> plainly(List<DecisionStub> decisions) {
        Map<Long, DecisionStub> firsts = new TreeMap<>();
        for (DecisionStub decision : decisions) {
            firsts.merge(decision.decisionTs() / DAY, decision, (a, b) -> before(a, b) ? a : b);
        }
        Map<String, String> rows = new TreeMap<>();
        for (DecisionStub first : firsts.values()) {
            boolean in1d = false;
            boolean in7d = false;
            for (DecisionStub other : decisions) {
                long after = other.decisionTs() - first.decisionTs();
                boolean back = after > 0 && !other.sessionId().equals(first.sessionId());
                in1d |= back && after <= DAY;
                in7d |= back && after <= 7 * DAY;
            }
            rows.put(first.decisionId(), "1 " + (in1d ? 1 : 0) + " " + (in7d ? 1 : 0));
        }
        return rows;
    }

    private static boolean before(DecisionStub a, DecisionStub b) {
        if (a.decisionTs() != b.decisionTs()) {
            return a.decisionTs() < b.decisionTs();
        }
        return a.eventId().compareTo(b.eventId()) < 0;
    }

    private static void add(Retained retained, Map<String, int[]> sums) {
        int[] n = sums.computeIfAbsent(retained.first().decisionId(), id -> new int[3]);
        n[0] += retained.users();
        n[1] += retained.returned1d();
        n[2] += retained.returned7d();
    }

    private static List<DecisionStub> decisions(Random random) {
        long[] steps = {0, 1, DAY - 1, DAY, DAY + 1, DAY / 2, 7 * DAY, 7 * DAY + 1, 6 * DAY};
        List<DecisionStub> decisions = new ArrayList<>();
        long now = BEGINNING + random.nextInt(2) * (DAY - 1);
        for (int i = random.nextInt(12); i >= 0; i--) {
            now += steps[random.nextInt(steps.length)];
            decisions.add(
                    new DecisionStub(
                            "s" + random.nextInt(3),
                            random.nextInt(100) + "-" + i,
                            "d" + random.nextInt(100) + "-" + i,
                            now,
                            "cheap",
                            "",
                            "",
                            null,
                            "policy",
                            "",
                            "",
                            "",
                            "",
                            null,
                            "u"));
        }
        return decisions;
    }
}
