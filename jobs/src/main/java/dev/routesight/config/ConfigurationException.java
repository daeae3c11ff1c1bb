package dev.routesight.config;

/** A configuration that cannot be used; the message is one line that names the key and says why. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }
}
