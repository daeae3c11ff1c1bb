package dev.routesight.notify;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests, and never longer than a limit. */
final class Post {
    private static final int MOST_CHARACTERS = 200;

    private final HttpClient client;
    private final Duration limit;

    Post(Duration limit) {
        this.limit = limit;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(limit)
                        .build();
    }

    /** Sends it and waits for the whole answer; anything but a 2xx in time is a problem. */
    Answer send(HttpRequest.Builder request) throws InterruptedException {
        CompletableFuture<HttpResponse<String>> sent =
                client.sendAsync(
                        request.header("User-Agent", "routesight").timeout(limit).build(),
                        HttpResponse.BodyHandlers.ofString());
        try {
            HttpResponse<String> answer = sent.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            int status = answer.statusCode();
            return status / 100 == 2
                    ? new Answer(status, null)
                    : new Answer(status, "status " + status + said(answer.body()));
        } catch (TimeoutException e) {
            sent.cancel(true);
            return new Answer(0, "no answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Answer(0, reason(e.getCause()));
        }
    }

    private static String said(String body) {
        String line = body.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.isEmpty()
                ? ""
                : ": " + line.substring(0, Math.min(line.length(), MOST_CHARACTERS));
    }

    private static String reason(Throwable e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
