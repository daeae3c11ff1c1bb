package dev.routesight.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {
    /** The example that the specification's libraries are tested with. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    @Test
    void signsTheExampleOfTheSpecification() {
        assertThat(new WebhookSignature(SECRET).of(ID, 1614265330, BODY))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void idTimeAndBodyAreAllSigned() {
        WebhookSignature signature = new WebhookSignature(SECRET);
        String signed = signature.of(ID, 1614265330, BODY);
        assertThat(signature.of("other", 1614265330, BODY)).isNotEqualTo(signed);
        assertThat(signature.of(ID, 1614265331, BODY)).isNotEqualTo(signed);
        assertThat(signature.of(ID, 1614265330, new byte[] {'{', '}'})).isNotEqualTo(signed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2", "whsec_", "whsec_aGVsbG8=", "whsec_$$$"})
    void aWeakSecretIsRefusedAndNotRepeated(String secret) {
        assertThatThrownBy(() -> new WebhookSignature(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must be whsec_ and 24 to 64 random bytes in Base64")
                .hasMessageNotContainingAny("hunter", "aGVsbG8", "$$$");
    }
}
