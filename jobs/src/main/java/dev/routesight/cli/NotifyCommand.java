package dev.routesight.cli;

import dev.routesight.config.ConfigReader;
import dev.routesight.config.JobConfig;
import dev.routesight.config.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells people of alerts. */
@Command(
        name = "notify",
        description = {
            "Tells Alertmanager and webhooks when an alert of drift_alert opens and is resolved,"
                    + " until it is stopped. A receiver that is new hears of what is open.",
            "Messages wait in the table alert_outbox until they are taken: a receiver that was"
                    + " down hears all of them, in order. A message may come twice only when its"
                    + " answer was lost; its idempotency key (webhook-id) is the same then. What"
                    + " was given up: select * from undelivered_alert.",
            "The job or ./routesight migrate must have made the tables. Secrets:"
                    + " ROUTESIGHT_WEBHOOK_SECRET, ROUTESIGHT_ALERTMANAGER_AUTHORIZATION.",
        },
        footer = {
            "  ./routesight notify --jdbc-url jdbc:postgresql://localhost/routesight \\",
            "      --alertmanager http://localhost:9093",
            "  ./routesight notify --config my.yaml --once",
        })
final class NotifyCommand implements Callable<Integer> {
    private final Runs.Tell tell;
    private final Map<String, String> environment;

    @Mixin private CommonOptions common;
    @Mixin private DatabaseOptions databaseOptions;

    @Option(names = "--dataset", paramLabel = "D", description = "Body of events (default: live).")
    private String dataset;

    @Option(
            names = "--alertmanager",
            paramLabel = "URL",
            description = "An Alertmanager; may be repeated (key: notify.alertmanager.urls).")
    private List<String> alertmanagers;

    @Option(
            names = "--webhook",
            paramLabel = "URL",
            description = "A webhook; may be repeated (key: notify.webhook.urls).")
    private List<String> webhooks;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One key of the configuration, such as notify.timeout=30s.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--once",
            description =
                    "Send what is due and end, for cron; exit code 1 when something has not"
                            + " arrived.")
    private boolean once;

    @Mixin private TalkOptions talk;

    NotifyCommand(Runs.Tell tell, Map<String, String> environment) {
        this.tell = tell;
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        ConfigReader reader = databaseOptions.reader(environment);
        settings.forEach(reader::set);
        JobConfig config =
                reader.argument(Options.DATASET, dataset, "--dataset")
                        .argument(Options.NOTIFY_ALERTMANAGER_URLS, alertmanagers, "--alertmanager")
                        .argument(Options.NOTIFY_WEBHOOK_URLS, webhooks, "--webhook")
                        .read();
        DatabaseOptions.databaseOf(config);
        config.notifying().requireReceiver();
        tell.tell(config, once, talk.progress());
        return 0;
    }
}
