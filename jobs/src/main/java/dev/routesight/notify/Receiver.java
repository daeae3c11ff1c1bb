package dev.routesight.notify;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Someone who is told of alerts by HTTP. */
interface Receiver {

    /** Under which its messages are kept. */
    String name();

    /** Which changes it wants to hear of. */
    List<String> kinds();

    /** How a message is put to it. */
    HttpRequest.Builder request(Message message, Instant now);

    /** A name that shows the host, and nothing else of a URL that may hold a secret. */
    static String name(String what, URI url) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(url.toString().getBytes(StandardCharsets.UTF_8));
            return what + " " + url.getAuthority() + " " + HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
