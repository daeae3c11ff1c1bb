package dev.routesight.event;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Quantises a decimal text to 1e-9, half-even, without ever expanding a huge exponent. */
final class Money {
    static final BigDecimal LIMIT = BigDecimal.valueOf(50_000);

    private Money() {}

    static long nanos(String field, String text) {
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new MalformedException(field + ": out of range");
        }
        if (value.signum() == 0) {
            return 0;
        }
        long digitsBeforePoint = (long) value.precision() - value.scale();
        if (digitsBeforePoint > 6 || value.abs().compareTo(LIMIT) > 0) {
            throw new MalformedException(field + ": not within 50000 USD");
        }
        if (digitsBeforePoint < -10) {
            return 0;
        }
        return value.setScale(9, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
    }
}
