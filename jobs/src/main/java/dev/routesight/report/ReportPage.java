package dev.routesight.report;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report as one HTML file that needs nothing else. Its own policy lets run only the two scripts
 * that are in it, by their digest, and lets it ask nobody for anything (a live page: only the
 * server that it is from), so that not even a hole in the escaping could make it do more.
 */
public final class ReportPage {
    private static final String FOLDER = "dev/routesight/report/";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** A section as it stands on the page. */
    public record Part(
            String id, String title, String question, String applies, List<String> words) {}

    private final String echarts = resource("vendor/echarts.common.min.js");
    private final String script =
            resource("format.js")
                    + resource("charts.js")
                    + resource("sections.js")
                    + resource("page.js");
    private final String css = resource("page.css");
    private final PebbleTemplate template;
    private final String version;

    /**
     * @param version of this program
     */
    public ReportPage(String version) {
        this.version = version;
        ClasspathLoader loader = new ClasspathLoader(ReportPage.class.getClassLoader());
        loader.setPrefix(FOLDER);
        this.template =
                new PebbleEngine.Builder()
                        .loader(loader)
                        .autoEscaping(true)
                        .strictVariables(true)
                        .build()
                        .getTemplate("page.peb");
    }

    /** A page that stands alone. */
    public String of(Report report) {
        return of(report, 0);
    }

    /**
     * @param refreshSeconds how often a live page asks for a newer one; 0: it stands alone
     */
    public String of(Report report, int refreshSeconds) {
        Map<String, Object> all = report.all();
        Map<?, ?> meta = (Map<?, ?>) all.get("meta");
        Map<String, Object> values = new HashMap<>();
        values.put("title", "Routesight: " + meta.get("dataset"));
        values.put("policy", policy(refreshSeconds > 0));
        values.put("live", refreshSeconds);
        values.put("meta", meta);
        values.put("summary", all.get("summary"));
        values.put("period", period(meta));
        values.put("written", TIME.format(Instant.parse((String) meta.get("written_at"))));
        values.put("sections", parts(all, Boolean.TRUE.equals(meta.get("empty"))));
        values.put("version", version);
        values.put("css", css);
        values.put("echarts", echarts);
        values.put("script", script);
        values.put("data", Json.writeForScript(all));
        StringWriter page = new StringWriter();
        try {
            template.evaluate(page, values, Locale.ROOT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page.toString();
    }

    private String policy(boolean live) {
        return "default-src 'none'; script-src '"
                + digest(echarts)
                + "' '"
                + digest(script)
                + "'; style-src 'unsafe-inline'; img-src data:; connect-src "
                + (live ? "'self'" : "'none'")
                + "; base-uri 'none'; form-action 'none'";
    }

    private static String digest(String script) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String period(Map<?, ?> meta) {
        if (meta.get("from") == null) {
            return "";
        }
        Instant from = Instant.parse((String) meta.get("from"));
        Instant to = Instant.parse((String) meta.get("to")).minusNanos(1);
        String first = DAY.format(from);
        String last = DAY.format(to);
        return first.equals(last) ? first : first + " to " + last;
    }

    private static List<Part> parts(Map<String, Object> all, boolean empty) {
        List<Part> parts = new ArrayList<>();
        if (empty) {
            return parts;
        }
        add(
                parts,
                all,
                "alerts",
                "Alerts",
                "What is wrong, where, since when, and how sure is that?",
                "Follows cohort, route and time.");
        add(
                parts,
                all,
                "signals",
                "Signals over time",
                "How often do users turn answers down?",
                "Follows cohort, route, horizon and time.");
        add(
                parts,
                all,
                "where",
                "Where",
                "Which cohorts are turned down most?",
                "All cohorts, all days. Follows route and horizon.");
        add(
                parts,
                all,
                "contrast",
                "Routes compared",
                "Is the cheap route worse on like queries?",
                "All days. Follows cohort, route and horizon. Only what chance decided speaks of"
                        + " causes.");
        add(
                parts,
                all,
                "age",
                "Age of signals",
                "How long does it take users to react?",
                "All days. Follows cohort and route.");
        add(
                parts,
                all,
                "calibration",
                "Calibration",
                "How much of what routing can gain does it gain?",
                "All units of the experiment.");
        add(
                parts,
                all,
                "money",
                "Money",
                "What is saved, and is it worth its bad answers?",
                "Follows cohort; days follow time.");
        add(
                parts,
                all,
                "shadow",
                "Shadow pairs",
                "Which answer is better when both are given?",
                "All traffic, all days. Follows route.");
        add(
                parts,
                all,
                "score",
                "Score and gate",
                "Does the score find the queries that need the" + " reference?",
                "All traffic, all days. Follows horizon, and route where it is by route.");
        add(
                parts,
                all,
                "thresholds",
                "Thresholds",
                "Where should the score part the routes, and did earlier advice keep its word?",
                "The latest period of each cohort. Follows cohort. Nothing is changed by itself.");
        add(
                parts,
                all,
                "policy",
                "Policy health",
                "Does the router still learn, and what else could" + " it do?",
                "All traffic. Follows horizon; days follow time.");
        add(
                parts,
                all,
                "quality",
                "Data quality",
                "Where did every event go, and how far behind are" + " the tables?",
                "All that the dataset has; no filter.");
        return parts;
    }

    private static void add(
            List<Part> parts,
            Map<String, Object> all,
            String id,
            String title,
            String question,
            String applies) {
        List<String> words = new ArrayList<>();
        if (((Map<?, ?>) all.get(id)).get("words") instanceof List<?> list) {
            list.forEach(line -> words.add(line.toString()));
        }
        parts.add(new Part(id, title, question, applies, words));
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        name + " is missing: report and serve run from the launcher");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
