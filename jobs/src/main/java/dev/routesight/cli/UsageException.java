package dev.routesight.cli;

/**
 * A mistake of the user's in arguments or input; the message is one line that says how to mend it.
 */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
