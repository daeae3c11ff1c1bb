package dev.routesight.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The REST interface of a Flink cluster. */
public final class FlinkRest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String address;
    private final HttpClient http = HttpClient.newHttpClient();

    FlinkRest(String address) {
        this.address = address;
    }

    /** The body of an answer, whatever its status. */
    public String text(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + address + path)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    void cancel(String job) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + address + "/jobs/" + job))
                        .method("PATCH", HttpRequest.BodyPublishers.noBody())
                        .build();
        http.send(request, HttpResponse.BodyHandlers.discarding());
    }

    public JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(text(path));
    }

    /** RUNNING, FINISHED, FAILED, … */
    public String state(String job) throws IOException, InterruptedException {
        return json("/jobs/" + job).path("state").asText();
    }

    /** Waits until a job is in a state; fails when it ended in another. */
    public void await(String job, String state) throws Exception {
        Await.until(
                job + " is " + state,
                () -> {
                    String now = state(job);
                    if (now.equals("FAILED")) {
                        throw new AssertionError(text("/jobs/" + job + "/exceptions"));
                    }
                    return now.equals(state);
                });
    }

    /** Checkpoints of a job by their state: completed, restored, failed, … */
    public long checkpoints(String job, String state) throws IOException, InterruptedException {
        return json("/jobs/" + job + "/checkpoints").at("/counts/" + state).asLong();
    }

    /** How often a job has failed and was started again, as far as is remembered. */
    public long failures(String job) throws IOException, InterruptedException {
        return json("/jobs/" + job + "/exceptions").at("/exceptionHistory/entries").size();
    }

    boolean answers() {
        try {
            json("/overview");
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
