package dev.routesight.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Event lines that go wherever rules could be read in two ways. The seed decides everything. */
public final class EventSoup {
    public static final long BEGINNING = 1_780_000_000_000L;

    private final Random random;
    private final long[] gaps;
    private final List<String> lines = new ArrayList<>();
    private long now = BEGINNING;
    private boolean longPause;

    private EventSoup(long seed, long idle, long lifeGap, long largestHorizon) {
        random = new Random(seed);
        gaps =
                new long[] {
                    idle,
                    idle + 1,
                    lifeGap,
                    lifeGap + 1,
                    largestHorizon,
                    largestHorizon + 1,
                    largestHorizon + 30_001,
                    120_000,
                    120_001,
                    600_000,
                    7 * 86_400_000L,
                    7 * 86_400_000L + 1
                };
    }

    public static List<String> lines(long seed, long idle, long lifeGap, long largestHorizon) {
        EventSoup soup = new EventSoup(seed, idle, lifeGap, largestHorizon);
        int count = 20 + soup.random.nextInt(61);
        int sessions = 1 + soup.random.nextInt(4);
        while (soup.lines.size() < count) {
            soup.step(sessions);
        }
        return soup.lines;
    }

    private void step(int sessions) {
        int dice = random.nextInt(100);
        if (dice < 60) {
            now += 10_000L * random.nextInt(3);
        } else if (dice < 72) {
            now += gaps[random.nextInt(10)];
        } else if (dice == 72 && !longPause) {
            // One such pause only: an event that names a decision from two of them ago is an
            // orphan by rule 8, but attribution has forgotten the decision by then and waits.
            longPause = true;
            now += gaps[10 + random.nextInt(2)];
        }
        int odd = random.nextInt(100);
        if (odd < 8 && !lines.isEmpty()) {
            copy(lines.get(random.nextInt(lines.size())));
        } else if (odd < 11) {
            broken();
        } else if (odd < 13) {
            lines.add(head("heartbeat") + "}");
        } else if (odd < 14) {
            lines.add(head("eval") + ",\"benchmark\":\"b\",\"route\":\"cheap\",\"correct\":0.5}");
        } else {
            lines.add(event(",\"session_id\":\"s" + random.nextInt(sessions) + "\""));
        }
    }

    private String event(String session) {
        int dice = random.nextInt(100);
        if (dice < 28) {
            return head("decision")
                    + session
                    + decisionId("decision_id")
                    + ",\"route\":\"cheap\""
                    + turn()
                    + maybe(40, cost())
                    + references()
                    + "}";
        }
        if (dice < 52) {
            String state =
                    one("started", "progress", "completed", "completed", "aborted", "failed");
            return head("stream")
                    + session
                    + decisionId("decision_id")
                    + field("state", state)
                    + maybe(40, field("by", one("client", "server")))
                    + maybe(30, cost())
                    + "}";
        }
        if (dice < 64) {
            String cue = field("cue", one("correction", "rephrase", "abandonment"));
            return head("turn") + session + turn() + maybe(60, cue) + "}";
        }
        if (dice < 82) {
            String action =
                    one("regenerate", "edit", "stop", "copy", "thumbs_up", "thumbs_down", "stop");
            return head("action")
                    + session
                    + field("action", action)
                    + maybe(45, decisionId("decision_id"))
                    + maybe(40, turn())
                    + "}";
        }
        if (dice < 87) {
            return head("escalation") + session + decisionId("decision_id") + "}";
        }
        if (dice < 92) {
            return head("handoff") + session + maybe(50, decisionId("decision_id")) + "}";
        }
        if (dice < 96) {
            return head("session_end") + session + "}";
        }
        return head("judgement")
                + session
                + decisionId("decision_id")
                + ",\"shadow_route\":\"strong\",\"verdict\":\"tie\"}";
    }

    /** Ids are drawn, so that order at one instant is not order of writing. */
    private String head(String type) {
        String id = random.nextInt(1000) + "-" + lines.size();
        return "{" + "\"type\":\"" + type + "\",\"event_id\":\"" + id + "\",\"ts\":" + now;
    }

    private void copy(String line) {
        String copy = line;
        if (line.contains("\"eval\"")) {
            return;
        }
        if (random.nextInt(3) > 0) {
            copy = copy.replaceFirst("\"ts\":\\d+", "\"ts\":" + now);
        }
        if (random.nextInt(3) == 0) {
            copy = copy.replaceFirst("\"turn\":\\d", "\"turn\":" + random.nextInt(4));
        }
        if (random.nextInt(4) == 0) {
            copy = copy.replaceFirst("\"event_id\":\"", "\"event_id\":\"x");
        }
        lines.add(copy);
    }

    private void broken() {
        lines.add(
                one(
                        "{\"type\":\"turn\"",
                        "[]",
                        "{} {}",
                        "{\"type\":7}",
                        "{\"type\":\"novelty\"}",
                        head("turn") + ",\"turn\":0}",
                        head("session_end") + ",\"session_id\":\"s0\"} 1",
                        "{\"type\":\"heartbeat\",\"event_id\":\"h\",\"ts\":\"x\"}"));
    }

    private String references() {
        return maybe(15, decisionId("retry_of")) + maybe(15, decisionId("escalated_from"));
    }

    private String decisionId(String name) {
        return field(name, "d" + random.nextInt(9));
    }

    private String turn() {
        return ",\"turn\":" + random.nextInt(4);
    }

    private String cost() {
        return ",\"cost_usd\":0.00" + (1 + random.nextInt(9));
    }

    private String maybe(int percent, String text) {
        return random.nextInt(100) < percent ? text : "";
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String field(String name, String value) {
        return ",\"" + name + "\":\"" + value + "\"";
    }
}
