package dev.routesight.job;

import dev.routesight.cli.Progress;
import dev.routesight.config.JobConfig;
import dev.routesight.notify.Notifier;
import dev.routesight.notify.Undelivered;
import java.time.Clock;

/** Tells people of alerts, once or for good. */
final class NotifyRun {
    private NotifyRun() {}

    static void run(JobConfig config, boolean once, Progress progress) throws Exception {
        Notifier notifier = new Notifier(config, Clock.systemUTC(), progress::say);
        if (!once) {
            notifier.run();
            return;
        }
        Undelivered undelivered = notifier.once();
        if (undelivered.waiting() + undelivered.dead() > 0) {
            throw new IllegalStateException(
                    undelivered.waiting()
                            + " messages wait and "
                            + undelivered.dead()
                            + " were given up; see select * from undelivered_alert");
        }
    }
}
