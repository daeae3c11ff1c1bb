package dev.routesight.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static Headers headers(String name, String value) {
        Headers headers = new Headers();
        headers.add(name, value);
        return headers;
    }

    @Test
    void withoutATokenOnlyNamesOfThisMachineAreAnswered() {
        Access access = new Access(null);
        for (String host :
                new String[] {"localhost", "LOCALHOST:8088", "127.0.0.1:1", "[::1]:80"}) {
            assertThat(access.allows(headers("Host", host))).as(host).isTrue();
        }
        for (String host :
                new String[] {"evil.example", "localhost.evil.example", "10.0.0.1:8088", ""}) {
            assertThat(access.allows(headers("Host", host))).as(host).isFalse();
        }
        assertThat(access.allows(new Headers())).isFalse();
        assertThat(access.cookieFor("token=anything")).isEmpty();
    }

    @Test
    void withATokenTheHostDoesNotMatterAndTheTokenDoes() {
        Access access = new Access("0123456789abcdef");
        assertThat(access.allows(headers("Host", "localhost"))).isFalse();
        assertThat(access.allows(headers("Authorization", "Bearer 0123456789abcdef"))).isTrue();
        assertThat(access.allows(headers("Authorization", "Bearer 0123456789abcde"))).isFalse();
        assertThat(access.allows(headers("Cookie", "x=1; routesight_token=0123456789abcdef")))
                .isTrue();
        assertThat(access.allows(headers("Cookie", "xroutesight_token=0123456789abcdef")))
                .isFalse();
        assertThat(access.cookieFor("a=b&token=0123456789abcdef")).isPresent();
        assertThat(access.cookieFor("token=0123456789abcdeg")).isEmpty();
        assertThat(access.cookieFor(null)).isEmpty();
    }

    @Test
    void tokensAreLongAndEachIsAnother() {
        assertThat(Access.newToken()).hasSizeGreaterThan(30).isNotEqualTo(Access.newToken());
        assertThat(ReportServer.isGoodToken(Access.newToken())).isTrue();
        assertThat(ReportServer.isGoodToken("short")).isFalse();
        assertThat(ReportServer.isGoodToken("sixteen and more; but odd")).isFalse();
    }
}
