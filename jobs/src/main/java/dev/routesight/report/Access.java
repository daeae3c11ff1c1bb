package dev.routesight.report;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may read a live report. On this machine only: whoever names it by a name of this machine, so
 * that no page of elsewhere can read it through a name of its own. On a network: whoever brings the
 * token, as a bearer, in the query once, or in the cookie that this sets.
 *
 * @param token null where the server listens on this machine only
 */
record Access(String token) {
    /** Shorter ones could be guessed. */
    static final int LEAST_LENGTH = 16;

    private static final String COOKIE = "routesight_token";
    private static final Pattern IN_COOKIE = Pattern.compile("(?:^|;\\s*)" + COOKIE + "=([^;]*)");
    private static final Pattern LOCAL =
            Pattern.compile("(?i)(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

    static String newToken() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    boolean allows(Headers headers) {
        if (token == null) {
            String host = headers.getFirst("Host");
            return host != null && LOCAL.matcher(host).matches();
        }
        String bearer = headers.getFirst("Authorization");
        if (bearer != null && bearer.startsWith("Bearer ")) {
            return is(bearer.substring("Bearer ".length()));
        }
        for (String cookies : headers.getOrDefault("Cookie", List.of())) {
            Matcher matcher = IN_COOKIE.matcher(cookies);
            if (matcher.find() && is(matcher.group(1))) {
                return true;
            }
        }
        return false;
    }

    /** The cookie to set for whoever brought the right token in the query. */
    Optional<String> cookieFor(String query) {
        if (token == null || query == null) {
            return Optional.empty();
        }
        for (String part : query.split("&", -1)) {
            if (part.startsWith("token=") && is(part.substring("token=".length()))) {
                return Optional.of(COOKIE + "=" + token + "; Path=/; HttpOnly; SameSite=Strict");
            }
        }
        return Optional.empty();
    }

    private boolean is(String given) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
