package dev.kassa.standalone.api;

/** What was asked is not to be had; the message says why, to the person at the terminal. */
public final class ApiProblem extends Exception {
    private static final long serialVersionUID = 1L;

    public ApiProblem(String message) {
        super(message);
    }
}
