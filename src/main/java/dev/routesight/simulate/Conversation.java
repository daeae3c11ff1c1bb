package dev.routesight.simulate;

import java.util.HexFormat;

/**
 * Plays one session after another: asks, lets the router decide, streams the answer, and reacts as
 * a user would who got a good or a bad one. Times within a session strictly increase and stay below
 * the idle limit, so that each planted explicit signal belongs to exactly one decision.
 */
final class Conversation {
    private static final double LONGEST_PAUSE = 480_000;

    private final Scenario scenario;
    private final boolean text;
    private final Dice dice;
    private final Router router;
    private final Verifier verifier;
    private final Visitors visitors;
    private final EventLines lines;
    private final TruthSink truth;
    private final Weighted<Scenario.Shape> shapes;
    private final Weighted<Reaction> toBad;
    private final Weighted<Reaction> toGood;

    private String session;
    private Visitor visitor;
    private Phrases phrases;
    private long now;
    private int turn;
    private int decisions;
    private int decisionsOfTurn;

    /** The decision whose retry carries the regeneration because no action told of it. */
    private Pick pendingRetry;

    Conversation(Scenario scenario, Dice dice, Outbox outbox, TruthSink truth) {
        this.scenario = scenario;
        this.text = scenario.text();
        this.dice = dice;
        this.truth = truth;
        router = new Router(scenario, dice);
        verifier =
                scenario.cascade() == null
                        ? null
                        : new Verifier(scenario.cascade(), scenario.seed());
        visitors = new Visitors(scenario);
        lines = new EventLines(scenario, outbox);
        shapes = Weighted.of(scenario.shapes(), Scenario.Shape::weight);
        toBad = Reaction.drawnFrom(scenario.behaviour().bad());
        toGood = Reaction.drawnFrom(scenario.behaviour().good());
    }

    /** Plays the session with this number from its first turn to its end. */
    void play(long number, long start) {
        long id = Dice.mix(number + Dice.mix(scenario.seed()));
        session = "s" + HexFormat.of().toHexDigits(id);
        lines.begin(session, (int) Long.remainderUnsigned(id, scenario.files()));
        visitor = visitors.draw(dice, number);
        phrases = Phrases.in(visitor.language());
        now = start;
        turn = -1;
        decisions = 0;
        Query query = Query.draw(shapes, dice);
        ask(question(query), null);
        String retryOf = null;
        while (true) {
            Pick pick = decide(query, retryOf);
            retryOf = null;
            pick = escalateIfRefused(pick);
            if (dice.hits(pick.model.failureRate())) {
                fail(pick);
                if (dice.hits(0.5)) {
                    leave();
                    return;
                }
                query = followUp(query);
                continue;
            }
            boolean last = decisions >= scenario.behaviour().maxAnswers();
            Reaction reaction =
                    last ? Reaction.LEAVE : (pick.bad ? toBad : toGood).at(dice.uniform());
            if (reaction == Reaction.ABANDON) {
                if (!abandon(pick)) {
                    return;
                }
                query = followUp(query);
                continue;
            }
            answer(pick);
            pause();
            switch (reaction) {
                case CORRECTION -> {
                    int form = dice.below(60);
                    ask(text ? phrases.correction(query.topic(), form) : null, "correction");
                    plant(lines.lastId(), "correction", pick, "turn");
                    query = query.clarified();
                }
                case REPHRASE -> {
                    ask(question(query), "rephrase");
                    plant(lines.lastId(), "rephrase", pick, "turn");
                    query = query.clarified();
                }
                case REGENERATE -> retryOf = regenerate(pick);
                case EDIT -> {
                    edit(pick);
                    query = query.clarified();
                }
                case HANDOFF -> {
                    handOff(pick);
                    leave();
                    return;
                }
                case THUMBS_DOWN, THUMBS_UP, COPY -> {
                    click(pick, reaction);
                    if (dice.hits(0.6)) {
                        leave();
                        return;
                    }
                    pause();
                    query = followUp(query);
                }
                case FOLLOW_UP -> query = followUp(query);
                default -> {
                    leave();
                    return;
                }
            }
        }
    }

    private void ask(String said, String cue) {
        turn++;
        decisionsOfTurn = 0;
        lines.turn(now, turn, visitor.language(), said, cue);
    }

    /** A question in words; null when the scenario is without text. */
    private String question(Query query) {
        int form = dice.below(4);
        return text ? phrases.question(query.topic(), form) : null;
    }

    private Query followUp(Query before) {
        pass(2000 + dice.around(scenario.behaviour().read().toMillis(), 0.8));
        Query next = Query.draw(shapes, dice);
        int form = dice.below(12);
        ask(text ? phrases.followUp(before.topic(), form) : null, null);
        return next;
    }

    private Pick decide(Query query, String retryOf) {
        pass(5 + dice.below(60));
        Pick pick = router.pick(query, visitor, now);
        pick.retryOf = retryOf;
        if (isGated(pick)) {
            pick.coin = verifier.coin();
            pick.assignment = pick.coin == null ? pick.assignment : "forced";
        }
        record(pick);
        if (retryOf != null && pendingRetry != null) {
            plant(lines.lastId(), "regeneration", pendingRetry, "retry_of");
        }
        pendingRetry = null;
        if (scenario.shadow() != null && dice.hits(scenario.shadow().rate())) {
            judge(pick);
        }
        return pick;
    }

    private void record(Pick pick) {
        pick.id = session + "-d" + decisions++;
        pick.turn = turn;
        decisionsOfTurn++;
        lines.decision(pick, visitor);
        truth.decision(pick.truth(session));
    }

    /** Whether the gate of a cascade decides about this answer. */
    private boolean isGated(Pick pick) {
        return verifier != null
                && pick.model.route().equals(scenario.defaultRoute())
                && pick.assignment.equals("policy");
    }

    private Pick escalateIfRefused(Pick pick) {
        if (pick.coin != null) {
            int score = verifier.any(pick.bad);
            if (pick.coin == Verifier.Coin.ESCALATE) {
                return escalate(pick, 1 + dice.below(2), score);
            }
            pick.verifierScore = score;
            return pick;
        }
        if (!isGated(pick)) {
            boolean scored = verifier != null && pick.model.route().equals(scenario.defaultRoute());
            pick.verifierScore = scored ? verifier.ofExplored(pick.bad) : null;
            return pick;
        }
        Scenario.Cascade cascade = scenario.cascade();
        if (!dice.hits(cascade.share())) {
            return pick;
        }
        if (!dice.hits(pick.bad ? cascade.recall() : cascade.falseAlarm())) {
            pick.verifierScore = verifier.passed(pick.bad);
            return pick;
        }
        return escalate(pick, -1, -1);
    }

    /**
     * @param told how the log learns of it; below 0 by chance
     * @param known the score; below 0 by chance, as the gate refuses
     */
    private Pick escalate(Pick pick, int told, int known) {
        pass(300 + dice.below(1500));
        int how = told < 0 ? dice.below(3) : told;
        if (how > 0) {
            lines.open("escalation", now);
            Line line = lines.named(pick.id);
            if (how == 1) {
                line.raw(",\"to_decision_id\":\"")
                        .raw(session)
                        .raw("-d")
                        .number(decisions)
                        .raw("\"");
            }
            line.raw(",\"verifier\":").quoted(scenario.cascade().verifier());
            line.raw(",\"verifier_score\":");
            int score =
                    known < 0 ? verifier.refused((dice.below(5000) + 0.5) / 5000, pick.bad) : known;
            line.decimal(score, 4);
            lines.send(now);
            plant(lines.lastId(), "escalation", pick, "event");
            pass(1 + dice.below(20));
        }
        Pick next = router.escalate(pick, visitor, now);
        next.escalatedFrom = how == 1 ? null : pick.id;
        record(next);
        if (how == 0) {
            plant(lines.lastId(), "escalation", pick, "escalated_from");
        }
        return next;
    }

    private void start(Pick pick) {
        double ttft = dice.around(pick.model.ttftMillis(), 0.3);
        pass(ttft);
        Line line = lines.stream(now, pick, "started");
        line.raw(",\"expected_tokens\":").number(pick.query.shape().answerTokens());
        line.raw(",\"ttft_ms\":").number((long) ttft);
        if (pick.verifierScore != null) {
            line.raw(",\"verifier\":").quoted(scenario.cascade().verifier());
            line.raw(",\"verifier_score\":").decimal(pick.verifierScore, 4);
        }
        lines.send(now);
    }

    private void stream(Pick pick, double share) {
        double millis = pick.tokens * share * 1000 / pick.model.tokensPerSecond();
        if (dice.hits(scenario.behaviour().progress())) {
            pass(millis / 2);
            Line line = lines.stream(now, pick, "progress");
            line.raw(",\"tokens\":").number((long) (pick.tokens * share / 2));
            lines.send(now);
            pass(millis / 2);
        } else {
            pass(millis);
        }
    }

    private void close(Pick pick, String state, String by, int tokens) {
        Line line = lines.stream(now, pick, state);
        if (by != null) {
            line.raw(",\"by\":\"").raw(by).raw("\"");
        }
        line.raw(",\"tokens\":").number(tokens).raw(",\"cost_usd\":");
        line.decimal(pick.model.costNanos(pick.query.promptTokens() + tokens), 9);
        if (text && state.equals("completed")) {
            line.raw(",\"text\":").quoted(phrases.answer(pick.query.topic()));
        }
        lines.send(now);
    }

    private void answer(Pick pick) {
        start(pick);
        stream(pick, 1);
        close(pick, "completed", null, pick.tokens);
    }

    private void fail(Pick pick) {
        start(pick);
        double share = 0.9 * dice.uniform();
        stream(pick, share);
        int tokens = (int) (pick.tokens * share);
        if (dice.hits(0.5)) {
            close(pick, "failed", null, tokens);
        } else {
            close(pick, "aborted", "server", tokens);
        }
        plant(lines.lastId(), "failure", pick, "server");
    }

    /** Whether the session goes on. */
    private boolean abandon(Pick pick) {
        start(pick);
        double share = 0.05 + 0.85 * dice.uniform();
        stream(pick, share);
        int tokens = (int) (pick.tokens * share);
        switch (dice.below(6)) {
            case 0 -> {
                close(pick, "aborted", "client", tokens);
                plant(lines.lastId(), "abandonment", pick, "aborted_by_client");
            }
            case 1 -> {
                close(pick, "aborted", null, tokens);
                plant(lines.lastId(), "abandonment", pick, "aborted");
            }
            case 2 -> {
                lines.action(now, "stop", pick.id, -1, null);
                plant(lines.lastId(), "abandonment", pick, "stop_named");
            }
            case 3 -> {
                lines.action(now, "stop", null, -1, null);
                plant(lines.lastId(), "abandonment", pick, "stop_unnamed");
            }
            case 4 -> {
                Line line = lines.stream(now, pick, "progress");
                line.raw(",\"tokens\":").number(tokens);
                lines.send(now);
                now += scenario.idleLimit().toMillis();
                plant("", "abandonment", pick, "silence");
                return false;
            }
            default -> {
                end("closed");
                plant(lines.lastId(), "abandonment", pick, "session_end");
                return false;
            }
        }
        if (dice.hits(0.4)) {
            return true;
        }
        leave();
        return false;
    }

    /** The decision that the next one says it tries again, or null. */
    private String regenerate(Pick pick) {
        int how = dice.below(4);
        if (how < 3) {
            lines.action(now, "regenerate", how == 1 ? null : pick.id, -1, null);
            String told = how == 0 ? "named" : how == 1 ? "unnamed" : "named+retry_of";
            plant(lines.lastId(), "regeneration", pick, told);
        } else {
            pendingRetry = pick;
        }
        return how >= 2 ? pick.id : null;
    }

    private void edit(Pick pick) {
        int how = dice.below(3);
        String edited = text ? phrases.question(pick.query.topic(), dice.below(4)) : null;
        if (how == 1 && decisionsOfTurn == 1) {
            lines.action(now, "edit", null, turn, edited);
            plant(lines.lastId(), "edit", pick, "turn");
        } else if (how == 2) {
            lines.action(now, "edit", null, -1, edited);
            plant(lines.lastId(), "edit", pick, "unnamed");
        } else {
            lines.action(now, "edit", pick.id, turn, edited);
            plant(lines.lastId(), "edit", pick, "named");
        }
    }

    private void handOff(Pick pick) {
        boolean named = dice.hits(0.5);
        lines.open("handoff", now);
        lines.named(named ? pick.id : null).raw(",\"reason\":\"user_asked\"");
        lines.send(now);
        plant(lines.lastId(), "handoff", pick, named ? "named" : "unnamed");
    }

    private void click(Pick pick, Reaction reaction) {
        boolean named = dice.hits(0.5);
        lines.action(now, reaction.label(), named ? pick.id : null, -1, null);
        if (reaction != Reaction.COPY) {
            plant(lines.lastId(), reaction.label(), pick, named ? "named" : "unnamed");
        }
    }

    private void judge(Pick pick) {
        Scenario.Shadow shadow = scenario.shadow();
        ModelCard other = router.shadowOf(pick);
        boolean otherBad = router.otherIsBad(pick);
        boolean primaryFirst = dice.hits(0.5);
        boolean primaryWins = pick.bad == otherBad ? dice.hits(0.5) : otherBad;
        boolean tie = pick.bad == otherBad && dice.hits(shadow.tie());
        if (dice.hits(shadow.positionBias())) {
            primaryWins = primaryFirst;
            tie = false;
        }
        int tokens = Math.max(1, (int) dice.around(pick.query.shape().answerTokens(), 0.4));
        long ts = now + 300_000 + dice.below(3_000_000);
        Line line = lines.open("judgement", ts);
        lines.named(pick.id).raw(",\"shadow_route\":").quoted(other.route());
        line.raw(",\"verdict\":\"").raw(tie ? "tie" : primaryWins ? "primary" : "shadow");
        line.raw("\",\"judge\":").quoted(shadow.judge());
        line.raw(",\"judge_model\":").quoted(shadow.judgeModel());
        line.raw(",\"shown_first\":\"").raw(primaryFirst ? "primary" : "shadow");
        line.raw("\",\"primary_tokens\":").number(pick.tokens);
        line.raw(",\"shadow_tokens\":").number(tokens).raw(",\"shadow_cost_usd\":");
        line.decimal(other.costNanos(pick.query.promptTokens() + tokens), 9);
        line.raw(",\"sample_rate\":").decimal(Math.round(shadow.rate() * 1e6), 6);
        lines.send(ts);
    }

    private void leave() {
        if (dice.hits(scenario.behaviour().sayGoodbye())) {
            pass(1000 + dice.around(20_000, 0.8));
            end("closed");
        }
    }

    private void end(String reason) {
        lines.open("session_end", now).raw(",\"reason\":\"").raw(reason).raw("\"");
        lines.send(now);
    }

    private void plant(String event, String kind, Pick pick, String how) {
        truth.signal(new PlantedSignal(event, kind, pick.id, session, how, now));
    }

    private void pause() {
        pass(1500 + dice.around(scenario.behaviour().read().toMillis(), 0.8));
    }

    private void pass(double millis) {
        now += Math.max(1, (long) Math.min(millis, LONGEST_PAUSE));
    }
}
