package dev.routesight.config;

import static dev.routesight.config.BadSetting.unless;
import static dev.routesight.config.BadSetting.unlessBetween;

import dev.routesight.delivery.WebhookSignature;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Who is told of alerts, and how hard it is tried. */
public record NotifyConfig(
        List<String> alertmanagerUrls,
        String alertmanagerAuthorization,
        Map<String, String> alertmanagerLabels,
        Duration resend,
        Duration expire,
        List<String> webhookUrls,
        String webhookSecret,
        boolean webhookUpdates,
        Duration poll,
        Duration timeout,
        Duration maxRetryDelay,
        int maxAttempts)
        implements Serializable {

    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    public NotifyConfig {
        alertmanagerUrls = List.copyOf(alertmanagerUrls);
        webhookUrls = List.copyOf(webhookUrls);
        alertmanagerLabels = Collections.unmodifiableMap(new TreeMap<>(alertmanagerLabels));
        checkUrls(Options.NOTIFY_ALERTMANAGER_URLS, alertmanagerUrls);
        checkUrls(Options.NOTIFY_WEBHOOK_URLS, webhookUrls);
        for (String label : alertmanagerLabels.keySet()) {
            unless(
                    LABEL.matcher(label).matches(),
                    Options.NOTIFY_ALERTMANAGER_LABELS,
                    "'" + label + "' cannot be a label (letters, digits and _)");
        }
        unless(resend.toMillis() > 0, Options.NOTIFY_ALERTMANAGER_RESEND, "must be positive");
        unless(
                expire.compareTo(resend.multipliedBy(2)) >= 0,
                Options.NOTIFY_ALERTMANAGER_EXPIRE,
                "must be twice notify.alertmanager.resend at least");
        if (!webhookSecret.isEmpty()) {
            try {
                new WebhookSignature(webhookSecret);
            } catch (IllegalArgumentException e) {
                throw new BadSetting(Options.NOTIFY_WEBHOOK_SECRET, e.getMessage());
            }
        }
        unless(poll.toMillis() > 0, Options.NOTIFY_POLL, "must be positive");
        unless(timeout.toMillis() > 0, Options.NOTIFY_TIMEOUT, "must be positive");
        unless(
                maxRetryDelay.toMillis() >= 1000,
                Options.NOTIFY_MAX_RETRY_DELAY,
                "must be a second at least");
        unlessBetween(1, 1_000_000, maxAttempts, Options.NOTIFY_MAX_ATTEMPTS);
    }

    private static void checkUrls(Option<?> key, List<String> urls) {
        for (String url : urls) {
            unless(isHttp(url), key, "must be URLs such as https://host/path without user or #");
        }
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = new URI(url);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static NotifyConfig from(Settings settings) {
        return new NotifyConfig(
                settings.get(Options.NOTIFY_ALERTMANAGER_URLS),
                settings.get(Options.NOTIFY_ALERTMANAGER_AUTHORIZATION),
                settings.get(Options.NOTIFY_ALERTMANAGER_LABELS),
                settings.get(Options.NOTIFY_ALERTMANAGER_RESEND),
                settings.get(Options.NOTIFY_ALERTMANAGER_EXPIRE),
                settings.get(Options.NOTIFY_WEBHOOK_URLS),
                settings.get(Options.NOTIFY_WEBHOOK_SECRET),
                settings.get(Options.NOTIFY_WEBHOOK_UPDATES),
                settings.get(Options.NOTIFY_POLL),
                settings.get(Options.NOTIFY_TIMEOUT),
                settings.get(Options.NOTIFY_MAX_RETRY_DELAY),
                settings.get(Options.NOTIFY_MAX_ATTEMPTS));
    }

    /**
     * Checks that there is someone to tell, which only the notifier needs.
     *
     * @throws ConfigurationException naming the missing key
     */
    public void requireReceiver() {
        if (alertmanagerUrls.isEmpty() && webhookUrls.isEmpty()) {
            throw new ConfigurationException(
                    "notify.alertmanager.urls or notify.webhook.urls: must be given");
        }
        if (!webhookUrls.isEmpty() && webhookSecret.isEmpty()) {
            throw new ConfigurationException(
                    "notify.webhook.secret: must be given (or the variable"
                            + " ROUTESIGHT_WEBHOOK_SECRET)");
        }
    }

    /** Everything but secrets, which may stand in the URLs of webhooks too. */
    @Override
    public String toString() {
        return "NotifyConfig[alertmanagers="
                + alertmanagerUrls.size()
                + ", webhooks="
                + webhookUrls.size()
                + "]";
    }
}
