package dev.kassa.standalone.broker;

/** A port that has to be had is taken; the message is a sentence for the person at the terminal. */
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PortTakenException(String message) {
        super(message);
    }
}
