package dev.kassa.standalone.settings;

import java.util.Locale;

/** What one process of an installation may be: {@code ./kassa run ROLE}. */
public enum Role {
    TOPICS("Creates the topics that are missing, and ends."),
    CORE("Commands in, facts out."),
    VELOCITY("Counts who pays at many merchants at once."),
    SETTLEMENT("Adds up the journal by business date, and draws up settlements."),
    TREND("Adds up payments, refunds and the journal by business date, for reports."),
    SCHEDULE("Says when jobs run."),
    JOBS("Carries jobs out; several may run."),
    CONNECTORS("Calls the channels."),
    SIMULATOR("The simulator that stands for a channel, on 127.0.0.1."),
    VIEWS("What is committed, laid out for reading; edges and exports ask it."),
    EXPORTS("Makes the files that are asked for; one process of an installation."),
    EDGE("The HTTP API.");

    private final String sentence;

    Role(String sentence) {
        this.sentence = sentence;
    }

    /** As it is written on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String sentence() {
        return sentence;
    }
}
