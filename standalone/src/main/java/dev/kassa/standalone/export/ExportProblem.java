package dev.kassa.standalone.export;

/** There will be no file; the message says why, to the person at the terminal. */
final class ExportProblem extends Exception {
    private static final long serialVersionUID = 1L;

    ExportProblem(String message) {
        super(message);
    }
}
