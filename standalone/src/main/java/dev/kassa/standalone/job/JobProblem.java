package dev.kassa.standalone.job;

/** What a person is told that could not be done. */
final class JobProblem extends Exception {
    private static final long serialVersionUID = 1;

    JobProblem(String message) {
        super(message);
    }
}
