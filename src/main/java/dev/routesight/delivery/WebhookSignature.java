package dev.routesight.delivery;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs messages as the Standard Webhooks specification 1.0.0 says (standardwebhooks.com), so that
 * receivers can check them with its libraries: {@code v1,} and the Base64 of HMAC-SHA256 over
 * {@code id.timestamp.body}. The timestamp is signed too: an old message cannot be passed off as a
 * new one.
 */
public final class WebhookSignature {
    private static final String PREFIX = "whsec_";
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final SecretKeySpec key;

    /**
     * @param secret {@code whsec_} and the Base64 of 24 to 64 bytes
     * @throws IllegalArgumentException saying what a secret looks like, and not what was given
     */
    public WebhookSignature(String secret) {
        this.key = new SecretKeySpec(bytes(secret), "HmacSHA256");
    }

    private static byte[] bytes(String secret) {
        byte[] bytes;
        try {
            bytes =
                    secret.startsWith(PREFIX)
                            ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
                            : new byte[0];
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "must be whsec_ and 24 to 64 random bytes in Base64, as printf 'whsec_%s'"
                            + " \"$(openssl rand -base64 32)\" prints");
        }
        return bytes;
    }

    /**
     * The value of the header {@code webhook-signature}.
     *
     * @param id of the message, the header {@code webhook-id}
     * @param seconds since 1970, the header {@code webhook-timestamp}
     */
    public String of(String id, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
