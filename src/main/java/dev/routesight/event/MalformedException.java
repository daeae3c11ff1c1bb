package dev.routesight.event;

/** Says why a record is malformed, in words that name the field and quote nothing of it. */
final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedException(String reason) {
        super(reason, null, false, false);
    }
}
