package dev.routesight.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each setting that cannot be, and what is said about it. */
class RefusalsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // names
                "horizon=[2m] | --set: horizon: unknown key; did you mean horizons?",
                "Horizons=[2m] | --set: Horizons: unknown key; did you mean horizons?",
                "idleLimit=2m | --set: idleLimit: unknown key; did you mean idle-limit?",
                "batch-size=2 | --set: batch-size: unknown key; did you mean jdbc.batch-size?",
                "kafka=x | --set: kafka: unknown key",
                "colour=red | --set: colour: unknown key",
                "horizons | --set needs key=value, not 'horizons'",
                "=2m | --set needs key=value, not '=2m'",
                // types
                "window=soon | --set: window: expected a duration such as 500ms, 120s, 2m, 1h, 7d"
                        + " or PT2M, not 'soon'",
                "window=60 | --set: window: expected a duration such as 500ms, 120s, 2m, 1h, 7d or"
                        + " PT2M, not '60'",
                "idle-limit=-5m | --set: idle-limit: expected a duration such as 500ms, 120s, 2m,"
                        + " 1h, 7d or PT2M, not '-5m'",
                "idle-limit=PT-5M | --set: idle-limit: expected a duration such as 500ms, 120s, 2m,"
                        + " 1h, 7d or PT2M, not 'PT-5M'",
                "idle-limit=999999999999999d | --set: idle-limit: expected a duration such as"
                        + " 500ms, 120s, 2m, 1h, 7d or PT2M, not '999999999999999d'",
                "late-join= | --set: late-join: expected a duration such as 500ms, 120s, 2m, 1h, 7d"
                        + " or PT2M, not nothing",
                "score.bins=ten | --set: score.bins: expected a whole number, not 'ten'",
                "score.bins=1.5 | --set: score.bins: expected a whole number, not '1.5'",
                "generation=3000000000 | --set: generation: expected a whole number, not"
                        + " '3000000000'",
                "handoff.shared=yes | --set: handoff.shared: expected true or false, not 'yes'",
                "kafka.start=first | --set: kafka.start: expected one of earliest, latest,"
                        + " committed, not 'first'",
                "decision-outcome=kafka | --set: decision-outcome: expected one of postgres,"
                        + " ndjson, off, not 'kafka'",
                "cuts=[query_shape] | --set: cuts: expected a list of lists of dimension names such"
                        + " as [[], [query_shape]], not '[query_shape]'",
                "cuts=[[] | --set: cuts: not YAML: '[[]'",
                "horizons={a: b} | --set: horizons: expected a list of durations such as [2m, 30m],"
                        + " not '{a=b}'",
                "kafka.properties=a | --set: kafka.properties: expected a mapping such as {name:"
                        + " value}",
                "dataset=[a] | --set: dataset: expected text, not '[a]'",
                // values
                "dataset= | --set: dataset: must be a name of 1 to 200 characters",
                "generation=-1 | --set: generation: must be from 0 to 2147483647, not -1",
                "horizons=[] | --set: horizons: needs at least one horizon",
                "horizons=[30m, 2m] | --set: horizons: must be positive, distinct and ascending",
                "horizons=[2m, 120s] | --set: horizons: must be positive, distinct and ascending",
                "horizons=[0] | --set: horizons: must be positive, distinct and ascending",
                "horizons=[500ms] | --set: horizons: must be whole seconds",
                "idle-limit=0 | --set: idle-limit: must be positive",
                "late-join=20m | --set: late-join: must not be shorter than the largest horizon,"
                        + " 30m",
                "horizons=[8d] | late-join: must not be shorter than the largest horizon, 8d",
                "session.max-events=0 | --set: session.max-events: must be from 1 to 2147483647,"
                        + " not 0",
                "session.max-decisions=0 | --set: session.max-decisions: must be from 1 to"
                        + " 2147483647, not 0",
                "rejected-signals=[quiet_exit] | --set: rejected-signals: quiet_exit is never a"
                        + " rejection",
                "rejected-signals=[edit, edit] | --set: rejected-signals: names a kind twice",
                "rejected-signals=[thumbs-down] | --set: rejected-signals: no signal kind is called"
                    + " 'thumbs-down'; did you mean thumbs_down? (known: abandonment, correction,"
                    + " edit, escalation, handoff, regeneration, rephrase, thumbs_down)",
                "window=7h | --set: window: must divide a day, as 15m, 1h or 1d do",
                "window=0 | --set: window: must divide a day, as 15m, 1h or 1d do",
                "window=500ms | --set: window: must be whole seconds",
                "cuts=[] | --set: cuts: needs at least one cut; [[]] tallies everything together",
                "cuts=[[a, a]] | --set: cuts: [a, a] names a dimension twice",
                "cuts=[[a, b], [b, a]] | --set: cuts: [b, a] is there twice",
                "cuts=[['a,b']] | --set: cuts: 'a,b' cannot be a dimension (1 to 200 characters, no"
                        + " comma)",
                "cohorts.max-per-cut=0 | --set: cohorts.max-per-cut: must be from 1 to 1000000, not"
                        + " 0",
                "cohorts.always=[{tenant: acme}] | --set: cohorts.always: {tenant=acme} belongs to"
                        + " no cut; its dimensions must be those of a cut",
                "reference-route= | --set: reference-route: must name a route",
                "score.bins=0 | --set: score.bins: must be from 1 to 100, not 0",
                "refresh=0 | --set: refresh: must be positive",
                "decision-outcome=ndjson | --set: decision-outcome: ndjson needs"
                        + " decision-outcome.dir",
                "kafka.outcome-topic=a b | --set: kafka.outcome-topic: 'a b' cannot be a topic's"
                        + " name",
                "kafka.outcome-topic=a | --set: kafka.outcome-topic: needs kafka.brokers",
                "kafka.alert-topic=a | --set: kafka.alert-topic: needs kafka.brokers",
                "drift.budget=0 | --set: drift.budget: must be above 0 and at most a million",
                "drift.budget=few | --set: drift.budget: expected a number such as 0.05, not 'few'",
                "drift.budget=NaN | --set: drift.budget: must be above 0 and at most a million",
                "drift.mode=both | --set: drift.mode: expected one of budget, fdr, not 'both'",
                "drift.epoch=36h | --set: drift.epoch: must be whole days",
                "drift.epoch=0 | --set: drift.epoch: must be whole days",
                "drift.alpha=1 | --set: drift.alpha: must be above 0 and below 1",
                "drift.max-tests=0 | --set: drift.max-tests: must be from 1 to 100000000, not 0",
                "drift.delta=1 | --set: drift.delta: must be above 0 and below 1",
                "drift.signals=[] | --set: drift.signals: needs at least one signal",
                "drift.signals=[edit, edit] | --set: drift.signals: names a signal twice",
                "drift.signals=units | --set: drift.signals: 'units' is not a signal, rejected or"
                        + " followed",
                "drift.cuts=[[tenant]] | --set: drift.cuts: [tenant] is not among cuts",
                "drift.horizon=5m | --set: drift.horizon: must be one of horizons, or 0",
                "drift.learn=0 | --set: drift.learn: must be positive",
                "drift.learn-decisions=0 | --set: drift.learn-decisions: must be from 1 to"
                        + " 1000000000, not 0",
                "drift.rhythm=week | --set: drift.rhythm: expected one of none, day,"
                        + " day_and_weekend, not 'week'",
                "drift.design-effect=0.5 | --set: drift.design-effect: must be 0, or at least 1",
                "drift.silent-after=0 | --set: drift.silent-after: must be positive",
                "drift.forget-after=1h | --set: drift.forget-after: must not be shorter than"
                        + " drift.silent-after",
                "control.cuts=[[tenant]] | --set: control.cuts: [tenant] is not among cuts",
                "control.route=strong | --set: control.route: must not be reference-route",
                "control.horizon=5m | --set: control.horizon: must be one of horizons, or 0",
                "control.period=36h | --set: control.period: must be whole days",
                "control.period=0 | --set: control.period: must be whole days",
                "control.dead-band=1 | --set: control.dead-band: must be at least 0 and below 1",
                "control.harm-bound=-0.1 | --set: control.harm-bound: must be at least 0 and at"
                        + " most a million",
                "control.rejected-bound=1.5 | --set: control.rejected-bound: must be from 0 to 1",
                "control.alpha=0 | --set: control.alpha: must be above 0 and below 1",
                "control.max-step=0 | --set: control.max-step: must be above 0 and at most 1",
                "control.max-step=NaN | --set: control.max-step: must be above 0 and at most 1",
                "control.least-decisions=0 | --set: control.least-decisions: must be from 1 to"
                        + " 1000000000, not 0",
                "control.cool-down=-1 | --set: control.cool-down: must be from 0 to 100, not -1",
                "control.pooled-periods=0 | --set: control.pooled-periods: must be from 1 to 100,"
                        + " not 0",
                "control.follow-periods=101 | --set: control.follow-periods: must be from 0 to 100,"
                        + " not 101",
                "control.adoption-approves=maybe | --set: control.adoption-approves: expected true"
                        + " or false, not 'maybe'",
                "kafka.recommendation-topic=a | --set: kafka.recommendation-topic: needs"
                        + " kafka.brokers",
                "drift.concurrent=arm | --set: drift.concurrent: expected one of off, route,"
                        + " previous_version, control_arm, not 'arm'",
                "drift.control-arm=x/a | --set: drift.control-arm: is for drift.concurrent:"
                        + " control_arm",
                "drift.concurrent=control_arm | drift.control-arm: must name an arm, as in"
                        + " experiment/arm",
                "drift.concurrent-odds-ratio=-1 | --set: drift.concurrent-odds-ratio: must be 0, or"
                        + " from 1 to 100",
                "malformed.raw-bytes=70000 | --set: malformed.raw-bytes: must be from 0 to 65536,"
                        + " not 70000",
                "text.max-characters=-1 | --set: text.max-characters: must be from 0 to 1000000,"
                        + " not -1",
                "kafka.topics=[a b] | --set: kafka.topics: 'a b' cannot be a topic's name",
                "kafka.topic-pattern='(' | --set: kafka.topic-pattern: not a regular expression:"
                        + " Unclosed group",
                "kafka.group-id= | --set: kafka.group-id: must not be empty",
                "kafka.properties.group.id=x | --set: kafka.properties: group.id has a key of its"
                        + " own, kafka.group-id",
                "jdbc.url=mysql://x | --set: jdbc.url: must begin with jdbc:postgresql:",
                "jdbc.url=jdbc:postgresql://h/d?reWriteBatchedInserts=true | --set: jdbc.url: must"
                    + " not set reWriteBatchedInserts: a rewritten batch fails when it holds two"
                    + " versions of a row",
                "jdbc.url=jdbc:postgresql://h/d?ssl=true&REWRITEBATCHEDINSERTS=True | --set:"
                    + " jdbc.url: must not set reWriteBatchedInserts: a rewritten batch fails when"
                    + " it holds two versions of a row",
                "jdbc.url=jdbc:postgresql://h/d?reWriteBatchedInserts | --set: jdbc.url: must not"
                        + " set reWriteBatchedInserts: a rewritten batch fails when it holds two"
                        + " versions of a row",
                "jdbc.batch-size=0 | --set: jdbc.batch-size: must be from 1 to 100000, not 0",
                "jdbc.max-retries=-1 | --set: jdbc.max-retries: must be from 0 to 1000, not -1",
                "parallelism=129 | --set: parallelism: must be from 0 to 128, not 129",
                "max-parallelism=40000 | --set: max-parallelism: must be from 1 to 32768, not"
                        + " 40000",
                "checkpoint.interval=1ms | --set: checkpoint.interval: must be 0 or at least 10ms",
                "notify.alertmanager.urls=host:9093 | --set: notify.alertmanager.urls: must be URLs"
                        + " such as https://host/path without user or #",
                "notify.webhook.urls=https://user:pass@host/ | --set: notify.webhook.urls: must be"
                        + " URLs such as https://host/path without user or #",
                "notify.alertmanager.labels={a-b: c} | --set: notify.alertmanager.labels: 'a-b'"
                        + " cannot be a label (letters, digits and _)",
                "notify.alertmanager.resend=0 | --set: notify.alertmanager.resend: must be"
                        + " positive",
                "notify.alertmanager.expire=1m | --set: notify.alertmanager.expire: must be twice"
                        + " notify.alertmanager.resend at least",
                "notify.poll=0 | --set: notify.poll: must be positive",
                "notify.timeout=0 | --set: notify.timeout: must be positive",
                "notify.max-retry-delay=1ms | --set: notify.max-retry-delay: must be a second at"
                        + " least",
                "notify.max-attempts=0 | --set: notify.max-attempts: must be from 1 to 1000000, not"
                        + " 0",
                // secrets
                "notify.webhook.secret=hunter2 | --set: notify.webhook.secret: a secret does not"
                        + " belong on a command line, where others can read it; use the variable"
                        + " ROUTESIGHT_WEBHOOK_SECRET",
                "jdbc.password=hunter2 | --set: jdbc.password: a secret does not belong on a"
                        + " command line, where others can read it; use the variable"
                        + " ROUTESIGHT_JDBC_PASSWORD",
                "kafka.properties.sasl.jaas.config=x | --set: kafka.properties.sasl.jaas.config: a"
                    + " secret does not belong on a command line, where others can read it; use the"
                    + " variable ROUTESIGHT_KAFKA_JAAS",
                "kafka.properties={ssl.key.password: x} | --set: kafka.properties: a secret does"
                        + " not belong on a command line, where others can read it; use the"
                        + " configuration file",
            })
    void isRefusedByName(String setting, String message) {
        assertThatThrownBy(() -> JobConfig.of(setting))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
        assertThat(message).doesNotContain("hunter");
    }

    @Test
    void aTopicIsNotBothReadAndWritten() {
        String brokers = "kafka.brokers=h:9";
        for (String read : List.of("kafka.topics=[a, b]", "kafka.topic-pattern='[a-c]'")) {
            assertThatThrownBy(() -> JobConfig.of(brokers, read, "kafka.outcome-topic=b"))
                    .hasMessage("--set: kafka.outcome-topic: b is among the topics that are read");
        }
    }
}
