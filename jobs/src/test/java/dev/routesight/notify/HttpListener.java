package dev.routesight.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A receiver over HTTP that can be down, slow, unwilling, and come back at the same address. */
final class HttpListener implements AutoCloseable {
    /** A request as it came, and what it was answered. */
    record Request(String path, Map<String, String> headers, String body, int status) {}

    private final int port;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile int status = 204;
    private volatile long delayMillis;
    private HttpServer server;
    private ExecutorService threads;

    HttpListener() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    String url() {
        return "http://127.0.0.1:" + port + "/in?token=hunter2";
    }

    HttpListener up() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 50);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
        return this;
    }

    /** Ends at once, with what it is at. */
    void down() {
        if (server != null) {
            server.stop(0);
            threads.shutdownNow();
            server = null;
        }
    }

    HttpListener answering(int newStatus) {
        status = newStatus;
        return this;
    }

    HttpListener after(long millis) {
        delayMillis = millis;
        return this;
    }

    private void take(HttpExchange exchange) throws IOException {
        int answer = status;
        Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(exchange.getRequestURI().toString(), headers, body, answer));
        try {
            Thread.sleep(delayMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Those answered with a 2xx. */
    List<Request> taken() {
        return requests.stream().filter(request -> request.status() / 100 == 2).toList();
    }

    @Override
    public void close() {
        down();
    }
}
