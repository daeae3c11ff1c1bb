package dev.routesight.tally;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.attribution.UserDecision;
import dev.routesight.attribution.Visit;
import dev.routesight.event.Dimensions;
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
        List<UserDecision> decisions = decisions(random);
        Map<String, String> expected = plainly(decisions);
        if (onlyVisits) {
            decisions = visits(decisions);
        }
        UserState state = new UserState();
        Map<String, int[]> sums = new TreeMap<>();
        List<UserDecision> arriving = new ArrayList<>(decisions);
        Collections.shuffle(arriving, random);
        arriving.sort(Comparator.comparingLong(d -> d.ts() / DAY)); // disorder of a day
        long released = 0;
        for (UserDecision decision : arriving) {
            state.pending.add(decision);
            long safe = decision.ts() / DAY * DAY - 1;
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
    private static List<UserDecision> visits(List<UserDecision> decisions) {
        Map<Long, Visit> sessions = new TreeMap<>();
        return decisions.stream()
                .sorted(
                        Comparator.comparingLong(UserDecision::ts)
                                .thenComparing(UserDecision::eventId))
                .filter(
                        d ->
                                sessions.computeIfAbsent(d.session(), s -> new Visit())
                                        .isNews(d.userId(), d.ts()))
                .toList();
    }

    /** Of each UTC day's first decision: one user, back within a day, back within seven. */
    private static Map<String, String> plainly(List<UserDecision> decisions) {
        Map<Long, UserDecision> firsts = new TreeMap<>();
        for (UserDecision decision : decisions) {
            firsts.merge(decision.ts() / DAY, decision, (a, b) -> before(a, b) ? a : b);
        }
        Map<String, String> rows = new TreeMap<>();
        for (UserDecision first : firsts.values()) {
            boolean in1d = false;
            boolean in7d = false;
            for (UserDecision other : decisions) {
                long after = other.ts() - first.ts();
                boolean back = after > 0 && other.session() != first.session();
                in1d |= back && after <= DAY;
                in7d |= back && after <= 7 * DAY;
            }
            rows.put(first.dimensions().route(), "1 " + (in1d ? 1 : 0) + " " + (in7d ? 1 : 0));
        }
        return rows;
    }

    private static boolean before(UserDecision a, UserDecision b) {
        if (a.ts() != b.ts()) {
            return a.ts() < b.ts();
        }
        return a.eventId().compareTo(b.eventId()) < 0;
    }

    private static void add(Retained retained, Map<String, int[]> sums) {
        int[] n = sums.computeIfAbsent(retained.dimensions().route(), id -> new int[3]);
        n[0] += retained.users();
        n[1] += retained.returned1d();
        n[2] += retained.returned7d();
    }

    private static List<UserDecision> decisions(Random random) {
        long[] steps = {0, 1, DAY - 1, DAY, DAY + 1, DAY / 2, 7 * DAY, 7 * DAY + 1, 6 * DAY};
        List<UserDecision> decisions = new ArrayList<>();
        long now = BEGINNING + random.nextInt(2) * (DAY - 1);
        for (int i = random.nextInt(12); i >= 0; i--) {
            now += steps[random.nextInt(steps.length)];
            decisions.add(
                    new UserDecision(
                            "u",
                            random.nextInt(3),
                            random.nextInt(100) + "-" + i,
                            now,
                            new Dimensions(
                                    "d" + random.nextInt(100) + "-" + i, // which one it is
                                    "",
                                    "",
                                    "policy",
                                    "",
                                    "",
                                    "",
                                    "",
                                    null)));
        }
        return decisions;
    }
}
