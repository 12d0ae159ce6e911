package dev.kassa.channel.runner;

/** Takes records off a topic of calls and sees to it that each settled one is not delivered again. */
interface Intake {
    /** Joins the group and begins; returns at once. */
    void start();

    /**
     * Fetches no more, waits for calls under way as long as the settings say, and lets go of the rest. Blocks; called
     * once.
     */
    void stop();
}
